"""The steps that are lists (jobs, skills, languages, certificates, hidden employers): an entry is added, changed or removed.

The same form sent twice leaves one entry, and an entry removed twice is removed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from portal.content import service as content
from portal.jobs.facts import LanguageClaim, SkillClaim, Stint
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.readings import employer_key
from portal.jobs.profiles import presets, wording
from portal.jobs.profiles.mine import Mine, Values, as_stored, key_of
from portal.jobs.profiles.typed import Typed, read_years
from portal.shared.problems import BadInput, Problem
from portal.shared.text import fold

Entries = Sequence[Any]
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "jobs": "experience",
        "skills": "skills",
        "languages": "languages",
        "certificates": "certificates",
        "hidden": "hidden_employers",
    }
)
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "jobs": ("occupation", "country", "sector", "years", "duties"),
        "skills": ("names",),
        "languages": ("language", "test", "level", "taken"),
        "certificates": ("names",),
        "hidden": ("names",),
    }
)
FIRST_FIELD: Mapping[str, str] = MappingProxyType({name: fields[0] for name, fields in FIELDS.items()})
MOST: Mapping[str, int] = MappingProxyType(
    {"jobs": 20, "skills": 100, "languages": 10, "certificates": 30, "hidden": 30, "not_mine": 300}
)
"""Entries that a profile keeps. What is read for a match is less, and the page says so."""
LONGEST_NAME, LONGEST_DUTIES, LONGEST_LEVEL = 200, 1_500, 60
HOME = "VN"
_WITH_YEARS = re.compile(
    r"(.*?\S)[\s,;:–-]+((?:\d{1,2}(?:[.,]\d{1,2})? ?(?:năm|years?))(?: ?\d{1,2} ?(?:tháng|months?))?|\d{1,2} ?(?:tháng|months?))",
    re.IGNORECASE,
)


class Gone(Exception):
    """The entry that was to be changed is not there any more."""


def entries(kind: str, mine: Mine) -> Entries:
    """The entries of a list."""
    found: Entries = getattr(mine.facts, COLUMNS[kind])
    return found


def countries() -> list[str]:
    """Where somebody may have worked: home, the markets of the site, and where the matcher knows what is spoken (ISO codes)."""
    markets = [item.id for item in content.all_of("market")]
    return list(dict.fromkeys((*markets, *knowledge().countries, HOME)))


def tests() -> dict[str, tuple[str, ...]]:
    """The language tests by name, each with the spoken languages that it is of (none: of any)."""
    known = knowledge()
    found = {}
    for item in content.all_of("language_test"):
        spoken = tuple(known.language_of(code) for code in item.data["languages"] if code != "*")
        if not item.id.startswith("none"):
            found[str(item.data["name"]["vi"])] = spoken
    return found


def add(kind: str, form: Mapping[str, str], mine: Mine) -> Values:
    """With what this form adds."""
    typed = Typed(form)
    new = _READERS[kind](typed)
    typed.done()
    values: Values = {COLUMNS[kind]: as_stored(merged(kind, entries(kind, mine), new))}
    if kind == "skills":
        claimed = {fold(one.name) for one in new}
        names = {id: fold(name) for id in mine.facts.not_mine for name in presets.skill_names([id])}
        values["not_mine"] = [id for id in mine.facts.not_mine if names.get(id) not in claimed]
    return values


def change(kind: str, key: str, form: Mapping[str, str], mine: Mine) -> Values:
    """With this entry as the form has it. Gone where it is not there, unless it already is as the form has it."""
    typed = Typed(form)
    new = _READERS[kind](typed)
    typed.done()
    known = list(entries(kind, mine))
    place = next((n for n, one in enumerate(known) if key_of(mine.owner, one) == key), None)
    if place is None:
        if all(one in known for one in new):
            return {}
        raise Gone
    return {COLUMNS[kind]: as_stored([*known[:place], *new, *(one for one in known[place + 1 :] if one not in new)])}


def remove(kind: str, key: str, mine: Mine) -> Values:
    """Without this entry."""
    return {COLUMNS[kind]: as_stored([one for one in entries(kind, mine) if key_of(mine.owner, one) != key])}


def merged(kind: str, known: Entries, new: Entries) -> list[Any]:
    """Both, each once; of the same skill the one that says how long. BadInput where that is more than is kept."""
    found = {_identity(kind, one): one for one in known}
    for one in new:
        same = found.get(_identity(kind, one))
        if same is None or (kind == "skills" and one.years is not None):
            found[_identity(kind, one)] = one
    if len(found) > MOST[kind]:
        raise BadInput([Problem(FIRST_FIELD[kind], wording.too_many(len(found), MOST[kind]))])
    return list(found.values())


def _identity(kind: str, one: Any) -> object:
    if kind == "skills":
        return fold(one.name)
    if kind == "hidden":
        return employer_key(one) or fold(one)
    return fold(one) if kind == "certificates" else one


def _jobs(typed: Typed) -> Entries:
    return [
        Stint(
            typed.text("occupation", LONGEST_NAME, needed=True),
            typed.choice("country", countries(), needed=True),
            typed.text("sector", LONGEST_NAME),
            typed.years("years") or 0,
            typed.text("duties", LONGEST_DUTIES),
        )
    ]


def _skills(typed: Typed) -> Entries:
    found = []
    for name in _names(typed):
        with_years = _WITH_YEARS.fullmatch(name)
        years = read_years(with_years[2]) if with_years else None
        found.append(SkillClaim(with_years[1] if with_years and years is not None else name, years))
    return found


def _languages(typed: Typed) -> Entries:
    language = typed.choice("language", {item.id for item in content.all_of("language")}, needed=True)
    known = tests()
    test = typed.choice("test", known)
    spoken = known.get(test, ())
    if language and test and spoken and knowledge().language_of(language) not in spoken:
        typed.wrong("test", wording.TEST_OF_ANOTHER)
    level, taken = typed.text("level", LONGEST_LEVEL), typed.day("taken")
    return [LanguageClaim(language, level, test or None, taken.isoformat() if taken else "")]


def _names(typed: Typed) -> list[str]:
    lines = typed.lines("names")
    if not lines:
        typed.wrong("names", wording.MISSING)
    kept = [typed.fair("names", line, LONGEST_NAME) for line in lines]
    return [line for line in kept if line]


_READERS: Mapping[str, Callable[[Typed], Entries]] = MappingProxyType(
    {"jobs": _jobs, "skills": _skills, "languages": _languages, "certificates": _names, "hidden": _names}
)
