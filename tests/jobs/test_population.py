"""The invented population of the benchmark is the same every time, and the columns are exact on a small one."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.jobs.matching.columns import profile_scan, scores, vacancy_scan
from portal.jobs.matching.ranking import Matcher
from tests.bench.match import NEW, Asked, exact
from tests.bench.population import People, offer, person, world


@pytest.mark.parametrize(("rows", "words"), [(512, 64), (3, 1)])
def test_the_columns_are_exact_on_a_population_that_nobody_wrote(
    rows: int, words: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many are looked at before the first are left out."""
    monkeypatch.setattr(profile_scan, "FIRST_ROWS", rows)
    monkeypatch.setattr(vacancy_scan, "FIRST_ROWS", rows)
    monkeypatch.setattr(scores, "FIRST_WORDS", words)
    matcher, of = Matcher(), world()
    asked = Asked(
        [matcher.read_vacancy(offer(NEW + n, of)) for n in range(5)],
        [matcher.read_profile(person(NEW + n, of)) for n in range(5)],
    )
    assert exact(matcher, of, asked, tmp_path / "columns", 0.01).endswith("200 × 50: 0 differ from plain Python")


def test_the_same_number_is_the_same_person() -> None:
    matcher, of = Matcher(), world()
    assert person(7, of) == person(7, of) != person(8, of)
    assert [p.facts for p in People(5, matcher, of)] == [p.facts for p in People(5, matcher, of)]
