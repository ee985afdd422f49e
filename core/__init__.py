"""The coach: runners and training, and nothing of chats, processes or configuration."""
