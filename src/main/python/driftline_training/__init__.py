"""Trains the models that the worker serves, and measures them honestly.

The flow: `data` reads titre distances and aligned HA1, `splits` plans the folds, the learners of
`learning` (siamese networks of `network`, `contexts` and `fit`; `trees`) are fitted on each by `study`,
`lineup` says which learners make a model, `evaluate` blends, calibrates and scores them beside
the `baselines`, `export` writes ONNX, `registration` writes ``model.yaml``, `support` writes
``support.yaml`` and `report` the evaluation tables.
"""
