"""The notation of training: what runners write about sets, and how the coach writes it back."""

from core.domain.notation.reader import read
from core.domain.notation.writing import write

__all__ = ["read", "write"]
