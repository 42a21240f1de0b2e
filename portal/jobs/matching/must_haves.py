"""What a vacancy insists on, and what of it a profile meets: required lines and papers, required languages, time of work."""

from __future__ import annotations

from dataclasses import dataclass

from portal.jobs.matching.assessment import Assessment, LanguageFit, LineFit
from portal.jobs.matching.score_rules import FULL
from portal.jobs.matching.weights import Weights


@dataclass(frozen=True)
class MustHave:
    """One thing insisted on: the path of its field in the vacancy, and whether the profile says that it is there."""

    field: str
    met: bool


def language_met(fit: LanguageFit) -> bool:
    """The profile claims the level. What years abroad make likely, or what cannot be compared, is not said to be met."""
    return fit.short == 0 and fit.spoken is not None and fit.spoken.stated


def line_met(fit: LineFit, weights: Weights) -> bool:
    """The profile states all that the line asks for, or one of it where it says "or"."""
    parts = [p.held is not None and p.held.stated and p.share >= weights.stated_met for p in fit.fits]
    parts += [language_met(asked) for asked in fit.languages]
    if not parts:
        return fit.share >= weights.stated_met
    return any(parts) if fit.line.either else all(parts)


def must_haves(found: Assessment, weights: Weights) -> tuple[MustHave, ...]:
    """Everything this vacancy insists on, in the order it says it."""
    asked = [MustHave(fit.line.field, line_met(fit, weights)) for fit in found.lines if fit.line.required]
    lines = {must.field for must in asked}
    asked += [
        MustHave(fit.ask.field, language_met(fit))
        for fit in found.languages
        if fit.ask.required and fit.ask.field not in lines
    ]
    if "experience" in found.shares:
        asked.append(MustHave("experience_years", found.shares["experience"] == FULL))
    return tuple(asked)
