"""Weights as runners write them, beside the value that the coach calculates with."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Self

KG_PER_LB = Decimal("0.45359237")


class Unit(StrEnum):
    """A unit of weight."""

    KG = "kg"
    LB = "lb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A weight exactly as typed (`text`, with its own decimal sign) in `unit`."""

    text: str
    unit: Unit

    @classmethod
    def of(cls, amount: Decimal, unit: Unit) -> Self:
        """Make a load that the coach itself chose, written without needless zeros."""
        plain = amount.normalize()
        return cls(text=f"{plain:f}", unit=unit)

    @property
    def amount(self) -> Decimal:
        """The number in its own unit."""
        return Decimal(self.text.replace(",", "."))

    @property
    def kg(self) -> Decimal:
        """The same weight in kilograms."""
        return self.amount if self.unit is Unit.KG else self.amount * KG_PER_LB

    def to(self, unit: Unit) -> Decimal:
        """Return the amount in `unit`, unrounded."""
        if unit is self.unit:
            return self.amount
        return self.kg if unit is Unit.KG else self.kg / KG_PER_LB
