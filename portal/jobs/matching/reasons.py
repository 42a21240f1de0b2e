"""Why a person and a vacancy fit: lines that are literally true, each naming the field of either side it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from portal.jobs import wording
from portal.jobs.matching.assessment import Assessment, LanguageFit, LineFit
from portal.jobs.matching.quotes import quote_shared, shared_by_both
from portal.jobs.matching.readings import Held, ProfileReading
from portal.jobs.matching.score_rules import FULL
from portal.jobs.matching.weights import Weights
from portal.shared.locales import Text
from portal.shared.messages import Message
from portal.shared.text import words

MOST_UNUSED = 8
NEAR = 128
"""Closeness of an occupation from which a time of work is told as experience in it."""
SHARED_WORDS_FROM = 48
"""Share of the text part from which shared words are worth a line."""


@dataclass(frozen=True)
class Reason:
    """One line: what it says, and the paths of the fields it can be checked against (None: nothing there)."""

    text: Message
    profile_field: str | None
    vacancy_field: str | None


@dataclass(frozen=True)
class Reasons:
    """What the profile meets, what it lacks (required first), and what of it the vacancy does not use."""

    meets: tuple[Reason, ...]
    lacks: tuple[Reason, ...]
    unused: tuple[Reason, ...]


class Explainer:
    """Turns an assessment into reasons; the same for the person and for the employer."""

    def __init__(self, weights: Weights, languages: Mapping[str, Text]) -> None:
        self._weights = weights
        self._languages = languages

    def explain(self, found: Assessment) -> Reasons:
        """The reasons of this pair."""
        meets: list[Reason] = []
        lacks: list[Reason] = []
        for fit in sorted(found.lines, key=lambda f: not f.line.required):
            if not fit.languages:
                reason, met = self._line(fit, found)
                (meets if met else lacks).append(reason)
        for fit_of_language in _all_languages(found):
            reason, met = self._language(fit_of_language, found.profile)
            (meets if met else lacks).append(reason)
        for reason, met in (*_occupation(found), *_experience(found), *_place(found), *_wage(found), *_start(found)):
            (meets if met else lacks).append(reason)
        if found.shares.get("text", 0) >= SHARED_WORDS_FROM:
            meets += _shared_words(found, meets)
        return Reasons(tuple(meets), tuple(lacks), tuple(self._unused(found, meets)))

    def _line(self, fit: LineFit, found: Assessment) -> tuple[Reason, bool]:
        line, met = fit.line, self._met(fit)
        best = max((f for f in fit.fits if f.held), key=lambda f: f.share, default=None)
        if line.country is not None and fit.share:
            stay = next(s for s in found.profile.stays if s.country == line.country and s.years > 0)
            field = stay.field.replace(".years", ".country")
            return Reason(wording.been_there(line.text, stay.country), field, line.field), True
        if best is not None and best.held is not None:
            held = best.held if line.proof else _nearest(best.held, line.text, found.profile)
            if not held.stated:
                return Reason(wording.likely_skill(line.text, held.quote), held.field, line.field), False
            if not met:
                return Reason(wording.not_enough(line.text, held.quote, line.required), held.field, line.field), False
            say = wording.same_skill if held.id in line.skills else wording.near_skill
            return Reason(say(line.text, held.quote), held.field, line.field), True
        if met and (place := quote_shared(line.words, found.profile.facts)):
            return Reason(wording.same_words(line.text, place.quote), place.field, line.field), True
        return Reason(wording.missing(line.text, line.required), None, line.field), False

    def _met(self, fit: LineFit) -> bool:
        """All that the line asks for is there, or one where it says "or"."""
        if fit.line.either or not fit.fits:
            return fit.share >= self._weights.stated_met
        return all(part.share >= self._weights.stated_met for part in fit.fits)

    def _language(self, fit: LanguageFit, profile: ProfileReading) -> tuple[Reason, bool]:
        ask, name = fit.ask, self._language_name(fit.ask.language)
        spoken = fit.spoken
        if spoken is None:
            return Reason(wording.language_missing(name, ask.quote, ask.required), None, ask.field), False
        if not spoken.stated:
            claim = next((s for s in profile.spoken if s.stated and s.language == ask.language), None)
            spoken = claim or spoken  # what the profile says of the language comes before what its years abroad suggest
        if not spoken.stated:
            text = wording.language_by_stay(name, spoken.quote, ask.quote)
        elif fit.short == 0:
            text = wording.language_met(name, spoken.quote, ask.quote)
        elif fit.short is not None and fit.short < 0:
            text = wording.language_unclear(name, spoken.quote, ask.quote)
        else:
            text = wording.language_short(name, spoken.quote, ask.quote)
        return Reason(text, spoken.field, ask.field), fit.short == 0 and spoken.stated

    def _language_name(self, code: str) -> Text:
        return self._languages.get(code, {"vi": code, "en": code})

    def _unused(self, found: Assessment, meets: Iterable[Reason]) -> Iterator[Reason]:
        """Skills, certificates and languages that no line above points at and that answer nothing asked."""
        facts, used = found.profile.facts, {reason.profile_field for reason in meets}
        used |= {
            f.held.field for fit in found.lines for f in fit.fits if f.held and f.share >= self._weights.stated_met
        }
        used |= {
            held.field for fit in found.lines for f in fit.fits for held in found.profile.evidence.get(f.skill, ())
        }
        asked = {ask.language for ask in found.vacancy.asks}
        listed = {claim.language for claim in found.profile.spoken if claim.field.startswith("languages[")}
        used |= {
            s.field
            for s in found.profile.spoken
            if s.language in asked or (s.language in listed and "certif" in s.field)
        }
        candidates = [(f"skills[{i}].name", wording.unused(skill.name)) for i, skill in enumerate(facts.skills)]
        candidates += [(f"certificates[{i}]", wording.unused(text)) for i, text in enumerate(facts.certificates)]
        for spoken in found.profile.spoken:
            if spoken.field.startswith("languages["):
                text = wording.unused_language(self._language_name(spoken.language), spoken.quote)
                candidates.append((spoken.field, text))
        left = [Reason(text, field, None) for field, text in candidates if field not in used]
        yield from left[:MOST_UNUSED]


def _nearest(held: Held, asked: str, profile: ProfileReading) -> Held:
    """Of all that the profile states of this skill the evidence that says it most nearly in the words of the line."""
    wanted = set(words(asked))

    def nearness(other: Held) -> tuple[int, int]:
        said = words(other.quote)
        return sum(word in wanted for word in said) - sum(word not in wanted for word in said), other.level

    return max((held, *profile.evidence.get(held.id, ())), key=nearness) if held.stated else held


def _all_languages(found: Assessment) -> Iterator[LanguageFit]:
    """Each language asked for, once for each level: those listed first, then those that only a line asks for."""
    seen: set[tuple[str, object]] = set()
    for fit in (*found.languages, *(f for line in found.lines for f in line.languages)):
        if (key := (fit.ask.language, fit.ask.level)) not in seen:
            seen.add(key)
            yield fit


def _occupation(found: Assessment) -> Iterator[tuple[Reason, bool]]:
    if "occupation" not in found.shares:
        return
    title = found.vacancy.facts.title
    if found.occupation is None or not found.shares["occupation"]:
        yield Reason(wording.other_occupation(title), None, "title"), False
        return
    held, met = found.occupation[1], found.shares["occupation"] >= FULL // 2
    say = wording.same_occupation if met else wording.near_occupation
    yield Reason(say(title, held.quote), held.field, "title"), met


def _experience(found: Assessment) -> Iterator[tuple[Reason, bool]]:
    if "experience" not in found.shares:
        return
    asked = found.vacancy.facts.experience_years or 0
    for place, (stint, near) in enumerate(zip(found.profile.facts.experience, found.near, strict=False)):
        if stint.years >= asked and found.shares["experience"] == FULL and near >= NEAR:
            text = wording.experience_enough(Decimal(str(asked)), Decimal(str(stint.years)), stint.occupation)
            yield Reason(text, f"experience[{place}].years", "experience_years"), True
            return
    if found.shares["experience"] < FULL:
        yield Reason(wording.experience_short(Decimal(str(asked))), "experience", "experience_years"), False


def _place(found: Assessment) -> Iterator[tuple[Reason, bool]]:
    if "place" not in found.shares:
        return
    facts, province = found.profile.facts, found.vacancy.facts.province
    field = found.profile.provinces.get(found.vacancy.province or "")
    if field is not None:
        named = facts.provinces[int(field.removeprefix("provinces[").removesuffix("]"))]
        yield Reason(wording.place_named(province, named), field, "province"), True
    elif facts.relocate:
        yield Reason(wording.place_willing(province), "relocate", "province"), False
    else:
        yield Reason(wording.place_not(province), "provinces", "province"), False


def _wage(found: Assessment) -> Iterator[tuple[Reason, bool]]:
    if "wage" not in found.shares:
        return
    asked, offer = found.profile.facts.expected_wage or 0, found.vacancy.facts
    top = offer.wage_max if offer.wage_max is not None else offer.wage_min or 0
    field = "wage_max" if offer.wage_max is not None else "wage_min"
    met = asked <= top
    say = wording.wage_inside if met else wording.wage_above
    yield Reason(say(asked, top), "expected_wage", field), met


def _start(found: Assessment) -> Iterator[tuple[Reason, bool]]:
    available, start_by = found.profile.facts.available_from, found.vacancy.facts.start_by
    if available is not None and start_by is not None and available > start_by:
        yield Reason(wording.starts_late(available, start_by), "available_from", "start_by"), False


def _shared_words(found: Assessment, meets: Iterable[Reason]) -> Iterator[Reason]:
    """The weightiest words that both texts say, where no other line has said them."""
    said = " ".join(str(reason.text) for reason in meets).lower()
    if (both := shared_by_both(found.vacancy, found.profile, said)) is not None:
        yield Reason(wording.both_say(both.quote), both.profile_field, both.vacancy_field)
