"""Candidates of a vacancy: the same reasons as on the person's side, nobody who hides, and counts that a ranking gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask

from portal.jobs import service
from portal.jobs.facts import CertificateAsk, LanguageAsk, ProfileFacts, VacancyFacts
from portal.jobs.matching.candidates import candidates_for, supplies_for
from portal.jobs.matching.must_haves import must_haves
from portal.jobs.matching.people import fits_for, matcher
from portal.jobs.matching.what_if import with_must_have, within_reach, without
from portal.shared.clock import today
from tests.web.provenance import read
from tests.web.strict import StrictClient, X, text_of

LOCALES = ("vi", "en")


@contextmanager
def stored(site: Flask, find: str, ref: str, **traits: Any) -> Iterator[None]:
    """A row of the demo with other traits, put back after."""
    before: dict[str, Any] = {}

    def write(values: dict[str, Any]) -> None:
        with site.app_context():
            row = getattr(service.store, find)(ref)
            for name, value in values.items():
                before.setdefault(name, getattr(row, name))
                setattr(row, name, value)
            service.store.db.session.commit()

    write(traits)
    try:
        yield
    finally:
        write(dict(before))


def everyone(ref: str) -> list[str]:
    """The references of all candidates, shelf by shelf."""
    return [
        fit.person.ref for shelf in ("own", "other", "few") for fit in candidates_for(ref, size=100, shelf=shelf).fits
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_both_sides_see_the_same(client: StrictClient, site: Flask, locale: str) -> None:
    with site.app_context():
        mine = {fit.vacancy.ref: fit for fit in fits_for("p003", size=100).fits}
        for ref in ("v007", "v001", "v040"):
            theirs = [f for s in ("own", "other", "few") for f in candidates_for(ref, size=100, shelf=s).fits]
            assert [fit for fit in theirs if fit.person.ref == "p003"] == [mine[ref]]
    page = client.get(f"/{locale}/jobs/v007/candidates").get_data(as_text=True)
    assert {"vi": "Hợp", "en": "fit"}[locale] in page
    assert 'name="robots" content="noindex"' in page


def test_everybody_stands_on_one_shelf_best_first(client: StrictClient, site: Flask) -> None:
    with site.app_context():
        assert sorted(everyone("v001")) == [f"p{n:03d}" for n in range(1, 25)]
        shelves = {s: candidates_for("v001", size=100, shelf=s) for s in ("own", "other", "few")}
        for found in shelves.values():
            assert [fit.percent for fit in found.fits] == sorted((fit.percent for fit in found.fits), reverse=True)
            assert found.counts == {name: other.total for name, other in shelves.items()}
    for name, found in shelves.items():
        cards = 0
        for page in range(1, 4):
            response = client.get(f"/vi/jobs/v001/candidates?shelf={name}&page={page}")
            assert response.status_code == (200 if page == 1 or (page - 1) * 10 < found.total else 404)
            cards += response.get_data(as_text=True).count('<article class="card') if response.status_code == 200 else 0
        assert cards == found.total


@pytest.mark.parametrize(
    "trait", [{"active": False}, {"consented": False}, {"hidden_employers": ["Sao Chổi Minh Họa"]}]
)
def test_who_rests_hides_or_has_not_agreed_is_neither_listed_nor_counted(
    client: StrictClient, site: Flask, trait: Any
) -> None:
    with stored(site, "find_vacancy", "v001", employer="Công ty TNHH Sao Chổi Minh Họa"):
        with site.app_context():
            person, before = service.get_person("p001"), supplies_for("v001")
        with stored(site, "find_profile", "p001", **trait):
            with site.app_context():
                assert "p001" not in everyone("v001")
                assert candidates_for("v001").not_taken == []
                counted = supplies_for("v001", ["5S"])
            pages = [
                client.get(f"/vi/jobs/v001/candidates?shelf={s}").get_data(as_text=True)
                for s in ("own", "other", "few")
            ]
        assert not any(person.headline in page for page in pages)
        assert counted.now.ranked == before.now.ranked - 1
        assert counted.now.within == before.now.within - 1, "p001 is within reach of v001, so the count shows it"
        assert {supply.ranked for supply in counted.dropped.values()} == {before.now.ranked - 1}
        assert counted.added[0][1].ranked == before.now.ranked - 1


def test_only_invented_people_are_candidates(client: StrictClient, site: Flask) -> None:
    with site.app_context():
        headline = service.get_person("p001").headline
    assert headline in client.get("/vi/jobs/v001/candidates").get_data(as_text=True)
    with stored(site, "find_profile", "p001", illustrative=False):
        assert headline not in client.get("/vi/jobs/v001/candidates").get_data(as_text=True)
        with site.app_context():
            assert "p001" not in everyone("v001")


def test_cards_lead_to_nobody(client: StrictClient) -> None:
    """No reference of a person, and no link to one's own page, stands on the employer's side."""
    for shelf in ("own", "few"):
        page = client.get(f"/vi/jobs/v001/candidates?shelf={shelf}").get_data(as_text=True)
        main = page[page.index("<main") : page.index("</main>")]
        assert not re.search(r"/match/|\bp0\d\d\b", main)


def counts(root: Any) -> dict[str, list[int]]:
    """The rows of the table of counts: meet all, within reach, ranked."""
    table = next(root.iter(X + "table"))
    rows = [row for body in table.iter(X + "tbody") for row in body]
    return {text_of(row[0]).strip(): [int(re.findall(r"\d+", text_of(cell))[0]) for cell in row[1:]] for row in rows}


def by_hand(people: list[ProfileFacts], facts: VacancyFacts) -> list[int]:
    ranking = matcher()
    readings = [ranking.read_profile(person) for person in people]
    shelves = ranking.shelves_for_vacancy(ranking.read_vacancy(facts), readings, today())
    full = [f for f in shelves.ranked if all(must.met for must in must_haves(f, ranking.weights))]
    return [len(full), len(within_reach(shelves, ranking.weights)), len(shelves.ranked)]


def test_counts_are_those_of_a_ranking(client: StrictClient, site: Flask) -> None:
    page = read(client.get("/vi/jobs/v061/candidates?skill=PLC&language=ko:II-4").get_data(as_text=True))
    told = counts(page)
    with site.app_context():
        people, facts = [person for person, _ in service.people_facts()], service.get_vacancy("v061").facts
        expected = {"Như bây giờ": by_hand(people, facts)}
        for n, text in enumerate(facts.skills_required):
            expected[f"Bỏ “{text}”"] = by_hand(people, without(facts, f"skills_required[{n}]"))
        expected["Bỏ “Tiếng Nhật N3”"] = by_hand(people, without(facts, "languages[0]"))
        expected["Bỏ số năm kinh nghiệm"] = by_hand(people, without(facts, "experience_years"))
        expected["Cần thêm “PLC”"] = by_hand(people, with_must_have(facts, "PLC"))
        ask = LanguageAsk("ko", "II-4", "TOPIK", required=True)
        expected["Cần thêm “Tiếng Hàn II-4”"] = by_hand(people, with_must_have(facts, ask))
    assert told == expected
    assert len({tuple(row) for row in told.values()}) > 4


@pytest.mark.parametrize("locale", LOCALES)
def test_strict_must_haves_take_out_with_a_reason_and_can_be_loosened(
    client: StrictClient, site: Flask, locale: str
) -> None:
    papers = [vars(CertificateAsk("Chứng chỉ lái xe nâng", strict=True))]
    with stored(site, "find_vacancy", "v001", certificates_required=papers, experience_years=2.0):
        page = client.get(f"/{locale}/jobs/v001/candidates").get_data(as_text=True)
        with site.app_context():
            found = candidates_for("v001")
    assert len(found.not_taken) > 15
    listed = page[page.index('id="not-taken"') : page.index('id="supply"')]
    assert listed.count("Chứng chỉ lái xe nâng") == len(found.not_taken)
    told = counts(read(page))
    kept, lost = {"vi": ("Vẫn cần “Chứng chỉ lái xe nâng”, nhưng không loại ai vì thiếu", "Bỏ “Chứng chỉ lái xe nâng”"),
                  "en": ("Still require “Chứng chỉ lái xe nâng”, but shut nobody out for lack of it",
                         "Drop “Chứng chỉ lái xe nâng”")}[locale]  # fmt: skip
    assert told[kept][2] == told[lost][2] == 24
    assert {"vi": "Bỏ số năm kinh nghiệm", "en": "Drop the years of experience"}[locale] in told
    now = next(iter(told.values()))
    assert now[2] == 24 - len(found.not_taken)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "asked", ["skill=%3Cb%3E%22", "skill=" + "x" * 3000, "language=no:thing", "skill=+&shelf=zz", "skill=%00"]
)
def test_anything_may_be_asked(client: StrictClient, locale: str, asked: str) -> None:
    assert client.get(f"/{locale}/jobs/v001/candidates?{asked}").status_code == 200


def test_an_added_skill_says_how_it_is_understood(client: StrictClient) -> None:
    known, strange, plain = (
        client.get(f"/vi/jobs/v001/candidates{more}").get_data(as_text=True)
        for more in ("?skill=h%C3%A0n+TIG", "?skill=zzzz", "")
    )
    assert "được hiểu là: Hàn TIG" in known
    assert "chưa có chữ này" in strange
    assert "được hiểu là" not in plain
    assert "chưa có chữ này" not in plain


def test_a_vacancy_that_is_not_open_has_no_candidates(client: StrictClient, site: Flask) -> None:
    assert client.get("/vi/jobs/nothing/candidates").status_code == 404
    assert 'href="/vi/jobs/v001/candidates"' in client.get("/vi/jobs/v001").get_data(as_text=True)
    with stored(site, "find_vacancy", "v001", state="closed"):
        assert client.get("/vi/jobs/v001/candidates").status_code == 404
