"""Whose matches are looked at: an illustrative person's, which everybody may see, or the reader's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for


@dataclass(frozen=True)
class Here:
    """The pages of one person's matches; `ref` is an illustrative person's, "" the reader's own."""

    ref: str = ""

    @property
    def own(self) -> bool:
        """These are the reader's."""
        return not self.ref

    def match(self, **kept: Any) -> str:
        """The shelves."""
        return url_for("jobs.my_matches", **kept) if self.own else url_for("jobs.match", ref=self.ref, **kept)

    def pair(self, vacancy_ref: str) -> str:
        """One vacancy beside the person."""
        if self.own:
            return url_for("jobs.my_pair", vacancy_ref=vacancy_ref)
        return url_for("jobs.pair", ref=self.ref, vacancy_ref=vacancy_ref)
