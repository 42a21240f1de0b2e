"""Pages of a long list: which page was asked, which neighbours to offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for

from portal.web.shell.locale import asked_again


def asked_page(limit: int = 10_000) -> int:
    """The page number of the address, at least 1; anything unreadable is page 1."""
    text = request.args.get("page", "1")
    return min(max(int(text), 1), limit) if text.isascii() and text.isdigit() and len(text) < 6 else 1


@dataclass(frozen=True)
class Pages:
    """A page of results: `page` counts from 1, `total` counts items."""

    page: int
    size: int
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first_item(self) -> int:
        return (self.page - 1) * self.size + 1 if self.total else 0

    @property
    def last_item(self) -> int:
        return min(self.page * self.size, self.total)

    @property
    def around(self) -> Sequence[int | None]:
        """The page numbers to show; None stands for a gap."""
        wanted = sorted({1, self.last, *range(max(1, self.page - 1), min(self.last, self.page + 1) + 1)})
        shown: list[int | None] = []
        for number in wanted:
            if shown and shown[-1] is not None and number - shown[-1] > 1:
                shown.append(None)
            shown.append(number)
        return shown

    @staticmethod
    def address(page: int) -> str:
        """This address with another page; every filter is kept."""
        return url_for(request.endpoint or "", **{**asked_again(), "page": page})
