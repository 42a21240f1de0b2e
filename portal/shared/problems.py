"""Input that cannot be answered: which field, and what to do about it, collected so that a person mends all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal.shared.messages import Message


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field; `field` is a path such as `lines[0].amount` or `rates.JPY`."""

    field: str
    message: Message


class BadInput(Exception):
    """Raised with every problem found (HTTP 422, exit 2). Nothing was changed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.field}: {p.message}" for p in problems))
        self.problems = tuple(problems)
