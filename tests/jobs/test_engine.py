"""The engine beside a plain ranking of everything in the database: the same pairs in the same order, whatever changed."""

from __future__ import annotations

import os
import random
import signal
import time
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from flask import Flask

from portal.jobs import cards, service, store
from portal.jobs.bring_in import keep_profiles, keep_vacancies
from portal.jobs.facts import CertificateAsk, ProfileFacts, VacancyFacts
from portal.jobs.formats.files import read_profiles, read_vacancies
from portal.jobs.matching import candidates as by_vacancy
from portal.jobs.matching import people
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.columns.table import EPOCH
from portal.jobs.matching.columns.vacancy_scan import Narrowed
from portal.jobs.matching.engine import Engine
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.readings import ProfileReading, VacancyReading
from portal.jobs.matching.score_rules import tie
from portal.jobs.matching.veto_rules import vetoes
from portal.jobs.models import MatchChange, Profile, Vacancy
from portal.jobs.rules import OPEN
from portal.storage.db import db
from tests.jobs import samples

DAY = date(2026, 12, 1)
MATCHER = Matcher()
PEOPLE = read_profiles(samples.GOLD / "profiles.jsonl")
JOBS = read_vacancies(samples.GOLD / "vacancies.jsonl")


@lru_cache
def read_profile(facts: ProfileFacts) -> ProfileReading:
    return MATCHER.read_profile(facts)


@lru_cache
def read_vacancy(facts: VacancyFacts) -> VacancyReading:
    return MATCHER.read_vacancy(facts)


def _keep(people: list[ProfileFacts], jobs: list[VacancyFacts]) -> None:
    keep_profiles(people, illustrative=True)
    keep_vacancies(jobs, illustrative=True, province_of=service.province_id)
    db.session.commit()


@pytest.fixture
def engine(app: Flask, tmp_path: Path) -> Engine:
    """An engine over the development set."""
    _keep(PEOPLE, JOBS)
    return Engine(tmp_path, MATCHER)


@pytest.fixture
def small(app: Flask, tmp_path: Path) -> Engine:
    """An engine over a few of them."""
    _keep(PEOPLE[:4], JOBS[:6])
    return Engine(tmp_path, MATCHER)


