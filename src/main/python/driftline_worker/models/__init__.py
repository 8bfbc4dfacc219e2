"""Model versions in the repository, their networks, and runs of these."""
