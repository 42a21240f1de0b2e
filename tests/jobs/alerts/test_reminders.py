"""Reminders to those who come home: with consent, once for each stage, about what is left to do."""

from __future__ import annotations

from datetime import date

import pytest

from portal.jobs.alerts import stopping
from portal.shared.clock import now
from tests.jobs.alerts.scene import Scene, body, token

HOME = date(2026, 11, 30)
"""The day on which the clock of the scene stands, in Viet Nam."""


def test_only_who_agreed_is_reminded_and_once(scene: Scene) -> None:
    scene.profile_is("lan", home_on=HOME)
    scene.profile_is("hoa", home_on=HOME)
    assert scene.work() == 0
    scene.agree(scene.lan)
    assert scene.work() == 1
    letter = scene.letter()
    assert letter["To"] == "returnee@demo.example"
    assert "/vi/my-matches" in body(letter)
    assert letter["List-Unsubscribe"].strip("<>").endswith(f"/vi/letters/{token(letter)}")
    for _ in range(20):
        scene.tomorrow()
        assert scene.work() == 0


def test_each_stage_comes_once_as_time_goes_by(scene: Scene) -> None:
    scene.agree(scene.lan)
    scene.profile_is(home_on=date(2027, 6, 15), skills=[])
    subjects = {}
    for _ in range(220):
        if scene.work():
            subjects[now().date().isoformat()] = scene.letter()["Subject"]
        scene.tomorrow()
    assert subjects == dict.fromkeys(("2026-12-15", "2027-05-15", "2027-06-15"), "Hồ sơ tìm việc của bạn chưa xong")


@pytest.mark.parametrize("values", [{"skills": []}, {"consented": False}, {"provinces": [], "relocate": False}])
def test_an_unfinished_profile_is_told_to_be_finished(scene: Scene, values: dict[str, object]) -> None:
    scene.agree(scene.lan)
    scene.profile_is(home_on=HOME, **values)
    assert scene.work() == 1
    letter = scene.letter()
    assert letter["Subject"] == "Hồ sơ tìm việc của bạn chưa xong"
    assert "/vi/my-profile" in body(letter)


def test_a_profile_that_rests_and_who_stopped_are_left_alone(scene: Scene) -> None:
    scene.agree(scene.lan)
    scene.profile_is(home_on=HOME, active=False)
    assert scene.work() == 0
    scene.profile_is(active=True)
    assert scene.work() == 1
    mine = scene.outbox()
    stopping.stop(token_of(scene), now())
    assert (mine, scene.outbox()) == (1, 0)


def test_a_reminder_is_the_letter_of_its_day(scene: Scene) -> None:
    scene.agree(scene.lan)
    scene.profile_is(home_on=HOME)
    scene.post("v1")
    assert scene.work() == 1
    assert "/vi/my-matches" in body(scene.letter())
    scene.tomorrow()
    assert scene.work() == 1
    assert "/vi/jobs/v1" in body(scene.letter())


def token_of(scene: Scene) -> str:
    from portal.jobs.alerts import store

    return store.token_of(scene.reader(scene.lan))
