"""Discord: the coach as an app, by slash commands, buttons and plain words in direct messages."""
