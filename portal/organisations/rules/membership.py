"""Who manages an organisation, also when the one who founded it has left the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Role = Literal["owner", "member"]
MOST_INVITED = 20
"""Invitations that may be open at one time."""
INVITATION_LIFE = timedelta(days=14)


@dataclass(frozen=True)
class Seat:
    """A current membership, in the order of joining."""

    account: str
    role: str


def owners(seats: Sequence[Seat]) -> frozenset[str]:
    """The accounts that manage members. Where no owner is left, the member who has been there longest is one."""
    named = frozenset(seat.account for seat in seats if seat.role == "owner")
    return named or frozenset(seat.account for seat in seats[:1])
