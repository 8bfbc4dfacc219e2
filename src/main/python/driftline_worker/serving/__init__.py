"""The HTTP interface, its process, and what is put together at its start."""
