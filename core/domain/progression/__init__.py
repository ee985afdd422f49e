"""How much of an exercise a day has, and why."""
