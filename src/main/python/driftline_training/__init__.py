"""Trains the networks that the worker serves, and measures them honestly.

The flow: `data` reads titre distances and aligned HA1, `splits` parts them by
year or by strain, `network` and `fit` learn a distance, `calibration` turns it
into a probability, `baselines` and `metrics` say whether that was worth it,
`export` writes ONNX, `registration` writes ``model.yaml`` and `report` the
evaluation tables. Only `network`, `fit` and `export` import PyTorch.
"""
