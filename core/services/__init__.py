"""What a runner can do: one module a deed."""
