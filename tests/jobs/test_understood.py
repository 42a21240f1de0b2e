"""What we understood: every finding with its words, guessed ones confirmed, wrong ones taken off for good, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from flask import Flask

from portal.accounts.rules.actor import Actor
from portal.jobs.matching.people import matcher
from portal.jobs.profiles import findings, lists, service, steps
from portal.jobs.profiles.findings import Finding, Understood
from portal.jobs.profiles.mine import Mine

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
LAN = Actor("LanLanLanLanLanLanLanA", frozenset({"returnee"}), "s")


def filled() -> Mine:
    for kind, form in (
        ("jobs", {"occupation": "Thợ hàn MIG", "country": "JP", "sector": "", "years": "4", "duties": "hàn khung xe, mài"}),
        ("skills", {"names": "hàn MIG 4 năm\nvật tay với trâu"}),
        ("certificates", {"names": "Chứng chỉ hàn 3G\nJLPT N3"}),
    ):  # fmt: skip
        service.save(LAN, partial(lists.add, kind, form), NOW)
    return service.mine(LAN)


def ids(found: tuple[Finding, ...]) -> set[str]:
    return {one.id for one in found}


def test_every_reading_of_the_matcher_is_shown_with_words_that_stand_there(app: Flask) -> None:
    mine = filled()
    seen, reading = findings.understood(mine), matcher().read_profile(mine.facts)
    shown = ids(seen.said) | ids(seen.guessed)
    assert set(reading.skills) | set(reading.occupations) | reading.papers <= shown
    assert {one.language for one in reading.spoken} <= shown
    written = " ".join([*(s.name for s in mine.facts.skills), *mine.facts.certificates,
                        *(f"{e.occupation} {e.duties} {e.country}" for e in mine.facts.experience)])  # fmt: skip
    assert all(one.words in written for one in (*seen.said, *seen.guessed))
    assert all(one.step in ("jobs", "skills", "certificates", "languages") for one in (*seen.said, *seen.guessed))
    assert {one.why for one in seen.guessed} <= {"likely", "paper", "stay"}
    assert [one.words for one in seen.unread] == ["vật tay với trâu"]


def test_each_finding_can_be_taken_off_and_the_matcher_reads_it_no_more(app: Flask) -> None:
    for _ in range(40):
        mine = filled()
        seen = findings.understood(mine)
        left = [*seen.said, *seen.guessed]
        if not left:
            break
        service.save(LAN, partial(steps.deny, left[0].id), NOW)
        assert left[0].id not in ids(_all(service.mine(LAN)).said) | ids(_all(service.mine(LAN)).guessed)
    reading = matcher().read_profile(service.mine(LAN).facts)
    assert not reading.skills
    assert not reading.occupations
    assert not reading.spoken
    assert not reading.papers
    assert len(findings.understood(service.mine(LAN)).denied) == len(service.mine(LAN).facts.not_mine)


def test_a_guess_is_no_claim_until_it_is_confirmed(app: Flask) -> None:
    mine = filled()
    guess = next(one for one in findings.understood(mine).guessed if one.kind == "skill")
    assert guess.name["vi"] not in [one.name for one in mine.facts.skills]
    mine = service.save(LAN, partial(steps.claim, [guess.id]), NOW)
    assert guess.name["vi"] in [one.name for one in mine.facts.skills]
    assert guess.id in ids(findings.understood(mine).said)
    assert service.save(LAN, partial(steps.claim, [guess.id]), NOW) == mine


def test_nothing_is_understood_of_nothing(app: Flask) -> None:
    seen = findings.understood(service.mine(LAN))
    assert [*seen.said, *seen.guessed, *seen.unread, *seen.denied] == []


def _all(mine: Mine) -> Understood:
    return findings.understood(mine)
