"""What can be done with vacancies and profiles: bring in a file, list what is open, read one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from portal.content import service as content
from portal.jobs import bring_in, cards, store
from portal.jobs.cards import VacancyCard
from portal.jobs.facts import LanguageClaim, ProfileFacts, VacancyFacts, Wanted
from portal.jobs.formats.files import contact_problems, read_profiles, read_vacancies
from portal.jobs.places import province_id
from portal.jobs.rules import KIND, is_on_show
from portal.search import outbox
from portal.shared.clock import today
from portal.shared.locales import Text
from portal.shared.problems import BadInput
from portal.shared.text import collation_key
from portal.storage.db import db

__all__ = [
    "ANY", "Import", "NoSuchPerson", "NoSuchVacancy", "VacancyCard", "Wanted", "WhoIs", "forget_changes",
    "forget_column_stores", "get_person", "get_vacancy",
    "import_profiles", "import_vacancies", "language_levels", "language_names", "open_count", "open_facts",
    "open_vacancies", "own_facts", "people", "people_count", "people_facts", "province_id", "provinces", "sectors", "sunk",
]  # fmt: skip

Import = Callable[[Path], int]
ANY = Wanted()
"""Every open vacancy."""


class NoSuchVacancy(LookupError):
    """There is no public vacancy with this reference today."""


class NoSuchPerson(LookupError):
    """There is no profile that may be shown with this reference."""


@dataclass(frozen=True)
class WhoIs:
    """An invented person as a list shows them: reference and headline, nothing else."""

    ref: str
    headline: str
    provinces: tuple[str, ...]


def import_vacancies(path: Path, *, illustrative: bool = False) -> int:
    """Bring in a file (.jsonl, .csv): how many. A known reference is overwritten. BadInput: nothing was changed.

    In the caller's transaction; what changed is queued for the index with it.
    """
    found = read_vacancies(path)
    refs = bring_in.keep_vacancies(found, illustrative=illustrative, province_of=province_id)
    outbox.enqueue(KIND, refs)
    return len(found)


def import_profiles(path: Path, *, illustrative: bool = True) -> int:
    """Bring in a file of invented people (.jsonl): how many. BadInput: nothing was changed.

    A record with an e-mail address is a real person's and is refused until accounts exist.
    """
    found = read_profiles(path)
    if problems := contact_problems(path):
        raise BadInput(problems)
    bring_in.keep_profiles(found, illustrative=illustrative)
    return len(found)


def open_vacancies(wanted: Wanted, page: int = 1, size: int = 20) -> tuple[list[VacancyCard], int]:
    """A page of today's open vacancies that fit, newest first, and how many fit in all."""
    rows, total = store.page_of(store.open_vacancies(today(), wanted), (page - 1) * size, size)
    return [cards.vacancy_card(row) for row in rows], total


def open_facts(day: date, wanted: Wanted = ANY) -> list[tuple[VacancyFacts, int]]:
    """Every open vacancy that fits as facts, each with the microsecond of its last change."""
    return [
        (cards.vacancy_facts(row), cards.revision(row.changed_at))
        for row in store.every(store.open_vacancies(day, wanted))
    ]


def open_count(wanted: Wanted = ANY) -> int:
    """How many vacancies that fit are open today."""
    return store.count_of(store.open_vacancies(today(), wanted))


def sunk() -> set[str]:
    """References of today's open vacancies that stand below the others (`rules.is_sunk`)."""
    return store.sunk(today())


def people_count() -> int:
    """How many invented people there are."""
    return store.count_of(store.illustrative())


def forget_changes(before: datetime) -> int:
    """Forget what changed before this moment, how many. Commits."""
    gone = store.prune_changes(before)
    db.session.commit()
    return gone


def forget_column_stores(moment: datetime) -> None:
    """Let the columns of every host be written anew, in the caller's transaction: the database is another one now."""
    store.leap(moment)


def sectors() -> list[str]:
    """The sectors that open vacancies name, in dictionary order."""
    return sorted(store.sectors(today()), key=collation_key)


def get_vacancy(ref: str) -> VacancyCard:
    """The public vacancy with this reference; NoSuchVacancy also where it is not open."""
    row = store.find_vacancy(ref)
    if row is None or not cards.vacancy_is_shown(row, today()):
        raise NoSuchVacancy(ref)
    return cards.vacancy_card(row)


def people() -> list[WhoIs]:
    """The invented people that may be looked at."""
    return [WhoIs(row.ref, row.headline, tuple(row.provinces)) for row in store.illustrative_profiles()]


def people_facts() -> list[tuple[ProfileFacts, int]]:
    """The profiles of the invented people, each with the microsecond of its last change."""
    return [(cards.profile_facts(row), cards.revision(row.changed_at)) for row in store.illustrative_profiles()]


def get_person(ref: str) -> ProfileFacts:
    """The profile of an invented person; NoSuchPerson for anybody else."""
    row = store.find_profile(ref)
    if row is None or not is_on_show(row.illustrative, row.account):
        raise NoSuchPerson(ref)
    return cards.profile_facts(row)


def own_facts(account: str) -> ProfileFacts | None:
    """What this account's profile says, to be ranked for its owner's eyes: resting or not, agreed or not; None for no profile."""
    row = store.profile_of(account)
    return None if row is None else replace(cards.profile_facts(row), active=True, consented=True)


def provinces() -> list[tuple[str, Text]]:
    """The provinces, id and name, in dictionary order."""
    rows = [(item.id, item.data["name"]) for item in content.all_of("province")]
    return sorted(rows, key=lambda row: collation_key(row[1]["vi"]))


_LADDERS = {"jlpt": ("ja",), "topik": ("ko",), "tocfl": ("zh",), "hsk-2": ("zh",), "cefr": ("de", "en")}
"""The tests whose levels people of the markets hold, and the spoken languages they are of."""


def language_levels() -> list[LanguageClaim]:
    """Levels that may be aimed at, each once, in the words of its test."""
    found: dict[LanguageClaim, None] = {}
    for item in content.all_of("language_test"):
        for language in _LADDERS.get(item.id, ()):
            name = str(item.data["name"]["vi"])
            codes = [str(row["code"]) for row in item.data["levels"] if row.get("cefr_rank")]
            found.update(dict.fromkeys(LanguageClaim(language, code, name) for code in codes))
    return list(found)


def language_names() -> dict[str, Text]:
    """The name of each language by its code."""
    return {item.id: item.data["name"] for item in content.all_of("language")}
