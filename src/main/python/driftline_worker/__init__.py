"""Driftline's model worker: checks, encodes and predicts one job at a time per slot.

``job.py`` is the flow of one job, ``app.py`` the routes, ``server.py`` the wiring.
"""

__version__ = "1.0.0"
