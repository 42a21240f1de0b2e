"""One's profile as a page to print, in the language of a reader: terms from the taxonomy, and plainly what stays Vietnamese."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from babel import Locale
from babel.dates import format_date

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import ObjectFacts, decide
from portal.accounts.service import directory
from portal.accounts.service.transaction import act
from portal.content import service as content
from portal.jobs.facts import LanguageClaim, Stint
from portal.jobs.matching import vocabulary
from portal.jobs.matching.dictionary import Kind
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.normaliser import read
from portal.jobs.matching.papers import papers_in
from portal.jobs.profiles.cv_words import LANGUAGES, TAGS, headings, how_long, term
from portal.jobs.profiles.mine import Mine
from portal.jobs.profiles.service import OWN
from portal.shared.text import fold, nfc

SOURCE, ENGLISH = "vi", "en"


@dataclass(frozen=True)
class Said:
    """What stands on the page: `text` in the language of the page ("" where the taxonomy has no term), `own` the person’s words
    in Vietnamese ("" where the text says it all)."""

    text: str
    own: str = ""


@dataclass(frozen=True)
class Job:
    """A time of work on the page."""

    what: Said
    where: str
    how_long: str
    tasks: tuple[str, ...]
    duties: str


@dataclass(frozen=True)
class Cv:
    """The page. `kept`: words that stay Vietnamese because the taxonomy has no term. `tag`: BCP 47."""

    language: str
    tag: str
    words: dict[str, str]
    headline: Said
    summary: str
    skills: tuple[tuple[Said, str], ...]
    """Each with how long, in words."""
    jobs: tuple[Job, ...]
    languages: tuple[tuple[str, str], ...]
    certificates: tuple[Said, ...]
    education: str
    places: tuple[str, ...]
    ready: str
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contact:
    """The name of the account, and how to reach it where the person ticked that."""

    name: str = field(repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


def languages_for(mine: Mine) -> tuple[str, ...]:
    """The languages one may print in: Vietnamese, English, and those of the countries worked in that the taxonomy knows."""
    worked = {knowledge().countries.get(stint.country) for stint in mine.facts.experience}
    return tuple(code for code in LANGUAGES if code in (SOURCE, ENGLISH) or code in worked)


@act
def contact(actor: Actor, ticked: bool) -> Contact:
    """What the account itself says; phone and e-mail only where `ticked`."""
    person = directory.living([actor.ref]).get(actor.ref) if decide(actor, OWN, ObjectFacts(owner=actor.ref)) else None
    if person is None:
        return Contact("")
    return Contact(person.name or "", *((person.phone or "", person.email or "") if ticked else ("", "")))


def cv_of(mine: Mine, language: str) -> Cv:
    """The page in this language, one of `languages_for`."""
    facts = mine.facts
    skills = tuple(
        (_said(one.name, ("skill",), language, mine), how_long(one.years or 0, language)) for one in facts.skills
    )
    jobs = tuple(_job(stint, language, mine) for stint in facts.experience)
    certificates = tuple(_paper(text, language, mine) for text in facts.certificates)
    headline = _said(facts.headline, ("occupation", "skill"), language, mine)
    titles = [job.what for job in jobs]
    return Cv(
        language, TAGS.get(language, language), headings(language), headline, facts.summary, skills, jobs,
        tuple(_spoken(claim, language) for claim in facts.languages), certificates, facts.education or "", facts.provinces,
        _day(mine, language), tuple(_kept([*(said for said, _time in skills), *titles, *certificates])) if language != SOURCE else (),
    )  # fmt: skip


def _locale(language: str) -> Locale:
    return Locale.parse(TAGS.get(language, language), sep="-")


def _said(own: str, kinds: tuple[Kind, ...], language: str, mine: Mine) -> Said:
    """A text of the person with the terms that it names; a Vietnamese page shows the words as they are."""
    if language == SOURCE or not own:
        return Said(own)
    found = _terms(own, kinds, language, mine)
    return Said(", ".join(found), own) if found else Said("", own)


def _terms(text: str, kinds: tuple[Kind, ...], language: str, mine: Mine) -> list[str]:
    """The terms for what this text names, each once; of the first kind that it names anything of."""
    named = read(nfc(text), "", knowledge().dictionary, kinds)
    for kind in kinds:
        ids = dict.fromkeys(
            one.id
            for one in named
            if one.kind == kind and not one.denied and not one.wished and one.id not in mine.facts.not_mine
        )
        if found := [said for id in ids if (said := _term(kind, id, language))]:
            return list(dict.fromkeys(found))
    return []


def _term(kind: Kind, id: str, language: str) -> str | None:
    entry = vocabulary.skills()[id] if kind == "skill" else vocabulary.occupations()[id]
    if language == ENGLISH:
        return entry.name.get(ENGLISH)
    return entry.terms.get(language) or term(entry.words, language)


def _job(stint: Stint, language: str, mine: Mine) -> Job:
    country = _locale(language).territories.get(stint.country, stint.country) if stint.country else ""
    tasks = () if language == SOURCE else tuple(_terms(stint.duties, ("skill",), language, mine))
    return Job(
        _said(stint.occupation, ("occupation", "skill"), language, mine), country, how_long(stint.years, language), tasks,
        " · ".join(part for part in (stint.sector, stint.duties) if part),
    )  # fmt: skip


def _paper(own: str, language: str, mine: Mine) -> Said:
    if language == SOURCE:
        return Said(own)
    found = dict.fromkeys(
        said
        for paper in papers_in(own, "", knowledge().dictionary)
        if paper.id not in mine.facts.not_mine and (said := _paper_term(paper.id, language))
    )
    if found:
        return Said(", ".join(found), own)
    return Said(own) if own.isascii() else Said("", own)


def _paper_term(id: str, language: str) -> str | None:
    data = content.get("certificate", id).data
    if language == ENGLISH:
        return str(data["name"][ENGLISH])
    words: Sequence[str] = data["synonyms"].get(language, ())
    return words[0] if words else None


def _spoken(claim: LanguageClaim, language: str) -> tuple[str, str]:
    """The language by its name, and the level as typed, with the test where the level does not name it."""
    spoken = knowledge().language_of(claim.language)
    name = _locale(language).languages.get(spoken, claim.language)
    test = claim.test or ""
    return name, claim.level if test and fold(test) in fold(claim.level) else f"{test} {claim.level}".strip()


def _day(mine: Mine, language: str) -> str:
    ready = mine.facts.available_from
    return format_date(ready, "long", locale=_locale(language)) if ready else ""


def _kept(lines: Iterable[Said]) -> list[str]:
    return [line.own for line in lines if line.own and not line.text]
