"""Where two texts say the same words: a quotation that stands letter for letter in the field it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.jobs.facts import ProfileFacts, VacancyFacts
from portal.jobs.matching.readings import ProfileReading, VacancyReading
from portal.jobs.matching.text_evidence import Weights, strongest_pairs
from portal.jobs.matching.tokens import tokenise
from portal.shared.text import nfc

_TRIES = 12
_PAUSE = re.compile(r"[^\w\s]")


@dataclass(frozen=True)
class Quote:
    """Words as they stand in a field."""

    field: str
    quote: str


@dataclass(frozen=True)
class SharedQuote:
    """Words that stand in a field of each side."""

    profile_field: str
    vacancy_field: str
    quote: str


def profile_texts(facts: ProfileFacts) -> Iterator[tuple[str, str]]:
    """Every text of a profile with its path, the most telling first."""
    yield from ((f"skills[{i}].name", skill.name) for i, skill in enumerate(facts.skills))
    yield from ((f"certificates[{i}]", text) for i, text in enumerate(facts.certificates))
    for place, stint in enumerate(facts.experience):
        yield f"experience[{place}].duties", stint.duties
        yield f"experience[{place}].occupation", stint.occupation
        yield f"experience[{place}].sector", stint.sector
    yield "summary", facts.summary
    yield "headline", facts.headline


def vacancy_texts(facts: VacancyFacts) -> Iterator[tuple[str, str]]:
    """Every text of a vacancy with its path, the most telling first."""
    yield "title", facts.title
    yield from ((f"skills_required[{i}]", text) for i, text in enumerate(facts.skills_required))
    yield from ((f"skills_preferred[{i}]", text) for i, text in enumerate(facts.skills_preferred))
    yield "description", facts.description
    yield "sector", facts.sector


def find_words(term: str, texts: Iterator[tuple[str, str]]) -> Quote | None:
    """The first field that says this folded term (a word or a pair), and how it writes it."""
    wanted = term.split()
    for field, text in texts:
        text = nfc(text)
        tokens = tokenise(text)
        for place in range(len(tokens) - len(wanted) + 1):
            here = tokens[place : place + len(wanted)]
            if [token.folded for token in here] == wanted and not _PAUSE.search(text, here[0].start, here[-1].end):
                return Quote(field, text[here[0].start : here[-1].end])
    return None


def quote_shared(asked: Weights, facts: ProfileFacts) -> Quote | None:
    """The weightiest asked term that the profile says, as the profile writes it."""
    for term in sorted(asked, key=lambda t: (-asked[t], t))[: 2 * _TRIES]:
        if (found := find_words(term, profile_texts(facts))) is not None:
            return found
    return None


def shared_by_both(vacancy: VacancyReading, profile: ProfileReading, said: str) -> SharedQuote | None:
    """The weightiest pair of words that both sides write alike, letter for letter, and that is not in `said` (lower case)."""
    for term in strongest_pairs(vacancy.words, profile.words, _TRIES):
        mine = find_words(term, profile_texts(profile.facts))
        theirs = find_words(term, vacancy_texts(vacancy.facts))
        if mine and theirs and mine.quote == theirs.quote and mine.quote.lower() not in said:
            return SharedQuote(mine.field, theirs.field, mine.quote)
    return None
