"""Certificates and licences that a text names, and the skills they speak for.

A paper is read where papers, skills and schooling are listed, not in running text: “đang học bằng lái xe” holds none. What
it speaks for is implied, a suggestion until the person confirms the skill; but it is a paper, so it answers where a
vacancy asks for one.
"""

from __future__ import annotations

from collections.abc import Iterator

from portal.jobs.facts import ProfileFacts
from portal.jobs.matching.dictionary import Dictionary
from portal.jobs.matching.normaliser import Finding, read
from portal.jobs.matching.readings import Held
from portal.shared.text import nfc

ATTESTED = 127
"""Level of a skill that a paper speaks for wholly: below what counts as met, so that it never stands before something said
that is enough."""


def papers_in(text: str, field: str, dictionary: Dictionary) -> list[Finding]:
    """The papers that this text names and does not deny or only wish for (any text, made NFC here)."""
    found = read(nfc(text), field, dictionary, ("certificate",))
    return [finding for finding in found if not finding.denied and not finding.wished]


def papers_of(facts: ProfileFacts, dictionary: Dictionary) -> Iterator[Finding]:
    """The papers that a profile lists."""
    for place, text in enumerate(facts.certificates):
        yield from papers_in(text, f"certificates[{place}]", dictionary)
    for place, skill in enumerate(facts.skills):
        yield from papers_in(skill.name, f"skills[{place}].name", dictionary)
    yield from papers_in(facts.education or "", "education", dictionary)


def attested(paper: Finding, dictionary: Dictionary) -> Iterator[Held]:
    """The skills that this paper speaks for, each weighed by how far."""
    for skill, strength in dictionary.certificates[paper.id].attests.items():
        level = max(1, ATTESTED * strength >> 8)
        yield Held(
            skill, level, paper.field, paper.text, stated=False, proof=True, start=paper.start, attested=True
        )  # fmt: skip


def asked_by_papers(papers: list[Finding], dictionary: Dictionary) -> tuple[str, ...]:
    """What a vacancy asks for that names only papers: the skill that each is about."""
    first = (next(iter(dictionary.certificates[paper.id].attests), None) for paper in papers)
    return tuple(dict.fromkeys(skill for skill in first if skill is not None))
