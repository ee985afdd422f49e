"""The outbox on its way to the platforms: every message goes this one way."""
