"""A judged pair as an employer's card: the vacancy's own questions answered, and an outline that fits at least five people.

Nothing that the person wrote is in it, only names of the taxonomy and words of the vacancy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from portal.jobs.matching.assessment import Assessment, LanguageFit
from portal.jobs.matching.columns.crowd import HOME, Crowd, Trait
from portal.jobs.matching.columns.planes import WELL
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.must_haves import language_met, line_met
from portal.jobs.matching.readings import ProfileReading
from portal.jobs.matching.score_rules import FULL
from portal.jobs.matching.weights import Weights
from portal.meetings import wording
from portal.meetings.results import CardLine, Tone
from portal.meetings.rules.outline import FEWEST, MOST_SKILLS, Outline, wider
from portal.shared.messages import Message


def outline_of(profile: ProfileReading, crowd: Crowd) -> tuple[Outline, bool]:
    """What the card may say of this person, and whether it had to be said more widely."""
    first = narrowest(profile)
    for outline in wider(first):
        if crowd.size(traits(outline)) >= FEWEST:
            return _with_skills(outline, profile, crowd), outline != first
    return Outline(), first != Outline()


def traits(outline: Outline) -> list[Trait]:
    """What the outline says, as it is counted."""
    found = []
    if outline.occupation:
        found.append(Trait("occupation", frozenset({outline.occupation})))
    elif outline.sector:
        found.append(Trait("occupation", _of_sector(outline.sector)))
    if outline.country:
        found.append(Trait("country", frozenset({outline.country})))
    elif outline.abroad:
        found.append(Trait("country"))
    if outline.language:
        found.append(Trait("language", frozenset({outline.language}), outline.rank))
    return [*found, *(Trait("skill", frozenset({skill})) for skill in outline.skills)]


def said(outline: Outline) -> list[Message]:
    """The outline in words."""
    known = knowledge().dictionary
    found: list[Message] = []
    if outline.occupation:
        found.append(wording.occupation(known.occupations[outline.occupation].label))
    elif outline.sector:
        found.append(wording.same_trade(outline.sector))
    if outline.country:
        found.append(wording.worked_in(outline.country))
    elif outline.abroad:
        found.append(wording.worked_abroad())
    if outline.language:
        found.append(wording.speaks(outline.language, outline.rank))
    return [*found, *(wording.also(known.skills[skill].label) for skill in outline.skills)]


def lines_of(found: Assessment, weights: Weights) -> list[CardLine]:
    """How the person stands to each thing that the vacancy asks."""
    lines = [_line(found, weights, n) for n in range(len(found.lines))]
    lines += [
        CardLine(_language(fit), wording.asked_language(fit.ask.language, fit.ask.quote, fit.ask.required))
        for fit in found.languages
    ]
    return [*lines, *_terms(found)]


def narrowest(profile: ProfileReading) -> Outline:
    """What could be said of this person if many were like them."""
    held = max(profile.occupations.values(), key=lambda held: (held.stated, held.level, held.id), default=None)
    stays = max((stay for stay in profile.stays if stay.country not in ("", HOME)), key=lambda s: s.years, default=None)
    spoken = max(
        (one for one in profile.spoken if one.stated),
        key=lambda one: (one.level.rank or -1, one.language),
        default=None,
    )
    known = knowledge().dictionary
    return Outline(
        occupation=held.id if held else None,
        sector=known.occupations[held.id].sector if held else None,
        country=stays.country if stays else None,
        abroad=stays is not None,
        language=spoken.language if spoken else None,
        rank=spoken.level.rank if spoken else None,
    )


def _with_skills(outline: Outline, profile: ProfileReading, crowd: Crowd) -> Outline:
    """Further skills that the person states, the rarest last, each only while enough others fit too."""
    known = knowledge().dictionary
    stated = [id for id, held in profile.skills.items() if held.stated and held.level >= WELL]
    for skill in sorted(stated, key=lambda id: (known.skills[id].rarity, id)):
        if len(outline.skills) == MOST_SKILLS:
            break
        more = replace(outline, skills=(*outline.skills, skill))
        if crowd.size(traits(more)) >= FEWEST:
            outline = more
    return outline


def _of_sector(sector: str) -> frozenset[str]:
    return frozenset(id for id, row in knowledge().dictionary.occupations.items() if row.sector == sector)


def _line(found: Assessment, weights: Weights, place: int) -> CardLine:
    fit = found.lines[place]
    tone: Tone = "met" if line_met(fit, weights) else "some" if fit.share else "missing"
    say = wording.asked if fit.line.required else wording.wished
    return CardLine(tone, say(fit.line.text))


def _language(fit: LanguageFit) -> Tone:
    if language_met(fit):
        return "met"
    return "some" if fit.spoken is not None else "missing"


def _terms(found: Assessment) -> Iterator[CardLine]:
    """Experience, place, wage and start: whether they fit, never the figure or the place that the person named."""
    says: Sequence[tuple[str, dict[Tone, Message]]] = wording.TERMS
    for part, words in says:
        if part in found.shares:
            share = found.shares[part]
            tone: Tone = "met" if share == FULL else "some" if share else "missing"
            yield CardLine(tone, words[tone])
