"""What coaching is: values and pure functions, on the standard library alone."""
