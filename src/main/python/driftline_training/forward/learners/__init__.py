"""What learns from the pairs of a window, each apart, and their blend."""