def candidates(facts: VacancyFacts, k: int, step: int = 1) -> list[tuple[str, int]]:
    """The oracle: everybody in the database judged and sorted, in plain Python."""
    vacancy = read_vacancy(facts)
    pairs = [(read_profile(cards.profile_facts(row)), vacancy) for row in db.session.query(Profile)]
    found = [MATCHER.judge(*pair) for pair in pairs if not vetoes(*pair, DAY)]
    found.sort(key=lambda a: (-(a.score // step), tie(facts.ref, a.profile.facts.ref), a.profile.facts.ref))
    return [(a.profile.facts.ref, a.score) for a in found[:k]]


def vacancies(facts: ProfileFacts, k: int) -> list[tuple[str, int]]:
    """The same for the vacancies of a person."""
    profile = read_profile(facts)
    rows = db.session.query(Vacancy).filter(Vacancy.state == OPEN)
    pairs = [(profile, read_vacancy(cards.vacancy_facts(row))) for row in rows]
    found = [MATCHER.judge(*pair) for pair in pairs if not vetoes(*pair, DAY)]
    found.sort(key=lambda a: (-a.score, tie(facts.ref, a.vacancy.facts.ref), a.vacancy.facts.ref))
    return [(a.vacancy.facts.ref, a.score) for a in found[:k]]


def people_of(found: list[Assessment]) -> list[tuple[str, int]]:
    return [(a.profile.facts.ref, a.score) for a in found]


def jobs_of(found: list[Assessment]) -> list[tuple[str, int]]:
    return [(a.vacancy.facts.ref, a.score) for a in found]


def check(engine: Engine, people: list[ProfileFacts], jobs: list[VacancyFacts], k: int = 5) -> None:
    """Both directions equal the oracle."""
    for job in jobs:
        assert people_of(engine.candidates(read_vacancy(job), k, DAY)) == candidates(job, k)
    for person in people:
        assert jobs_of(engine.vacancies(read_profile(person), k, DAY)) == vacancies(person, k)


def test_both_directions_are_those_of_a_plain_ranking(engine: Engine) -> None:
    check(engine, PEOPLE, JOBS)
    check(engine, PEOPLE[:3], JOBS[:3], k=500)


def test_a_change_is_there_in_the_next_answer(engine: Engine) -> None:
    check(engine, PEOPLE[:2], JOBS[:2])
    chance = random.Random(6)
    for _ in range(6):
        one, other = chance.choice(PEOPLE), chance.choice(JOBS)
        changed = replace(one, skills=one.skills[:1], provinces=("Cà Mau",), expected_wage=9_000_000, relocate=False)
        asked = replace(
            other, skills_required=other.skills_required[:1], wage_max=7_000_000, closed=chance.random() < 0.3
        )
        _keep(
            [changed, replace(one, ref=f"new-{chance.random()}")], [asked, replace(other, ref=f"new-{chance.random()}")]
        )
        check(engine, PEOPLE[:3], JOBS[:3])


def test_whoever_rests_hides_or_is_gone_is_not_listed(engine: Engine) -> None:
    first = candidates(JOBS[0], 3)
    gone = {facts.ref: facts for facts in PEOPLE}
    _keep(
        [replace(gone[first[0][0]], active=False), replace(gone[first[1][0]], hidden_employers=(JOBS[0].employer,))], []
    )
    check(engine, [], JOBS[:1])
    listed = [ref for ref, _ in people_of(engine.candidates(read_vacancy(JOBS[0]), 50, DAY))]
    assert not {first[0][0], first[1][0]} & set(listed)
    db.session.delete(store.find_profile(first[2][0]))  # by a hand that does not know of the change log
    db.session.commit()
    check(engine, [], JOBS[:1])


def test_what_is_not_committed_is_not_ranked(engine: Engine) -> None:
    before = people_of(engine.candidates(read_vacancy(JOBS[0]), 5, DAY))
    best = {facts.ref: facts for facts in PEOPLE}[before[0][0]]
    if db.engine.dialect.name == "sqlite":
        keep_profiles([replace(best, ref="double")], illustrative=True)
        assert people_of(engine.candidates(read_vacancy(JOBS[0]), 5, DAY)) == before
        db.session.rollback()
    assert engine.state().applied == engine.state().newest


def test_a_person_narrows_the_vacancies(engine: Engine) -> None:
    person = read_profile(PEOPLE[0])
    province = next(id for id, name in service.provinces() if name["vi"] == "Bắc Ninh")
    here = jobs_of(engine.vacancies(person, 50, DAY, Narrowed(province=province)))
    fits = {row.ref for row in db.session.query(Vacancy) if row.province_id == province}
    assert here == [pair for pair in vacancies(PEOPLE[0], 500) if pair[0] in fits]
    well_paid = {row.ref for row in db.session.query(Vacancy) if (row.wage_max or row.wage_min or 0) >= 15_000_000}
    paid = jobs_of(engine.vacancies(person, 500, DAY, Narrowed(wage=15_000_000)))
    assert paid == [pair for pair in vacancies(PEOPLE[0], 500) if pair[0] in well_paid]
    sector = JOBS[0].sector
    assert {ref for ref, _ in jobs_of(engine.vacancies(person, 500, DAY, Narrowed(sector=sector)))} <= {
        job.ref for job in JOBS if job.sector == sector
    }
    assert engine.vacancies(person, 50, DAY, Narrowed(sector="Nghề không có")) == []
    assert engine.vacancies(person, 50, DAY, Narrowed(province="atlantis")) == []


def test_a_day_later_a_deadline_is_over(engine: Engine) -> None:
    person = read_profile(PEOPLE[0])
    job = next(job for job in JOBS if job.deadline)
    assert job.deadline is not None
    refs = [ref for ref, _ in jobs_of(engine.vacancies(person, 500, job.deadline))]
    after = engine.vacancies(person, 500, job.deadline.replace(year=job.deadline.year + 1))
    assert job.ref in refs
    assert job.ref not in [ref for ref, _ in jobs_of(after)]


def test_near_equal_candidates_are_ordered_by_the_draw(engine: Engine) -> None:
    twins = [replace(PEOPLE[0], ref=f"twin-{n}", expected_wage=15_000_000 + n * 150_000) for n in range(12)]
    _keep(twins, [])
    for job in JOBS[:8]:
        found = people_of(engine.candidates(read_vacancy(job), 6, DAY, step=25_500))
        assert found == candidates(job, 6, step=25_500)


def test_a_store_that_is_damaged_or_of_another_edition_is_written_anew(small: Engine) -> None:
    engine = small
    check(engine, PEOPLE[:1], JOBS[:1])
    root = engine.state().folder.parent
    damages = {
        "no pointer": lambda folder: (root / "CURRENT").unlink(),
        "a pointer to elsewhere": lambda folder: (root / "CURRENT").write_text("../elsewhere"),
        "an empty pointer": lambda folder: (root / "CURRENT").write_text(""),
        "no file": lambda folder: (folder / "profiles.columns").unlink(),
        "half a file": lambda folder: os.truncate(folder / "vacancies.columns", 4_096),
        "no layout": lambda folder: (folder / "vacancies.json").write_text("{"),
        "another layout": lambda folder: (folder / "profiles.json").write_text('{"rows": 8}'),
        "no bitmaps": lambda folder: (folder / "profiles.planes.npy").write_bytes(b"\x93NUMPY"),
        "another edition": lambda folder: (folder / "stamp.json").write_text('{"stamp": "old", "taken_at": 0}'),
        "no stamp": lambda folder: (folder / "stamp.json").unlink(),
        "no registers": lambda folder: (folder / "registers.jsonl").unlink(),
        "half of the registers": lambda folder: os.truncate(folder / "registers.jsonl", 300),
        "spoilt registers": lambda folder: (folder / "registers.jsonl").write_bytes(b"{]\n"),
        "a count beyond the file": lambda folder: _count_beyond(folder),
    }
    for name, damage in damages.items():
        before = engine.state().folder
        damage(before)
        fresh = Engine(root, MATCHER)
        check(fresh, PEOPLE[:1], JOBS[:1])
        assert fresh.state().folder != before, name
        engine = fresh


def _count_beyond(folder: Path) -> None:
    with (folder / "profiles.columns").open("r+b") as file:
        file.write((10**6).to_bytes(8, "little"))


def test_a_writer_that_was_killed_leaves_its_rows_to_the_next(engine: Engine) -> None:
    check(engine, PEOPLE[:1], JOBS[:1])
    generation = engine._store.current()
    _keep([replace(PEOPLE[0], skills=(), headline="Lái xe")], [])
    row = store.find_profile(PEOPLE[0].ref)
    assert row is not None
    generation.profiles.head[EPOCH] = int(generation.profiles.head[EPOCH]) | 1
    generation.profiles.columns["skills"][row.id] = 0  # half of the row is written
    generation.profiles.columns["wage"][row.id] = 1
    check(Engine(generation.folder.parent, MATCHER), PEOPLE[:2], JOBS[:6])
    assert int(generation.profiles.head[EPOCH]) % 2 == 0


def test_full_files_make_a_new_generation(small: Engine) -> None:
    engine = small
    engine.catch_up()
    before = engine.state().folder
    long = " ".join(f"từ{n}" for n in range(900))
    _keep([replace(PEOPLE[0], ref=f"long-{n}", summary=f"{long} {n}") for n in range(90)], [])
    check(engine, PEOPLE[:1], JOBS[:2])
    assert engine.state().folder != before


def test_forgotten_changes_make_a_store_that_lacks_them_start_anew(small: Engine) -> None:
    engine = small
    engine.catch_up()
    before = engine.state().folder
    _keep([replace(PEOPLE[0], ref="later"), replace(PEOPLE[0], ref="and later")], [])
    for change in db.session.query(MatchChange):
        change.changed_at = change.changed_at.replace(year=2001)
    db.session.commit()
    assert store.prune_changes(change.changed_at.replace(year=2002)) > 0
    db.session.commit()
    assert db.session.query(MatchChange).count() == 1  # the newest stays
    check(engine, PEOPLE[:1], JOBS[:2])
    assert engine.state().folder != before


def test_another_database_is_not_answered_from_this_store(small: Engine) -> None:
    engine = small
    engine.catch_up()
    before = engine.state().folder
    other = Engine(before.parent, MATCHER, "another database")
    check(other, PEOPLE[:1], JOBS[:1])
    assert other.state().folder != before


def test_rows_that_differ_from_the_database_are_found_and_written_anew(small: Engine) -> None:
    assert small.check(1_000) == (small.check(1_000)[0], 0)
    generation = small._store.current()
    row = store.find_profile(PEOPLE[0].ref)
    job = store.find_vacancy(JOBS[0].ref)
    assert row is not None
    assert job is not None
    generation.profiles.columns["wage"][row.id] ^= 1 << 20
    (at,), _ = generation.vacancies.lists("terms", np.array([job.id]))
    generation.vacancies.heaps["terms"]["weight"][at] ^= 64
    used = generation.profiles.used("terms")
    assert small.check(1_000)[1] == 2
    assert small.check(1_000)[1] == 0
    assert generation.profiles.used("terms") < used + 2_000  # what is right was not written again
    check(small, PEOPLE[:2], JOBS[:3])


def test_pages_find_the_same_first_ones_by_the_engine(
    small: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(people, "engine", lambda: small)
        patched.setattr(by_vacancy, "engine", lambda: small)
        patched.setattr(people, "today", lambda: DAY)
        patched.setattr(by_vacancy, "today", lambda: DAY)
        plain = people.fits_for(PEOPLE[0].ref), by_vacancy.candidates_for(JOBS[0].ref)
        patched.setattr(people, "MOST", 1)
        patched.setattr(by_vacancy, "MOST", 1)
        found = people.fits_for(PEOPLE[0].ref), by_vacancy.candidates_for(JOBS[0].ref)
    assert [fit.vacancy.ref for fit in found[0].fits] == [fit.vacancy.ref for fit in plain[0].fits]
    assert [fit.person.ref for fit in found[1].fits] == [fit.person.ref for fit in plain[1].fits]
    assert (plain[0].reach, found[0].reach, found[1].reach) == (None, people.REACH, people.REACH)


def test_a_change_is_seen_by_another_process_and_a_killed_writer_loses_nothing(small: Engine, app: Flask) -> None:
    """Another process catches up for both; one that is killed while it writes leaves the rest to the next."""
    small.catch_up()
    root = small.state().folder.parent
    chance = random.Random(3)
    for turn in range(4):
        _keep([replace(PEOPLE[n], ref=f"t{turn}-{n}") for n in range(4)], [replace(JOBS[turn], ref=f"t{turn}")])
        db.session.remove()
        child = os.fork()
        if child == 0:  # pragma: no cover - another process
            try:
                with app.app_context():
                    db.engine.dispose(close=False)
                    Engine(root, MATCHER).catch_up()
            finally:
                os._exit(0)
        if turn % 2:
            time.sleep(chance.random() / 4)
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if not turn % 2:
            assert small.state().applied == small.state().newest
        check(small, PEOPLE[:1], JOBS[:2])


def test_what_only_the_rule_can_refuse_is_refused(app: Flask, tmp_path: Path) -> None:
    """A strict paper is not in the columns: the judgement of the finalists takes the pair out."""
    strict = replace(
        samples.vacancy(), certificates_required=(CertificateAsk("bằng lái xe nâng", strict=True),), deadline=None
    )
    without = replace(
        samples.profile(), ref="without", certificates=(), summary="", skills=samples.profile().skills[:1]
    )
    holds = replace(without, ref="holds", certificates=("bằng lái xe nâng",))
    _keep([without, holds], [strict])
    engine = Engine(tmp_path, MATCHER)
    assert vetoes(read_profile(without), read_vacancy(strict), DAY)
    assert [found.profile.facts.ref for found in engine.candidates(read_vacancy(strict), 10, DAY)] == ["holds"]
    assert engine.vacancies(read_profile(without), 10, DAY) == []
