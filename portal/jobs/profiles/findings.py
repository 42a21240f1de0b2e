"""What was understood of one's profile: every finding with the words it rests on, said or guessed, and what was not understood.

The reading is the matcher’s own, so what is shown here is what a ranking sees, and what is taken off here it sees no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from portal.content import service as content
from portal.jobs import service as jobs
from portal.jobs.matching.knowledge import Knowledge, knowledge
from portal.jobs.matching.normaliser import read
from portal.jobs.matching.papers import papers_in, papers_of
from portal.jobs.matching.people import matcher
from portal.jobs.matching.readings import Held, ProfileReading, Spoken
from portal.jobs.matching.spoken import mentions
from portal.jobs.profiles.mine import Mine
from portal.shared.locales import Text
from portal.shared.text import fold, nfc

Kind = Literal["skill", "occupation", "language", "certificate"]
Why = Literal["said", "likely", "paper", "stay"]
"""Said by the person; made likely by an occupation; spoken for by a paper; by years where the language is spoken."""
STEP_OF = {
    "experience": "jobs",
    "hidden_employers": "hidden",
    "headline": "about",
    "summary": "about",
    "education": "about",
}
"""Field of a profile → the step where it stands, where that is not called as the field is."""


@dataclass(frozen=True)
class Finding:
    """One thing that was understood. `words` stand in the step `step`, word for word (for a stay: the code of the country)."""

    id: str
    kind: Kind
    name: Text
    words: str
    step: str
    why: Why

    @property
    def said(self) -> bool:
        """The person says it themselves."""
        return self.why == "said"


@dataclass(frozen=True)
class Unread:
    """An entry in which nothing was understood, and its step: it still counts by its words."""

    words: str
    step: str


@dataclass(frozen=True)
class Understood:
    """Everything that is read of a profile, what is not, and what the person said is not theirs (id and name)."""

    said: tuple[Finding, ...]
    guessed: tuple[Finding, ...]
    unread: tuple[Unread, ...]
    denied: tuple[tuple[str, Text], ...]


def understood(mine: Mine) -> Understood:
    """What the matcher reads of this profile."""
    known, reading = knowledge(), matcher().read_profile(mine.facts)
    found = [*_held(reading, known), *_spoken(reading), *_papers(mine, known)]
    names = {id: name for id in mine.facts.not_mine if (name := name_of(id)) is not None}
    return Understood(
        said=tuple(one for one in found if one.said),
        guessed=tuple(one for one in found if not one.said),
        unread=tuple(_unread(mine, known)),
        denied=tuple(names.items()),
    )


def name_of(id: str) -> Text | None:
    """What this id of the taxonomy is called; None where there is no such thing."""
    dictionary = knowledge().dictionary
    thing = dictionary.skills.get(id) or dictionary.occupations.get(id)
    if thing is not None:
        return dict(thing.label)
    if id in dictionary.certificates:
        return dict(content.get("certificate", id).data["name"])
    return jobs.language_names().get(id)


def step_of(field: str) -> str:
    """The step in which this field of the profile is typed."""
    root = field.partition("[")[0].partition(".")[0]
    return STEP_OF.get(root, root)


def _held(reading: ProfileReading, known: Knowledge) -> Iterator[Finding]:
    tables: tuple[tuple[Kind, Iterable[Held]], ...] = (
        ("occupation", reading.occupations.values()),
        ("skill", reading.skills.values()),
    )
    for kind, all_held in tables:
        labels = known.dictionary.skills if kind == "skill" else known.dictionary.occupations
        for held in sorted(all_held, key=lambda one: -one.level):
            best = _best(held, reading) if kind == "skill" else held
            why: Why = "said" if best.stated else "paper" if best.attested else "likely"
            yield Finding(best.id, kind, dict(labels[best.id].label), best.quote, step_of(best.field), why)


def _best(held: Held, reading: ProfileReading) -> Held:
    """What the person says of a skill comes before what is guessed of it, even where the guess counts for more."""
    return held if held.stated else next((one for one in reading.evidence.get(held.id, ()) if one.stated), held)


def _spoken(reading: ProfileReading) -> Iterator[Finding]:
    best: dict[str, Spoken] = {}
    for one in reading.spoken:
        if one.language not in best or (one.stated and not best[one.language].stated):
            best[one.language] = one
    names = jobs.language_names()
    for language, one in best.items():
        name = names.get(language, {"vi": language, "en": language})
        yield Finding(language, "language", name, one.quote, step_of(one.field), "said" if one.stated else "stay")


def _papers(mine: Mine, known: Knowledge) -> Iterator[Finding]:
    seen = set(mine.facts.not_mine)
    for paper in papers_of(mine.facts, known.dictionary):
        if paper.id not in seen:
            seen.add(paper.id)
            name = dict(content.get("certificate", paper.id).data["name"])
            yield Finding(paper.id, "certificate", name, paper.text, step_of(paper.field), "said")


def _unread(mine: Mine, known: Knowledge) -> Iterator[Unread]:
    facts = mine.facts
    entries = [("skills", one.name) for one in facts.skills]
    entries += [("jobs", one.occupation) for one in facts.experience]
    entries += [("certificates", one) for one in facts.certificates]
    for step, words in entries:
        text = nfc(words)
        if not (
            read(text, "", known.dictionary) or papers_in(text, "", known.dictionary) or any(mentions(text, "", known))
        ):
            yield Unread(words, step)


def is_claimed(finding: Finding, mine: Mine) -> bool:
    """Whether the person has this skill in their list under its own name."""
    return fold(finding.name["vi"]) in {fold(one.name) for one in mine.facts.skills}
