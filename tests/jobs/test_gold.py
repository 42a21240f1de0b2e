"""The development set: how good the ranking is, and whether every reason can be found where it says."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from functools import cache
from typing import Any

import pytest

from portal.jobs.formats.files import read_profiles, read_vacancies
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.score_rules import MAXIMUM
from tests.jobs.samples import GOLD

MATCHER = Matcher()
QUOTED = re.compile("“([^”]*)”")


@cache
def raw(name: str) -> dict[str, dict[str, Any]]:
    lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


@cache
def ranked(direction: str) -> dict[str, list[Any]]:
    vacancies, profiles = read_vacancies(GOLD / "vacancies.jsonl"), read_profiles(GOLD / "profiles.jsonl")
    return dict(MATCHER.rank_all(vacancies, profiles, direction, top=100))


def ndcg(order: list[str], grades: dict[str, int]) -> float:
    gain = sum((2 ** grades.get(doc, 0) - 1) / math.log2(place + 2) for place, doc in enumerate(order[:10]))
    ideal = sum((2**g - 1) / math.log2(place + 2) for place, g in enumerate(sorted(grades.values(), reverse=True)[:10]))
    return gain / ideal


@pytest.mark.parametrize(("direction", "floor"), [("vacancies", 0.92), ("candidates", 0.94)])
def test_the_ranking_stays_well_above_shared_words(direction: str, floor: float) -> None:
    """BM25 over folded text reaches 0.812 and 0.844 here."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (GOLD / "judgments.tsv").read_text(encoding="utf-8").splitlines():
        profile, vacancy, grade, _ = line.split("\t")
        query, doc = (profile, vacancy) if direction == "vacancies" else (vacancy, profile)
        grades[query][doc] = int(grade)
    runs = {
        query: [(a.vacancy if direction == "vacancies" else a.profile).facts.ref for a in found]
        for query, found in ranked(direction).items()
    }
    scores = [ndcg(runs[query], wanted) for query, wanted in grades.items()]
    assert sum(scores) / len(scores) >= floor


def test_both_directions_judge_every_pair_alike() -> None:
    one, other = (
        {(a.profile.facts.ref, a.vacancy.facts.ref): a.score for found in ranked(d).values() for a in found}
        for d in ("vacancies", "candidates")
    )
    assert one == other
    assert len(one) == 24 * 72


def value_at(record: dict[str, Any], path: str) -> Any:
    value: Any = record
    for name, place in re.findall(r"(\w+)(?:\[(\d+)\])?", path):
        value = value[name]
        if place:
            value = value[int(place)]
    return value


def test_every_reason_stands_where_it_says() -> None:
    """Each quotation is, letter for letter, in a field that the line names; each field exists."""
    checked = 0
    for found in (a for ranking in ranked("vacancies").values() for a in ranking):
        profile, vacancy = raw("profiles")[found.profile.facts.ref], raw("vacancies")[found.vacancy.facts.ref]
        reasons = MATCHER.explain(found)
        for reason in (*reasons.meets, *reasons.lacks, *reasons.unused):
            named = [value_at(profile, reason.profile_field)] if reason.profile_field else []
            named += [value_at(vacancy, reason.vacancy_field)] if reason.vacancy_field else []
            assert named
            quotes = [q for q in QUOTED.findall(str(reason.text)) if not is_occupation_of(profile, q)]
            assert all(any(q in str(value) for value in named) for q in quotes), (str(reason.text), named)
            for value in (value for value in named if isinstance(value, str) and quotes):
                assert value in str(reason.text) or any(q in value for q in quotes), (str(reason.text), value)
            checked += 1
        assert sum(found.parts.values()) == found.score <= MAXIMUM
    assert checked > 10_000


def is_occupation_of(profile: dict[str, Any], quote: str) -> bool:
    """A line on years names them; the occupation they were spent in stands beside them in the same entry."""
    return quote in [stint["occupation"] for stint in profile["experience"]]


def test_every_unmet_requirement_is_told() -> None:
    for found in (a for ranking in ranked("vacancies").values() for a in ranking[:10]):
        reasons = MATCHER.explain(found)
        told = {reason.vacancy_field for reason in (*reasons.meets, *reasons.lacks)}
        for fit in found.lines:
            assert fit.line.field in told or fit.languages, fit.line.text
