"""Whom to tell of what: only what is new, once, whatever is killed or done twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal.jobs import service, store
from portal.jobs.bring_in import keep_profiles, keep_vacancies
from portal.jobs.facts import ProfileFacts, VacancyFacts
from portal.jobs.matching import alerts
from portal.jobs.matching.alerts import look_for_alerts
from portal.jobs.matching.engine import Engine
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.shelves import on_first_shelf
from portal.jobs.matching.weights import current_weights
from portal.jobs.models import MatchAlert, Profile, Vacancy
from portal.storage.db import db
from tests.firms.at_once import at_once
from tests.jobs import samples

DAY, NOON = date(2026, 12, 1), datetime(2026, 12, 1, 12, tzinfo=UTC)
MATCHER, WEIGHTS = Matcher(), current_weights()
DRIVER = ProfileFacts("driver", headline="Lái xe tải", provinces=("Cà Mau",))


def keep(people: list[ProfileFacts], jobs: list[VacancyFacts]) -> None:
    keep_profiles(people, illustrative=True)
    keep_vacancies(jobs, illustrative=True, province_of=service.province_id)
    db.session.commit()


def told() -> set[tuple[str, str]]:
    rows = db.session.query(Profile.ref, Vacancy.ref).join(MatchAlert, MatchAlert.profile_id == Profile.id)
    return {(p, v) for p, v in rows.join(Vacancy, MatchAlert.vacancy_id == Vacancy.id)}


@pytest.fixture
def engine(app: Flask, tmp_path: Path) -> Engine:
    keep([samples.profile(), DRIVER], [samples.vacancy()])
    found = Engine(tmp_path, MATCHER)
    assert look_for_alerts(found, WEIGHTS, NOON, DAY) == (0, False)  # what was there before is nobody's news
    return found


def test_a_new_vacancy_is_told_to_whom_it_fits_and_once(engine: Engine) -> None:
    keep([], [samples.vacancy(ref="v2")])
    assert look_for_alerts(engine, WEIGHTS, NOON, DAY) == (1, False)
    assert told() == {("p1", "v2")}
    assert look_for_alerts(engine, WEIGHTS, NOON, DAY) == (0, False)
    keep([], [samples.vacancy(ref="v2", wage_max=19_000_000)])
    assert look_for_alerts(engine, WEIGHTS, NOON, DAY) == (0, False)
    assert told() == {("p1", "v2")}
    assert [note.weights for note in db.session.query(MatchAlert)] == [WEIGHTS.version]


def test_a_changed_profile_is_told_of_what_is_there_and_nobody_else_is(engine: Engine) -> None:
    keep([replace(samples.profile(), ref="p2"), replace(DRIVER, headline="Lái xe tải đường dài")], [])
    assert look_for_alerts(engine, WEIGHTS, NOON, DAY)[0] == 1
    assert told() == {("p2", "v1")}


def test_nobody_is_told_who_rests_or_has_not_agreed_and_of_nothing_that_is_over(engine: Engine) -> None:
    keep(
        [
            replace(samples.profile(), ref="rests", active=False),
            replace(samples.profile(), ref="silent", consented=False),
        ],
        [samples.vacancy(ref="closed", closed=True), samples.vacancy(ref="over", deadline=DAY - timedelta(1))],
    )
    assert look_for_alerts(engine, WEIGHTS, NOON, DAY) == (0, False)
    assert told() == set()


def test_many_changes_are_looked_at_in_turns(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerts, "CHANGES", 3)
    keep([], [samples.vacancy(ref=f"n{n}") for n in range(7)])
    turns = [look_for_alerts(engine, WEIGHTS, NOON, DAY) for _ in range(4)]
    assert turns == [(3, True), (3, True), (1, False), (0, False)]
    assert told() == {("p1", f"n{n}") for n in range(7)}


def test_a_run_that_failed_is_done_again_and_nothing_is_told_twice(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep([], [samples.vacancy(ref="v2")])
    whole = store.keep_alerts

    def broken(*args: object) -> int:
        whole(*args)  # type: ignore[arg-type]
        raise OSError

    monkeypatch.setattr(store, "keep_alerts", broken)
    with pytest.raises(OSError):  # noqa: PT011 - it says nothing
        look_for_alerts(engine, WEIGHTS, NOON, DAY)
    db.session.rollback()
    assert told() == set()
    monkeypatch.undo()
    assert look_for_alerts(engine, WEIGHTS, NOON, DAY) == (1, False)


def test_two_at_once_tell_once(engine: Engine, app: Flask) -> None:
    keep([], [samples.vacancy(ref=f"n{n}") for n in range(4)])
    engine.catch_up()
    root = engine.state().folder.parent
    db.session.remove()
    assert sorted(at_once(app, 2, lambda: look_for_alerts(Engine(root, MATCHER), WEIGHTS, NOON, DAY)[0])) == [0, 4]
    assert db.session.query(MatchAlert).count() == 4


def test_what_is_told_is_within_reach(engine: Engine) -> None:
    keep(
        [samples.profile(ref="q", skills=(), headline="", summary="", experience=(), certificates=())],
        [samples.vacancy(ref="v3")],
    )
    look_for_alerts(engine, WEIGHTS, NOON, DAY)
    for found in engine.candidates(MATCHER.read_vacancy(samples.vacancy(ref="v3")), 10, DAY):
        there = (found.profile.facts.ref, "v3") in told()
        assert there == (on_first_shelf(found, WEIGHTS) and found.score >= 1_275_000)


def test_a_high_score_without_enough_of_the_required_skills_is_not_told() -> None:
    found = MATCHER.judge(MATCHER.read_profile(samples.profile()), MATCHER.read_vacancy(samples.vacancy()))
    required = [fit for fit in found.lines if fit.line.required]
    assert required
    assert alerts.worth_telling(found, WEIGHTS)
    none_of_them = tuple(replace(fit, share=0) if fit.line.required else fit for fit in found.lines)
    assert not alerts.worth_telling(replace(found, lines=none_of_them), WEIGHTS)
    assert not alerts.worth_telling(replace(found, score=0), WEIGHTS)
