"""Whether records are what a job needs, and which of them make pairs."""
