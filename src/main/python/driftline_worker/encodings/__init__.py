"""Aligned HA1 as numbers."""
