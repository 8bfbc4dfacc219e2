"""What the worker says of an attempt: signed lines, published until the broker has confirmed them."""
