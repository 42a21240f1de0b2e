"""What somebody typed to keep a search, read as the list of vacancies reads it; every mistake is told at once."""

from __future__ import annotations

from collections.abc import Mapping

from portal.jobs import service
from portal.jobs.alerts import wording
from portal.jobs.alerts.store import Said
from portal.jobs.facts import Wanted
from portal.jobs.rules import LEAST_WAGES
from portal.shared.messages import Message
from portal.shared.problems import BadInput, Problem
from portal.shared.text import nfc, words

FILTERS = ("q", "province", "wage", "sector")
"""The fields of the list, by the names they have in its address."""
LONGEST_NAME, LONGEST_TEXT = 80, 200


def read(form: Mapping[str, str]) -> Said:
    """The search in this form (`name` and FILTERS); raises BadInput. What was asked for is kept as it stands: a sector that
    nobody offers later finds nothing then, and not everything."""
    text, province, sector, wage = nfc(form["q"]), form["province"], nfc(form["sector"]), form["wage"]
    name = read_name(form["name"])
    wrong: dict[str, Message] = {"name": name} if isinstance(name, Message) else {}
    if len(text) > LONGEST_TEXT:
        wrong["q"] = wording.LONG_TEXT
    elif text and not words(text):
        wrong["q"] = wording.NO_WORD
    if province and province not in {id for id, _name in service.provinces()}:
        wrong["province"] = wording.NO_PROVINCE
    if wage and wage not in {str(million) for million in LEAST_WAGES}:
        wrong["wage"] = wording.NO_WAGE
    if sector and sector not in service.sectors():
        wrong["sector"] = wording.NO_SECTOR
    if not (text or province or sector or wage):
        wrong["q"] = wording.NOTHING_ASKED
    if wrong or isinstance(name, Message):
        raise BadInput([Problem(field, said) for field, said in wrong.items()])
    return Said(name, Wanted(text, province, sector, int(wage) * 1_000_000 if wage else None))


def read_name(typed: str) -> str | Message:
    """A name for a search, or what is wrong with it."""
    name = nfc(typed)
    if not name:
        return wording.NO_NAME
    return wording.LONG_NAME if len(name) > LONGEST_NAME else name
