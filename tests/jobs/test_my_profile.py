"""One's own profile on both databases: what is typed, kept once, told to the rankings, and what is refused with every reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.rules.actor import Actor
from portal.audit import service as audit
from portal.jobs import consents
from portal.jobs.models import MatchChange, Profile
from portal.jobs.profiles import lists, presets, service, steps
from portal.jobs.profiles.lists import Gone
from portal.jobs.profiles.mine import Mine, key_of
from portal.jobs.profiles.notes import expires, notes
from portal.jobs.profiles.overview import overview
from portal.jobs.profiles.typed import asked_back, read_years
from portal.jobs.service import NoSuchPerson, get_person, people
from portal.shared.problems import BadInput
from portal.storage.db import db

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
DAY = date(2026, 11, 27)
LAN = Actor("LanLanLanLanLanLanLanA", frozenset({"returnee"}), "s")
HOA = Actor("HoaHoaHoaHoaHoaHoaHoaA", frozenset({"returnee"}), "s")
JOB = {"occupation": "Công nhân ép nhựa", "country": "KR", "sector": "Nhựa", "years": "4 năm 10 tháng", "duties": ""}


def added(kind: str, actor: Actor = LAN, **form: str) -> Mine:
    return service.save(actor, partial(lists.add, kind, form), NOW)


def saved(step: str, actor: Actor = LAN, **form: str) -> Mine:
    return service.save(actor, partial(steps.save, step, form), NOW)


def problems(step: str, form: Mapping[str, str]) -> dict[str, str]:
    change = partial(steps.save, step, form) if step in steps.FIELDS else partial(lists.add, step, form)
    with pytest.raises(BadInput) as wrong:
        service.save(LAN, change, NOW)
    return {problem.field: str(problem.message) for problem in wrong.value.problems}


def changes() -> int:
    return len(db.session.scalars(select(MatchChange)).all())


def test_nothing_is_kept_before_something_is_saved_and_nobody_sees_it_then(app: Flask) -> None:
    assert not service.mine(LAN).begun
    assert not db.session.scalars(select(Profile)).all()
    mine = saved("wage", wage="12", meant="")
    assert (mine.begun, mine.facts.expected_wage, mine.facts.consented, mine.illustrative) == (
        True,
        12_000_000,
        False,
        False,
    )
    with pytest.raises(NoSuchPerson):
        get_person(mine.facts.ref)
    assert not people()


def test_every_change_is_told_once_and_no_change_is_told_never(app: Flask) -> None:
    saved("wage", wage="12", meant="")
    before, row = changes(), db.session.scalars(select(Profile)).one()
    moment = row.changed_at
    saved("wage", wage="12 triệu", meant="")
    assert changes() == before
    service.save(LAN, partial(steps.save, "wage", {"wage": "13"}), NOW + timedelta(seconds=1))
    db.session.expire_all()
    assert changes() == before + 1
    assert db.session.scalars(select(Profile)).one().changed_at > moment


def test_the_same_form_twice_is_one_entry(app: Flask) -> None:
    for _ in range(2):
        added("jobs", **JOB)
        added("skills", names="hàn MIG 3 năm\nHÀN MIG\nkiểm ngoại quan")
        added("languages", language="ko", level="TOPIK 3", test="TOPIK", taken="11/2025")
        added("hidden", names="Công ty TNHH Minh Họa\nCty TNHH Minh Hoạ")
    mine = service.mine(LAN)
    assert [(one.name, one.years) for one in mine.facts.skills] == [("hàn MIG", 3), ("kiểm ngoại quan", None)]
    assert [one.years for one in mine.facts.experience] == [4.83]
    assert [one.taken for one in mine.facts.languages] == ["2025-11-01"]
    assert len(mine.facts.hidden_employers) == 1


def test_two_windows_never_lose_what_was_typed(app: Flask) -> None:
    mine = added("jobs", **JOB)
    key = key_of(mine.owner, mine.facts.experience[0])
    other = JOB | {"years": "5"}
    service.save(LAN, partial(lists.change, "jobs", key, other), NOW)
    service.save(LAN, partial(lists.change, "jobs", key, other), NOW)  # the back button, sent again
    assert [one.years for one in service.mine(LAN).facts.experience] == [5]
    with pytest.raises(Gone):
        service.save(LAN, partial(lists.change, "jobs", key, JOB | {"years": "6"}), NOW)
    service.save(LAN, partial(lists.remove, "jobs", key), NOW)
    assert len(service.mine(LAN).facts.experience) == 1, "a key of before removes nothing else"


def test_a_key_is_of_one_owner(app: Flask) -> None:
    one, two = added("jobs", **JOB), added("jobs", HOA, **JOB)
    assert key_of(one.owner, one.facts.experience[0]) != key_of(two.owner, two.facts.experience[0])
    service.save(HOA, partial(lists.remove, "jobs", key_of(one.owner, one.facts.experience[0])), NOW)
    assert service.mine(HOA).facts.experience
    assert service.mine(LAN).facts.experience


@pytest.mark.parametrize("roles", ["employer", "firm", "moderator", "admin", "anonymous"])
def test_nobody_else_has_a_profile(app: Flask, roles: str) -> None:
    with pytest.raises(service.NotTheirs):
        service.mine(Actor("x", frozenset({roles}), "s"))


def test_a_preset_claims_only_what_is_confirmed(app: Flask) -> None:
    ticked = {task.id for task in presets.tasks_of(presets.trades_named("ép nhựa")) if task.ticked}
    assert "ep-nhua" in ticked
    assert presets.trades_named("사출공") == presets.trades_named("射出成形工")
    form = {"programme": "E-9", "title": "ép nhựa", "trade": "", "years": "3", "add_job": "1"}
    mine = service.save(LAN, partial(steps.start, form, ["ep-nhua", "no-such-skill"]), NOW)
    again = service.save(LAN, partial(steps.start, form, ["ep-nhua"]), NOW)
    assert again == mine
    assert [one.name for one in mine.facts.skills] == ["Vận hành máy ép nhựa"]
    assert [(one.country, one.years) for one in mine.facts.experience] == [("KR", 3)]
    assert mine.programme == "E-9"
    assert "ep-nhua" not in {one.id for one in presets.suggestions(mine.facts)}


def test_what_is_not_mine_is_gone_until_it_is_claimed(app: Flask) -> None:
    added("skills", names="Vận hành máy ép nhựa\nthay khuôn")
    mine = service.save(LAN, partial(steps.deny, "ep-nhua"), NOW)
    assert [one.name for one in mine.facts.skills] == ["thay khuôn"]
    assert mine.facts.not_mine == ("ep-nhua",)
    assert service.save(LAN, partial(steps.allow, "ep-nhua"), NOW).facts.not_mine == ()
    service.save(LAN, partial(steps.deny, "ep-nhua"), NOW)
    assert added("skills", names="vận hành máy ép nhựa").facts.not_mine == ()


def test_consent_is_a_row_of_the_ledger_and_pausing_is_none(app: Flask) -> None:
    assert service.agree(LAN, True, NOW)
    assert not service.agree(LAN, True, NOW)
    assert service.mine(LAN).facts.consented
    mine = service.save(LAN, partial(steps.paused, True), NOW)
    assert not mine.facts.active
    assert consents.stands(LAN.ref, "be_seen")
    assert service.agree(LAN, False, NOW)
    assert not service.mine(LAN).facts.consented
    assert [one.given for one in service.agreed(LAN)[1]] == [False, True]
    assert [entry.action for entry in audit.of_actor(LAN.ref)] == [
        "consent.withdrawn", "profile.paused", "consent.given", "profile.begun",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "form", "field"),
    [
        ("wage", {"wage": "nhiều"}, "wage"), ("wage", {"wage": "-5"}, "wage"), ("wage", {"wage": "99999999999"}, "wage"),
        ("wage", {"wage": "1500"}, "wage"), ("wage", {"wage": "12", "meant": "x"}, "meant"),
        ("when", {"home_on": "31/02/2027"}, "home_on"), ("when", {"available_from": "01/01/1066"}, "available_from"),
        ("when", {"home_on": "2027"}, "home_on"), ("when", {"home_on": "9" * 300}, "home_on"),
        ("where", {"place1": "24", "place2": "24"}, "place2"), ("where", {"place1": "Atlantis"}, "place1"),
        ("where", {"relocate": "maybe"}, "relocate"), ("about", {"headline": "x" * 151}, "headline"),
        ("about", {"summary": "gọi em số không chín một hai ba bốn năm sáu bảy tám"}, "summary"),
        ("about", {"headline": "Zalo: hoa.nguyen92"}, "headline"), ("jobs", JOB | {"occupation": "\u200b"}, "occupation"),
        ("jobs", JOB | {"country": "ZZ"}, "country"), ("jobs", JOB | {"years": "99"}, "years"),
        ("jobs", JOB | {"years": "-1"}, "years"), ("jobs", JOB | {"years": "nan"}, "years"),
        ("jobs", JOB | {"duties": "０９１２３４５６７８"}, "duties"), ("skills", {"names": " \n\u202e\n"}, "names"),
        ("skills", {"names": "\n".join(f"kỹ năng {n}" for n in range(300))}, "names"),
        ("skills", {"names": "x" * 201}, "names"), ("languages", {"language": ""}, "language"),
        ("languages", {"language": "ko", "test": "JLPT"}, "test"), ("languages", {"language": "ja", "taken": "hôm qua"}, "taken"),
        ("hidden", {"names": "\n".join(f"Công ty {n}" for n in range(31))}, "names"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_and_nothing_changes(
    app: Flask, step: str, form: dict[str, str], field: str
) -> None:
    found = problems(step, form)
    assert field in found
    assert found[field]
    assert not db.session.scalars(select(Profile)).all()


def test_a_way_to_reach_somebody_is_kept_covered_or_not_at_all(app: Flask) -> None:
    mine = saved("about", headline="Thợ hàn, gọi 0912 345 678", summary="", education="", way="cover")
    assert mine.facts.headline == "Thợ hàn, gọi •••••"


def test_a_wage_is_asked_back_where_the_unit_is_not_clear(app: Flask) -> None:
    assert asked_back("12.500") == 12_500_000
    assert asked_back("12") is None
    assert saved("wage", wage="12.500", meant="thousand").facts.expected_wage == 12_500_000
    for text, dong in (("12,5", 12_500_000), ("12tr", 12_000_000), ("14.000.000 đ/tháng", 14_000_000), ("", None)):
        assert saved("wage", wage=text, meant="").facts.expected_wage == dong


@pytest.mark.parametrize(
    ("text", "years"),
    [("3", 3), ("2,5", 2.5), ("18 tháng", 1.5), ("4 nam 10 thang", 4.83), ("3 năm", 3), ("61", None), ("ba năm", None), ("", None)],
)  # fmt: skip
def test_times_are_read_as_people_write_them(text: str, years: float | None) -> None:
    assert read_years(text) == years


def test_what_does_not_fit_together_is_shown_and_kept(app: Flask) -> None:
    form = {"programme": "E-9", "title": "thợ hàn", "trade": "", "years": "", "add_job": ""}
    service.save(LAN, partial(steps.start, form, []), NOW)
    added("jobs", **JOB | {"country": "JP", "years": "2"})
    added("skills", names="hàn MIG 9 năm")
    added("languages", language="ko", test="TOPIK", level="giỏi lắm luôn", taken="01/01/2020")
    saved("when", home_on="01/03/2027", available_from="01/01/2027")
    mine = saved("wage", wage="900 triệu", meant="")
    found = {(note.step, str(note.text)) for note in notes(mine, DAY)}
    assert {step for step, _ in found} == {"jobs", "skills", "languages", "when", "wage", "where"}
    assert any("Hàn Quốc" in text for _, text in found)
    assert expires(mine.facts.languages[0]) == date(2022, 1, 1)
    saved("when", home_on="", available_from="01/01/2020")
    assert any("đã qua" in str(note.text) for note in notes(service.mine(LAN), DAY))


def test_the_overview_names_the_open_step_that_weighs_most(app: Flask) -> None:
    assert overview(service.mine(LAN), False).next
    mine = added("skills", names="hàn MIG")
    seen = overview(mine, False)
    assert seen.done == {"skills"}
    assert seen.next is not None
    assert seen.next[0] == "languages"
    assert overview(mine, True).done == {"skills", "consent"}
