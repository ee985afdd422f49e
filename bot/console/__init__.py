"""The coach in the terminal, typed to or piped into."""
