"""Content with edits: what the files hold, each edited item in its place, and what was known of a rule before it was edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any

from portal.content.item import FORMERLY, Edit, Item
from portal.content.store import Library
from portal.shared.clock import VIETNAM

VERSIONS = {"fee_rule": "fee_rule_version"}
"""Kinds of which the site tells what it knew on an earlier day, and the kind that holds their former versions."""
Data = Mapping[str, Any]


class EditedLibrary(Library):
    """A library with these edits, in the order in which they came to be shown. Another token means other content."""

    def __init__(self, base: Library, edits: Sequence[Edit], token: str, at: datetime, number: int = 0) -> None:
        super().__init__(base.folder)
        self.token, self.number = token, number
        self._base, self._edits, self._at = base, edits, at

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Every kind that the files hold: an edit adds none."""
        return self._base.kinds

    @cached_property
    def ledger(self) -> tuple[tuple[str, str], ...]:
        """From which Vietnamese each English text was made, by the files and by the authors of the edits."""
        return (*self._base.ledger, *(pair for edit in self._edits for pair in edit.pairs))

    def items(self, kind: str) -> Mapping[str, Item]:
        """The items of a kind by id, as they are shown. NoSuchKind, UnreadableContent."""
        if kind not in self._read:
            self._read[kind] = self._merged(kind, self._base.items(kind))
        return self._read[kind]

    def version(self, kind: str) -> str | None:
        """The version that the files give; None where they give none."""
        return self._base.version(kind)

    def _merged(self, kind: str, shipped: Mapping[str, Item]) -> Mapping[str, Item]:
        found, last = dict(shipped), dict[tuple[str, str], Edit]()
        for edit in self._edits:
            if edit.kind == kind:
                self._put(found, edit)
            elif VERSIONS.get(edit.kind) == kind:
                for item in _former(edit, last.get((edit.kind, edit.id))):
                    found.setdefault(item.id, item)
            last[edit.kind, edit.id] = edit
        rows = sorted(found.values(), key=lambda item: item.data.get("order", 0))
        return MappingProxyType({item.id: item for item in rows})

    def _put(self, found: dict[str, Item], edit: Edit) -> None:
        if edit.data is None or (edit.until is not None and edit.until <= self._at):
            found.pop(edit.id, None)
            return
        known = found.get(edit.id)
        for former in edit.data.get(FORMERLY, ()):  # renamed: it stands in the place of what it was
            gone = found.pop(former, None)
            known = known or gone
        data = {**edit.data, "known_from": _day(edit).isoformat()} if edit.kind in VERSIONS else dict(edit.data)
        found[edit.id] = Item(edit.kind, edit.id, MappingProxyType(data), known.file if known else "")


def _former(edit: Edit, last: Edit | None) -> Iterator[Item]:
    """The rule as it stood until this edit (since the `last` one, if any), where a day passed on which it was known so."""
    before = edit.before if last is None else last.data and {**last.data, "known_from": _day(last).isoformat()}
    if before is None or before["known_from"] >= _day(edit).isoformat():
        return
    until = (_day(edit) - timedelta(days=1)).isoformat()
    data = {**before, "id": f"{edit.id}@{before['known_from']}", "of": edit.id, "known_to": until}
    yield Item(VERSIONS[edit.kind], data["id"], MappingProxyType(data))


def _day(edit: Edit) -> date:
    return edit.at.astimezone(VIETNAM).date()
