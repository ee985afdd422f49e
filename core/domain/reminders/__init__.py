"""When a runner is next due, for what, and when a message is welcome."""
