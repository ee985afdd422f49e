"""The notation of training: what runners write about sets, and how the coach writes it back."""

from core.domain.notation.reader import read

__all__ = ["read"]
