"""Which exercise a day has, and why."""
