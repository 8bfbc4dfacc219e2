"""How work gets on, and who sees to it that work which hangs is ended."""
