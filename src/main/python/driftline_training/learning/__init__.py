"""The networks and trees that learn, and what they forecast."""
