"""The reference HAs, their numberings, and their antigenic sites."""
