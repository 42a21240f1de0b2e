"""How far does a new register drift from the stored one, and is that so far that a second person must agree?"""

from __future__ import annotations

from fractions import Fraction

MOST_DRIFT = Fraction(1, 10)
"""Rows that disappeared or have another licence state, as a share of the stored register (gold format, “Drift”)."""


def drift(stored: int, gone: int, restated: int) -> Fraction:
    """The share of the stored register that disappears or changes its state; 0 where nothing is stored yet."""
    return Fraction(gone + restated, stored) if stored else Fraction(0)


def needs_second_person(share: Fraction) -> bool:
    """Over 10 %; exactly 10 % does not wait."""
    return share > MOST_DRIFT
