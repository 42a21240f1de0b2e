"""The weights of the ranking, as one versioned content item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from portal.content import service as content


@dataclass(frozen=True)
class Weights:
    """What each part weighs and how steps are graded; shares are 0..255. `content/matching_weights.yaml` says what is what."""

    version: str
    parts: Mapping[str, int]
    language_by_gap: tuple[int, ...]
    language_unknown: int
    place_willing: int
    other_language: int
    silent_line: int
    stated_met: int
    text_scale: int
    gate_percent: int
    good_fit_percent: int


def weights_of(row: Mapping[str, Any]) -> Weights:
    """The weights of one content row."""
    return Weights(
        version=row["id"],
        parts=dict(row["parts"]),
        language_by_gap=tuple(row["language_by_gap"]),
        language_unknown=row["language_unknown"],
        place_willing=row["place_willing"],
        other_language=row["other_language"],
        silent_line=row["silent_line"],
        stated_met=row["stated_met"],
        text_scale=row["text_scale"],
        gate_percent=row["gate_percent"],
        good_fit_percent=row["good_fit_percent"],
    )


@lru_cache(maxsize=1)
def current_weights() -> Weights:
    """The weights in use."""
    return weights_of(_current())


@dataclass(frozen=True)
class Measured:
    """How good a ranking was on one graded set of `profiles` × `vacancies`. `figures`: by the way it was measured, nDCG@10 of
    vacancies for a profile and of candidates for a vacancy."""

    name: str
    profiles: int
    vacancies: int
    figures: Mapping[str, tuple[float, float]]


def measured() -> tuple[date, list[Measured]]:
    """The day and the figures of the weights in use."""
    told = _current()["measured"]
    found = [
        Measured(name, profiles, vacancies, {way: (one, other) for way, (one, other) in told[name].items()})
        for name, (profiles, vacancies) in told["of"].items()
    ]
    return date.fromisoformat(told["day"]), found


@dataclass(frozen=True)
class Audit:
    """What became of `twins`, people who stood in the ranking twice with words for one group and for another: the lowest ratio
    of how often the groups were seen in the first ten (`seen`, 1 is equally often), and the share of the score that the draw
    among near-equal candidates costs (`draw`)."""

    twins: int
    seen: float
    draw: float


def audit() -> Audit:
    """The audit of the weights in use."""
    told = _current()["measured"]["audit"]
    return Audit(told["twins"], told["seen"], told["draw"])


def _current() -> Mapping[str, Any]:
    return next(item.data for item in content.all_of("matching_weight") if item.data.get("current"))
