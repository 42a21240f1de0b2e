"""The second graded set is whole: every pair is judged once, and every line means a person and a vacancy that exist."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from portal.jobs.formats.files import read_profiles, read_vacancies

SET = Path(__file__).parents[1] / "data" / "matching" / "second_set"


def judged(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (SET / f"grades_{name}.tsv").read_text(encoding="utf-8").splitlines()]


def test_the_set_is_complete_and_well_formed() -> None:
    """A pair that is missing, judged twice or judged in the wrong half would bend every figure drawn from the set."""
    people = [profile.ref for profile in read_profiles(SET / "profiles.jsonl")]
    vacancies = read_vacancies(SET / "vacancies.jsonl")
    assert (len(people), len(vacancies)) == (24, 60)
    assert all("minh họa" in vacancy.employer for vacancy in vacancies)

    for name, half in (("seen", people[:12]), ("unseen", people[12:])):
        lines = judged(name)
        assert {len(line) for line in lines} == {4}
        assert all(reason.strip() for *_, reason in lines)
        assert {grade for _, _, grade, _ in lines} == {"0", "1", "2", "3"}
        pairs = Counter((person, vacancy) for person, vacancy, *_ in lines)
        assert pairs == Counter((person, vacancy.ref) for person in half for vacancy in vacancies)
        assert {person for person, _, grade, _ in lines if int(grade) >= 2} == set(half)
