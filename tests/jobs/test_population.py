"""The invented population of the benchmark is the same every time, and the columns are exact on a small one."""

from __future__ import annotations

from pathlib import Path

from portal.jobs.matching.ranking import Matcher
from tests.bench.match import NEW, Asked, exact
from tests.bench.population import offer, people, person, world


def test_the_columns_are_exact_on_a_population_that_nobody_wrote(tmp_path: Path) -> None:
    matcher, of = Matcher(), world()
    asked = Asked(
        [matcher.read_vacancy(offer(NEW + n, of)) for n in range(5)],
        [matcher.read_profile(person(NEW + n, of)) for n in range(5)],
    )
    assert exact(matcher, of, asked, tmp_path / "columns", 0.01).endswith("200 × 50: 0 differ from plain Python")


def test_the_same_number_is_the_same_person() -> None:
    matcher, of = Matcher(), world()
    assert person(7, of) == person(7, of) != person(8, of)
    assert [p.facts for p in people(5, matcher, of)] == [p.facts for p in people(5, matcher, of)]
