"""What can be talked about: one module a topic."""
