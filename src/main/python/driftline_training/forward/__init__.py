"""Version 2 of the ensemble: measured pairs of five subtypes, judged by forecasts of later years.

`pairs.stage` reads the data and `pairs.audit` judges it; `curve`, `process` and `forests` of `learners` are
the members; `blend` puts them together; `windows` judges; `ship` writes what the worker serves.
"""
