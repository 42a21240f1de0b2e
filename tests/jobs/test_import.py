"""Files into the database, on both databases: all or nothing, pending unless invented, and what the index then finds."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.jobs import service, store
from portal.jobs.matching.people import fits_for
from portal.jobs.models import Vacancy
from portal.jobs.rules import is_public
from portal.jobs.search import VacancySource
from portal.search import outbox
from portal.shared.clock import today
from portal.shared.problems import BadInput
from portal.storage.db import db


def file_of(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "x.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


WELDER = {"id": "v1", "title": "Thợ hàn TIG", "province": "Bắc Giang cũ", "sector": "Cơ khí", "wage_max": 15_000_000,
          "skills_required": ["hàn TIG"], "languages": [{"language": "ja", "level": "N4"}]}  # fmt: skip
BAKER = {"id": "v2", "title": "Thợ bánh", "province": "Huế", "wage_min": 9_000_000}


def test_imported_vacancies_wait(app: Flask, tmp_path: Path) -> None:
    assert service.import_vacancies(file_of(tmp_path, WELDER, BAKER)) == 2
    assert service.open_vacancies(service.Wanted()) == ([], 0)
    with pytest.raises(service.NoSuchVacancy):
        service.get_vacancy("v1")


def test_invented_vacancies_are_open_and_queued_for_the_index(app: Flask, tmp_path: Path) -> None:
    service.import_vacancies(file_of(tmp_path, WELDER, BAKER), illustrative=True)
    card = service.get_vacancy("v1")
    assert (card.illustrative, card.facts.languages[0].level, card.facts.skills_required) == (True, "N4", ("hàn TIG",))
    assert {(row.kind, row.id) for row in outbox.first(10)} == {("vacancy", "v1"), ("vacancy", "v2")}
    docs = {doc.id: doc for doc in VacancySource().all()}
    assert docs["v1"].filters["province"] == ("24",), "Bắc Giang belongs to Bắc Ninh now"
    assert docs["v2"].sort["salary"] == 9_000_000


def test_one_wrong_row_changes_nothing(app: Flask, tmp_path: Path) -> None:
    service.import_vacancies(file_of(tmp_path, WELDER), illustrative=True)
    with pytest.raises(BadInput):
        service.import_vacancies(file_of(tmp_path, WELDER | {"title": "Khác"}, {"id": "v3"}), illustrative=True)
    assert service.get_vacancy("v1").facts.title == "Thợ hàn TIG"


def test_a_known_reference_is_overwritten_and_its_document_is_newer(app: Flask, tmp_path: Path) -> None:
    service.import_vacancies(file_of(tmp_path, WELDER), illustrative=True)
    [before] = VacancySource().load(["v1"])
    service.import_vacancies(file_of(tmp_path, WELDER | {"title": "Thợ hàn ống"}), illustrative=True)
    [after] = VacancySource().load(["v1"])
    assert (after.title, service.open_vacancies(service.Wanted())[1]) == ("Thợ hàn ống", 1)
    assert after.rev > before.rev


@pytest.mark.parametrize(
    ("wanted", "refs"),
    [
        ({}, ["v1", "v2"]),
        ({"text": "tho han"}, ["v1"]),
        ({"text": "HÀN thợ"}, ["v1"]),
        ({"text": "%"}, ["v1", "v2"]),
        ({"text": "tho_"}, ["v1", "v2"]),
        ({"province_id": "46"}, ["v2"]),
        ({"sector": "Cơ khí"}, ["v1"]),
        ({"wage": 9_000_000}, ["v1", "v2"]),
        ({"wage": 9_000_001}, ["v1"]),
        ({"wage": 15_000_001}, []),
    ],
)
def test_the_list_narrows(app: Flask, tmp_path: Path, wanted: dict[str, Any], refs: list[str]) -> None:
    service.import_vacancies(file_of(tmp_path, WELDER, BAKER), illustrative=True)
    cards, total = service.open_vacancies(service.Wanted(**wanted))
    assert (sorted(card.facts.ref for card in cards), total) == (refs, len(refs))


def test_the_last_day_to_apply_counts(app: Flask, tmp_path: Path) -> None:
    day = today()
    rows = [WELDER | {"id": f"v{n}", "deadline": (day + timedelta(n)).isoformat()} for n in (0, 1)]
    past = WELDER | {"id": "old", "deadline": (day - timedelta(1)).isoformat()}
    service.import_vacancies(file_of(tmp_path, *rows, past), illustrative=True)
    assert {card.facts.ref for card in service.open_vacancies(service.Wanted())[0]} == {"v0", "v1"}
    assert {doc.id for doc in VacancySource().load(["v0", "v1", "old"])} == {"v0", "v1"}
    with pytest.raises(service.NoSuchVacancy):
        service.get_vacancy("old")
    assert not is_public("closed", None, day)


def test_people_are_invented_and_ranked_against_what_is_open(app: Flask, tmp_path: Path) -> None:
    service.import_vacancies(file_of(tmp_path, WELDER, BAKER), illustrative=True)
    person = {"id": "p1", "headline": "Thợ hàn argon 3 năm", "provinces": ["Bắc Ninh"], "name": "Nguyễn Văn A"}
    assert service.import_profiles(file_of(tmp_path, person)) == 1
    fits = fits_for("p1")
    assert [fit.vacancy.ref for fit in fits.fits] == ["v1", "v2"]
    assert fits.total == 2
    row = store.find_profile("p1")
    assert row is not None
    row.illustrative = False
    with pytest.raises(service.NoSuchPerson):
        fits_for("p1")


def test_a_changed_vacancy_is_read_anew(app: Flask, tmp_path: Path) -> None:
    service.import_profiles(file_of(tmp_path, {"id": "p1", "headline": "Thợ bánh"}))
    service.import_vacancies(file_of(tmp_path, WELDER), illustrative=True)
    before = fits_for("p1").fits[0].percent
    service.import_vacancies(
        file_of(tmp_path, WELDER | {"title": "Thợ bánh", "skills_required": ["làm bánh"]}), illustrative=True
    )
    assert fits_for("p1").fits[0].percent > before


def test_a_real_person_stays_out(app: Flask, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        service.import_profiles(file_of(tmp_path, {"id": "p1", "email": "a@b.example"}))
    assert not service.people()


def test_states_are_checked_by_the_database(app: Flask, tmp_path: Path) -> None:
    service.import_vacancies(file_of(tmp_path, WELDER))
    row = db.session.query(Vacancy).one()
    row.state = "anything"
    with pytest.raises(Exception, match=r"ck_vacancy_state|CHECK"):
        db.session.flush()
