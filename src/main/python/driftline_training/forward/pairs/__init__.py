"""Measured pairs with their sequences: named, numbered, audited, and what changes between two of them."""
