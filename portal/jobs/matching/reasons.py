"""Why a person and a vacancy fit: lines that are literally true, each naming the field of either side it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from portal.jobs import wording
from portal.jobs.matching.assessment import Assessment, LanguageFit, LineFit
from portal.jobs.matching.must_haves import language_met, line_met
from portal.jobs.matching.quotes import quote_shared, shared_by_both
from portal.jobs.matching.readings import Held, Line, ProfileReading
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


Span = tuple[int, int]


@dataclass(frozen=True)
class Reason:
    """One line: what it says, and the paths of the fields it can be checked against (None: nothing there).

    The spans are the first place and the place after the last of the words it rests on, in the text of that field as
    `portal.shared.text.nfc` writes it; None where the field is no text or the whole list is meant.
    """

    text: Message
    profile_field: str | None
    vacancy_field: str | None
    profile_span: Span | None = None
    vacancy_span: Span | None = None


@dataclass(frozen=True)
class Reasons:
    """What the profile meets, what it lacks (required first), and what of it the vacancy does not use."""

    meets: tuple[Reason, ...]
    lacks: tuple[Reason, ...]
    unused: tuple[Reason, ...]


class Explainer:
    """Turns an assessment into reasons; the same for the person and for the employer."""

    def __init__(
        self, weights: Weights, languages: Mapping[str, Text], near_because: Mapping[tuple[str, str], Text]
    ) -> None:
        self._weights = weights
        self._languages = languages
        self._near_because = near_because

    def explain(self, found: Assessment) -> Reasons:
        """The reasons of this pair."""
        meets: list[Reason] = []
        lacks: list[Reason] = []
        for fit in sorted(found.lines, key=lambda f: not f.line.required):
            if fit.fits or not fit.languages:
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
        line, met = fit.line, line_met(fit, self._weights)
        if line.country is not None and fit.share:
            return _been_there(line, found.profile), True
        if (shown := _shown(fit, found.profile)) is not None:
            because = None if shown.id in line.skills else self._near_because.get((shown.asked, shown.id))
            if not shown.stated:
                text = (wording.attested_skill if shown.attested else wording.likely_skill)(line.text, shown.quote)
            elif not met:
                text = _in_part(line, shown.quote, because)
            else:
                text = (
                    wording.near_skill(line.text, shown.quote, because)
                    if because
                    else wording.same_skill(line.text, shown.quote)
                )
            return Reason(text, shown.field, line.field, span_of(shown.quote, shown.start), span_of(line.text)), met
        if met and (place := quote_shared(line.words, found.profile.facts)):
            text = wording.same_words(line.text, place.quote)
            return Reason(text, place.field, line.field, span_of(place.quote, place.start), span_of(line.text)), True
        return Reason(wording.missing(line.text, line.required), None, line.field, None, span_of(line.text)), False

    def _language(self, fit: LanguageFit, profile: ProfileReading) -> tuple[Reason, bool]:
        ask, name = fit.ask, self._language_name(fit.ask.language)
        spoken = fit.spoken
        asked = span_of(ask.quote, ask.start)
        if spoken is None:
            return Reason(wording.language_missing(name, ask.quote, ask.required), None, ask.field, None, asked), False
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
        return Reason(text, spoken.field, ask.field, span_of(spoken.quote, spoken.start), asked), language_met(fit)

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
        candidates = [(f"skills[{i}].name", s.name, wording.unused(s.name)) for i, s in enumerate(facts.skills)]
        candidates += [(f"certificates[{i}]", text, wording.unused(text)) for i, text in enumerate(facts.certificates)]
        for spoken in found.profile.spoken:
            if spoken.field.startswith("languages["):
                text = wording.unused_language(self._language_name(spoken.language), spoken.quote)
                candidates.append((spoken.field, spoken.quote, text))
        left = [Reason(text, field, None, span_of(quote)) for field, quote, text in candidates if field not in used]
        yield from left[:MOST_UNUSED]


def span_of(quote: str, start: int = 0) -> Span:
    """Where these words stand."""
    return start, start + len(quote)


def _in_part(line: Line, quote: str, because: Text | None) -> Message:
    """The profile has something of it; `because`: why that is near, where it is another skill."""
    if because is None:
        return wording.not_enough(line.text, quote, line.required)
    return wording.only_near(line.text, quote, line.required, because)


def _been_there(line: Line, profile: ProfileReading) -> Reason:
    """The first stay in the country that the line wants."""
    place = next(i for i, stay in enumerate(profile.stays) if stay.country == line.country and stay.years > 0)
    country = profile.facts.experience[place].country
    text = wording.been_there(line.text, country)
    return Reason(text, f"experience[{place}].country", line.field, span_of(country), span_of(line.text))


@dataclass(frozen=True)
class _Shown:
    """What a line quotes of the profile; `id` is empty where it is a language. `asked`: the skill that it answers."""

    id: str
    asked: str
    field: str
    quote: str
    start: int
    stated: bool
    attested: bool = False


def _shown(fit: LineFit, profile: ProfileReading) -> _Shown | None:
    """The best that the profile has for this line: what it states comes before what its occupation makes likely."""
    parts = [(part.held.stated, part.share, part.held, part.skill) for part in fit.fits if part.held is not None]
    stated, _, held, asked = max(parts, key=lambda p: p[:2], default=(False, 0, None, ""))
    spoken = next((it.spoken for it in fit.languages if it.spoken and it.spoken.stated), None)
    if held is not None and (stated or spoken is None):
        said = [other for other in profile.evidence.get(held.id, ()) if other.stated]
        if held.attested and said:  # what the person says comes before what a paper speaks for
            held = said[0]
        held = held if fit.line.proof else _nearest(held, fit.line.text, said)
        return _Shown(held.id, asked, held.field, held.quote, held.start, held.stated, held.attested)
    return _Shown("", "", spoken.field, spoken.quote, spoken.start, True) if spoken else None


def _nearest(held: Held, asked: str, stated: list[Held]) -> Held:
    """Of all that the profile states of this skill the evidence that says it most nearly in the words of the line."""
    wanted = set(words(asked))

    def nearness(other: Held) -> tuple[int, int]:
        said = words(other.quote)
        return sum(word in wanted for word in said) - sum(word not in wanted for word in said), other.level

    return max((held, *stated), key=nearness) if held.stated else held


def _all_languages(found: Assessment) -> Iterator[LanguageFit]:
    """Each language asked for, once for each level, required ones first; of lines that ask for a skill as well, only those
    that nothing else asks for (else the line itself tells it)."""
    listed = {fit.ask.language for fit in found.languages}
    fits = [*found.languages]
    for line in found.lines:
        fits += [f for f in line.languages if not line.fits or f.ask.language not in listed]
    seen: set[tuple[str, object]] = set()
    for fit in sorted(fits, key=lambda f: not f.ask.required):
        if (key := (fit.ask.language, fit.ask.level)) not in seen:
            seen.add(key)
            yield fit


def _occupation(found: Assessment) -> Iterator[tuple[Reason, bool]]:
    if "occupation" not in found.shares:
        return
    title = found.vacancy.facts.title
    if found.occupation is None or not found.shares["occupation"]:
        yield Reason(wording.other_occupation(title), None, "title", None, span_of(title)), False
        return
    held, met = found.occupation[1], not found.other_occupation
    say = wording.same_occupation if met else wording.near_occupation
    yield Reason(say(title, held.quote), held.field, "title", span_of(held.quote, held.start), span_of(title)), met


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
        yield Reason(wording.place_named(province, named), field, "province", span_of(named), span_of(province)), True
    elif facts.relocate:
        yield Reason(wording.place_willing(province), "relocate", "province", None, span_of(province)), False
    else:
        yield Reason(wording.place_not(province), "provinces", "province", None, span_of(province)), False


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
        mine, theirs = span_of(both.quote, both.profile_start), span_of(both.quote, both.vacancy_start)
        yield Reason(wording.both_say(both.quote), both.profile_field, both.vacancy_field, mine, theirs)
