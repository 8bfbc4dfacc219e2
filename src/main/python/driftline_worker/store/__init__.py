"""Model versions in an S3-compatible store, and this machine's copies of them.

``files/<sha256>`` holds each file once, and ``versions/<name>/<version>`` says which of them a version is made of,
signed (`entries`). `mirror` keeps the copies; `bucket` is the one module that knows the store's client, and is
imported when a store is asked for.
"""


class StoreAway(Exception):
    """The store does not answer or refuses; the message says what it said."""


class StoreMissing(RuntimeError):
    """A store was asked for and its client is not installed; the message says what is missing."""


class OtherFiles(Exception):
    """The store holds other files under this name and version."""
