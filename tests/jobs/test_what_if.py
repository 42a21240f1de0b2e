"""What-if answers are those of a real run: the changed records are written to files, read and ranked anew."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.config import ROOT
from portal.jobs import service
from portal.jobs.facts import CertificateAsk, LanguageAsk, ProfileFacts, VacancyFacts
from portal.jobs.formats.files import read_profiles, read_vacancies
from portal.jobs.matching.people import fits_for, what_if_for
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.shelves import Shelves
from portal.jobs.matching.veto_rules import vetoes
from portal.jobs.matching.what_if import (
    Anywhere,
    Certificate,
    Change,
    Language,
    Place,
    Skill,
    Supply,
    Wage,
    supply,
    supply_if_added,
    supply_if_dropped,
    what_if,
    with_must_have,
    within_reach,
    without,
)
from tests.jobs.samples import profile, vacancy

MATCHER = Matcher()
DEMO = ROOT / "content" / "demo"
Row = dict[str, Any]
Run = dict[str, tuple[int, bool]]
"""Reference → score, and whether it is within reach."""


def rows(name: str) -> list[Row]:
    """The demo's records; a third of the vacancies made strict, so that vetoes come and go as well."""
    found = [json.loads(line) for line in (DEMO / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    for place, row in enumerate(found if name == "vacancies" else ()):
        if place % 3 == 0:
            for ask in row["languages"]:
                ask["strict"] = True
    return found


def written(path: Path, found: list[Row]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in found), encoding="utf-8")
    return path


def really(profiles: list[ProfileFacts], vacancies: list[VacancyFacts], by: str) -> Run:
    """Every pair of one side, by another matcher that reads the files: the plain ranking, then vetoes, gate and threshold
    by hand."""
    run: Run = {}
    offers = [read_anew(facts) for facts in vacancies]
    for person in map(person_read_anew, profiles):
        for found in ANEW.vacancies_for(person, offers, top=10_000):
            if vetoes(found.profile, found.vacancy):
                continue
            required = [(fit.line.weight, fit.share) for fit in found.lines if fit.line.required]
            enough = 100 * sum(w * s for w, s in required) >= 30 * 255 * sum(w for w, _ in required)
            ref = found.vacancy.facts.ref if by == "vacancy" else found.profile.facts.ref
            run[ref] = (found.score, enough and found.score >= 1_275_000)
    return run


ANEW = Matcher()
read_anew = lru_cache(maxsize=200)(ANEW.read_vacancy)
person_read_anew = lru_cache(maxsize=200)(ANEW.read_profile)


LANGUAGES = [
    ("ja", "N3", "JLPT"),
    ("ja", "N2", "JLPT"),
    ("ko", "TOPIK 4", "TOPIK"),
    ("zh", "HSK 4", "HSK"),
    ("de", "B2", "CEFR"),
    ("en", "giao tiếp tốt", None),
]
PLACES = ["Hà Nội", "Bắc Ninh", "TP. Hồ Chí Minh", "Đồng Nai", "Cần Thơ", "Hải Phòng", "Đà Nẵng"]
SKILLS = ["PLC", "hàn TIG", "tiện CNC", "5S", "may công nghiệp", "phiên dịch tiếng Nhật", "kế toán", "nấu ăn"]
Changed = tuple[Change, Callable[[Row], Row]]


def random_change(rng: random.Random, row: Row) -> Changed:
    """A change, and the same done to a record by hand."""
    language, level, test = rng.choice(LANGUAGES)
    place, skill, years = rng.choice(PLACES), rng.choice(SKILLS), rng.choice([None, 1, 3])
    paper = rng.choice(["Chứng chỉ lái xe nâng", "Chứng chỉ hàn 3G", "JLPT N2", "HACCP"])
    wage = int((row["expected_wage"] or 12_000_000) * rng.choice([0.7, 0.9, 1.2]))
    claim = {"language": language, "test": test, "level": level}
    made: list[Changed] = [
        (
            Language(language, level, test),
            lambda r: r | {"languages": [*r["languages"], claim]},
        ),
        (Place(place), lambda r: r | {"provinces": [*r["provinces"], place]}),
        (Place(place, only=True), lambda r: r | {"provinces": [place], "relocate": False}),
        (Anywhere(), lambda r: r | {"relocate": True}),
        (Wage(wage), lambda r: r | {"expected_wage": wage}),
        (Skill(skill, years), lambda r: r | {"skills": [*r["skills"], {"name": skill, "years": years}]}),
        (Certificate(paper), lambda r: r | {"certificates": [*r["certificates"], paper]}),
    ]
    return rng.choice(made)


def test_what_if_equals_a_real_run_on_200_random_changes(tmp_path: Path) -> None:
    rng = random.Random(20261126)
    people, jobs = rows("profiles"), rows("vacancies")
    vacancies = read_vacancies(written(tmp_path / "v.jsonl", jobs))
    readings = [MATCHER.read_vacancy(job) for job in vacancies]

    def rank(facts: ProfileFacts) -> Shelves:
        return MATCHER.shelves_for_person(MATCHER.read_profile(facts), readings)

    gained = lost = freed = 0
    for _ in range(200):
        row = rng.choice(people)
        change, by_hand = random_change(rng, row)
        before, after = (
            really(read_profiles(written(tmp_path / "p.jsonl", [record])), vacancies, "vacancy")
            for record in (row, by_hand(row))
        )
        [facts] = read_profiles(written(tmp_path / "p.jsonl", [row]))
        found = what_if(facts, change, rank, MATCHER.weights)
        near, nearer = ({ref for ref, (_, reach) in run.items() if reach} for run in (before, after))
        assert (found.before, found.after) == (len(near), len(nearer)), change
        assert {m.ref for m in found.gained} == nearer - near
        assert {m.ref for m in found.lost} == near - nearer
        everything = {ref: (before.get(ref, (None,))[0], after.get(ref, (None,))[0]) for ref in before | after}
        assert {m.ref: (m.before, m.after) for m in found.moved} == {
            r: s for r, s in everything.items() if s[0] != s[1]
        }
        scores = [m.after or 0 for m in found.gained]
        assert scores == sorted(scores, reverse=True)
        gained, lost = gained + len(found.gained), lost + len(found.lost)
        freed += sum(m.before is None for m in found.moved)
    assert gained > 50
    assert lost > 10
    assert freed > 10


def test_the_supply_of_candidates_equals_a_real_run_as_each_must_have_is_dropped_or_added(tmp_path: Path) -> None:
    rng = random.Random(7)
    people = read_profiles(written(tmp_path / "p.jsonl", rows("profiles")))
    readings = [MATCHER.read_profile(person) for person in people]

    def rank(facts: VacancyFacts) -> Shelves:
        return MATCHER.shelves_for_vacancy(MATCHER.read_vacancy(facts), readings).for_employer()

    def counted(row: Row) -> tuple[int, int]:
        run = really(people, read_vacancies(written(tmp_path / "v.jsonl", [row])), "profile")
        return len(run), sum(reach for _, reach in run.values())

    changed = 0
    for row in rng.sample(rows("vacancies"), 15):
        [job] = read_vacancies(written(tmp_path / "v.jsonl", [row]))
        base = supply(job, rank, MATCHER.weights)
        assert (base.ranked, base.within) == counted(row)
        dropped = supply_if_dropped(job, rank, MATCHER.weights)
        for field, found in dropped.items():
            name, _, rest = field.partition("[")
            record = dict(row)
            if field.endswith(".strict"):
                asks = [dict(ask) for ask in row["languages"]]
                asks[int(rest.split("]")[0])] |= {"strict": False, "required": True}
                record |= {"languages": asks}
            elif rest:
                record |= {name: [entry for n, entry in enumerate(row[name]) if n != int(rest.split("]")[0])]}
            else:
                record |= {name: None}
            assert (found.ranked, found.within) == counted(record), (row["id"], field)
            changed += found != base
        [added] = supply_if_added(job, ["PLC"], rank, MATCHER.weights)
        assert (added.ranked, added.within) == counted(row | {"skills_required": [*row["skills_required"], "PLC"]})
        assert added.meeting_all <= base.meeting_all
    assert changed > 15


def offer(**traits: Any) -> VacancyFacts:
    return vacancy(
        languages=(LanguageAsk("ja", "N3", "JLPT", required=True, strict=True),), skills_required=("hàn TIG", "PLC"),
        certificates_required=(CertificateAsk("Chứng chỉ lái xe nâng", strict=True),), **traits,
    )  # fmt: skip


def counts(*people: ProfileFacts) -> Callable[[VacancyFacts], Shelves]:
    readings = [MATCHER.read_profile(person) for person in people]
    return lambda facts: MATCHER.shelves_for_vacancy(MATCHER.read_vacancy(facts), readings).for_employer()


def test_the_supply_counts_who_meets_everything() -> None:
    plain, able = profile(), Skill("hàn TIG", 3).applied(Skill("PLC", 3).applied(profile()))
    fits = Certificate("Chứng chỉ lái xe nâng").applied(Language("ja", "N2").applied(able))
    hidden = Anywhere().applied(fits)
    rank = counts(plain, able, fits)
    assert supply(offer(), rank, MATCHER.weights).meeting_all == 1
    assert supply(offer(), rank, MATCHER.weights).ranked == 1
    dropped = supply_if_dropped(offer(), rank, MATCHER.weights)
    assert set(dropped) == {
        "skills_required[0]", "skills_required[1]", "certificates_required[0]", "certificates_required[0].strict",
        "languages[0]", "languages[0].strict", "experience_years",
    }  # fmt: skip
    loose = without(without(offer(), "languages[0].strict"), "certificates_required[0].strict")
    assert supply(loose, rank, MATCHER.weights) == Supply(3, 1, supply(loose, rank, MATCHER.weights).within)
    free = without(without(offer(), "languages[0]"), "certificates_required[0]")
    assert supply(free, rank, MATCHER.weights).meeting_all == 2
    assert hidden.relocate


def test_dropping_and_adding_a_must_have() -> None:
    job = offer()
    assert without(job, "skills_required[0]").skills_required == ("PLC",)
    assert without(job, "languages[0].level").languages == ()
    strict = without(job, "languages[0].strict").languages[0]
    assert (strict.required, strict.strict) == (True, False)
    assert without(job, "experience_years").experience_years is None
    with pytest.raises(ValueError, match="title"):
        without(job, "title")
    assert with_must_have(job, "5S").skills_required[-1] == "5S"
    assert with_must_have(job, LanguageAsk("en", "B1")).languages[-1].required
    assert with_must_have(job, CertificateAsk("HACCP")).certificates_required[-1].name == "HACCP"


def test_half_of_the_points_is_within_reach() -> None:
    """From exactly half; and on the second shelf nothing is, whatever its points."""
    [found] = MATCHER.candidates_for(MATCHER.read_vacancy(vacancy()), [MATCHER.read_profile(profile())], top=1)
    half, below = replace(found, score=1_275_000), replace(found, score=1_274_999)
    assert within_reach(Shelves([half, below], [half], []), MATCHER.weights) == [half]


def test_no_count_tells_of_somebody_who_hides() -> None:
    rank = counts(
        profile(active=False),
        profile(ref="p2", hidden_employers=("Nhựa Minh Hoạ",)),
        profile(ref="p3", consented=False),
    )
    assert supply(vacancy(), rank, MATCHER.weights) == Supply(0, 0, 0)


def test_what_is_stored_is_asked_the_same_way(app: Flask, tmp_path: Path) -> None:
    """The change really written to the database gives the ranking that was foretold."""
    jobs, row = rows("vacancies"), rows("profiles")[0]
    for job in jobs:
        job["deadline"] = None
    service.import_vacancies(written(tmp_path / "v.jsonl", jobs), illustrative=True)
    service.import_profiles(written(tmp_path / "p.jsonl", [row]))
    before = {fit.vacancy.ref: fit.percent for fit in fits_for(row["id"], size=500).fits}
    told = what_if_for(row["id"], Language("ja", "N2", "JLPT"))
    languages = [*row["languages"], {"language": "ja", "test": "JLPT", "level": "N2"}]
    service.import_profiles(written(tmp_path / "p.jsonl", [row | {"languages": languages}]))
    after = {fit.vacancy.ref: fit.percent for fit in fits_for(row["id"], size=500).fits}
    assert told.moved
    for moved in told.moved:
        assert before.get(moved.ref) == (None if moved.before is None else moved.before * 100 // 2_550_000)
        assert after.get(moved.ref) == (None if moved.after is None else moved.after * 100 // 2_550_000)
    assert all(before[ref] == after[ref] for ref in before if ref not in {moved.ref for moved in told.moved})
