"""Whether a programme fits a person: each condition met, not met, needed later or not to be told, and why.

A condition that no source gives never decides. What is usual, or needed only after being accepted, never says no.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from portal.guidance.rules.answers import NONE, OTHER, SCHOOLING, Certificate, Person
from portal.guidance.rules.days import Span, ages_on, birthday, last_day_at


class Standing(Enum):
    """How a condition stands for a person."""

    MET = "met"
    NOT_MET = "not_met"
    LATER = "later"
    UNKNOWN = "unknown"


class Fit(Enum):
    """Whether a programme fits, as far as sources say."""

    FITS = "fits"
    DOES_NOT = "does_not"
    CANNOT_TELL = "cannot_tell"


class Why(Enum):
    """The reason in one word; `portal.guidance.wording` says it."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    YEAR_ONLY = "year_only"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    EXEMPT = "exempt"
    OTHER_CERTIFICATE = "other_certificate"
    DOES_NOT_APPLY = "does_not_apply"
    ONLY_USUAL = "only_usual"
    NO_SOURCE = "no_source"


@dataclass(frozen=True)
class Condition:
    """One thing a programme asks. `needs` is what the kind of question (`asks`) compares with; see content/eligibility_targets.yaml.

    `usual`: read in a draft or called usual, so it never says no. `after_acceptance`: needed before leaving, not to apply.
    `unless`: another question and the answers that free a person from this condition. `sourced`: False where nobody knows
    whether the programme asks this: then it never says no either.
    """

    id: str
    asks: str
    needs: Mapping[str, Any]
    usual: bool = False
    after_acceptance: bool = False
    unless: Mapping[str, Any] | None = None
    sourced: bool = True

    @property
    def personal(self) -> bool:
        """Whether it asks something of the person; a date of opening or a closed market does not."""
        return self.asks not in ("day", "always")


@dataclass(frozen=True)
class Judged:
    """A condition as it stands. `day`: since when or until when it holds for this person, where an age or date decides."""

    condition: Condition
    standing: Standing
    why: Why
    day: date | None = None


@dataclass(frozen=True)
class Outcome:
    """A programme's answer with every condition."""

    fit: Fit
    conditions: tuple[Judged, ...]

    def of(self, standing: Standing) -> tuple[Judged, ...]:
        """The conditions that stand so."""
        return tuple(judged for judged in self.conditions if judged.standing is standing)


def judge(own: Sequence[Condition], general: Sequence[Condition], person: Person, day: date) -> Outcome:
    """The answer for one programme: `own` are its conditions, `general` those of every programme.

    One condition that is not met decides. A programme of which no personal condition is known fits nobody for sure. What
    is not sourced and was not answered stays out.
    """
    all_judged = (judge_condition(condition, person, day) for condition in (*general, *own))
    judged = tuple(one for one in all_judged if one.condition.sourced or one.why is not Why.UNANSWERED)
    standings = {one.standing for one in judged}
    if Standing.NOT_MET in standings:
        fit = Fit.DOES_NOT
    elif Standing.UNKNOWN in standings or not any(_decides(one) for one in own):
        fit = Fit.CANNOT_TELL
    else:
        fit = Fit.FITS
    return Outcome(fit, judged)


def _decides(condition: Condition) -> bool:
    """Whether this condition, once met, says something about the person and the programme of today."""
    return condition.personal and condition.sourced and not condition.usual


def judge_condition(condition: Condition, person: Person, day: date) -> Judged:
    """How this condition stands for this person on this day."""
    if condition.unless and person.said.get(condition.unless["asks"]) in condition.unless["values"]:
        return Judged(condition, Standing.MET, Why.EXEMPT)
    standing, why, decisive = _KINDS.get(condition.asks, _choice)(condition, person, day)
    if standing is Standing.NOT_MET and not condition.sourced:
        return Judged(condition, Standing.UNKNOWN, Why.NO_SOURCE)
    if standing is Standing.NOT_MET and condition.usual:
        return Judged(condition, Standing.UNKNOWN, Why.ONLY_USUAL, decisive)
    if standing in (Standing.NOT_MET, Standing.UNKNOWN) and condition.after_acceptance:
        return Judged(condition, Standing.LATER, why, decisive)
    return Judged(condition, standing, why, decisive)


_Answer = tuple[Standing, Why, date | None]


