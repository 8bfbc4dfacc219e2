"""Pairs of a CSV file, predicted without a server."""
