"""Version 2 of the ensemble: measured pairs of five subtypes, judged by forecasts of later years.

`stage` reads and audits the data; `curve`, `process` and `forests` are the members; `blend` puts them
together; `windows` judges; `ship` writes what the worker serves.
"""