def _age(condition: Condition, person: Person, day: date) -> _Answer:
    if person.born is None:
        return Standing.UNKNOWN, Why.UNANSWERED, None
    youngest, oldest = ages_on(person.born, day)
    least, most = condition.needs.get("min"), condition.needs.get("max")
    if least is not None and oldest < least:
        return Standing.NOT_MET, Why.TOO_YOUNG, birthday(person.born.first, least) if person.born.exact else None
    if most is not None and youngest > most:
        return Standing.NOT_MET, Why.TOO_OLD, last_day_at(person.born.last, most) if person.born.exact else None
    if (least is not None and youngest < least) or (most is not None and oldest > most):
        return Standing.UNKNOWN, Why.YEAR_ONLY, None
    until = last_day_at(person.born.first, most) if most is not None and person.born.exact else None
    return Standing.MET, Why.ANSWERED, until


def _schooling(condition: Condition, person: Person, day: date) -> _Answer:
    said, least = person.said.get("education"), condition.needs["min"]
    if said not in SCHOOLING:
        return Standing.UNKNOWN, Why.UNANSWERED, None
    related = "college_year_related"  # there the field of study decides, not the years
    met = said == least if least == related else SCHOOLING.index(said) >= SCHOOLING.index(least)
    return _met(met), Why.ANSWERED, None


def _language(condition: Condition, person: Person, day: date) -> _Answer:
    held = person.certificates.get(condition.needs["language"])
    if held is None:
        return Standing.UNKNOWN, Why.UNANSWERED, None
    if held.test == NONE:
        return Standing.NOT_MET, Why.ANSWERED, None
    if held.test == OTHER or held.rank is None:
        return Standing.UNKNOWN, Why.OTHER_CERTIFICATE, None
    return _by_rank(condition.needs, held)


def _by_rank(needs: Mapping[str, Any], held: Certificate) -> _Answer:
    enough = (held.rank or 0) >= needs["rank"]
    named = needs.get("tests")
    if named is None or held.test in named:
        return _met(enough), Why.ANSWERED, None
    # A test the source does not name: too low is too low; high enough may or may not be taken.
    return (Standing.UNKNOWN if enough else Standing.NOT_MET), Why.OTHER_CERTIFICATE if enough else Why.ANSWERED, None


def _care_language(condition: Condition, person: Person, day: date) -> _Answer:
    care = person.said.get("care")
    if care == "no":
        return Standing.MET, Why.DOES_NOT_APPLY, None
    if care != "yes":
        return Standing.UNKNOWN, Why.UNANSWERED, None
    return _choice(condition, person, day)


def _months(condition: Condition, person: Person, day: date) -> _Answer:
    if person.said.get("korea_past") == "never":
        return Standing.MET, Why.ANSWERED, None
    if person.korea_months is None:
        return Standing.UNKNOWN, Why.UNANSWERED, None
    return _met(person.korea_months < condition.needs["under_months"]), Why.ANSWERED, None


def _returned(condition: Condition, person: Person, day: date) -> _Answer:
    if person.said.get("korea_past") == "never":
        return Standing.NOT_MET, Why.ANSWERED, None
    return _since(person.korea_return, date.fromisoformat(condition.needs["from"]))


def _since(span: Span | None, first: date) -> _Answer:
    if span is None:
        return Standing.UNKNOWN, Why.UNANSWERED, None
    if span.first >= first:
        return Standing.MET, Why.ANSWERED, None
    return (Standing.NOT_MET, Why.ANSWERED, None) if span.last < first else (Standing.UNKNOWN, Why.YEAR_ONLY, None)


def _opens(condition: Condition, person: Person, day: date) -> _Answer:
    first = date.fromisoformat(condition.needs["from"])
    return (Standing.MET, Why.ANSWERED, None) if day >= first else (Standing.NOT_MET, Why.NOT_YET, first)


def _always(condition: Condition, person: Person, day: date) -> _Answer:
    return Standing.NOT_MET, Why.CLOSED, None


def _korea_term(condition: Condition, person: Person, day: date) -> _Answer:
    if person.said.get("korea_past") == "never":
        return Standing.NOT_MET, Why.ANSWERED, None
    return _choice(condition, person, day)


def _choice(condition: Condition, person: Person, day: date) -> _Answer:
    said = person.said.get(condition.asks)
    if not said:
        return Standing.UNKNOWN, Why.UNANSWERED, None
    if said in condition.needs.get("unsure", ()):
        return Standing.UNKNOWN, Why.NO_SOURCE, None
    refused = condition.needs.get("refused")
    met = said not in refused if refused is not None else said in condition.needs["values"]
    return _met(met), Why.ANSWERED, None


def _met(met: bool) -> Standing:
    return Standing.MET if met else Standing.NOT_MET


_KINDS: Mapping[str, Callable[[Condition, Person, date], _Answer]] = {
    "age": _age,
    "education": _schooling,
    "language": _language,
    "care_language": _care_language,
    "korea_stay": _months,
    "korea_return": _returned,
    "korea_term": _korea_term,
    "day": _opens,
    "always": _always,
}
