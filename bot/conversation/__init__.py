"""What the coach says and understands; no chat platform is known here."""
