"""A member's file of vacancies: all rows right and all become drafts, or every mistake is told by line and none is kept."""

from __future__ import annotations

import io
import json

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from portal.jobs.models import Vacancy
from portal.storage.db import db
from tests.web.organisations.conftest import Square
from tests.web.people import tokens_of

HEAD = "id,title,employer,province,description,skills_required,languages,wage_min,deadline\n"
GOOD = HEAD + "1,Thợ hàn,Hãng Khác,Hải Dương,Hàn kết cấu thép,hàn MIG;hàn TIG,ja JLPT N4,12 triệu,\n"


def send(town: Square, text: str | bytes, name: str = "tin.csv", who: str = "employer") -> TestResponse:
    client = town.browser(who)
    content = text if isinstance(text, bytes) else text.encode()
    boundary, body = encode_multipart({**tokens_of(client), "file": FileStorage(io.BytesIO(content), name)})
    return client.post("/vi/my-vacancies/import", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def kept(town: Square) -> list[Vacancy]:
    with town.app.app_context():
        return list(db.session.scalars(select(Vacancy).order_by(Vacancy.id)))


def test_right_rows_become_drafts_under_the_organisations_name(town: Square) -> None:
    assert "skills_required" in town.get("employer", "/vi/my-vacancies/import")
    town.get("employer", "/en/my-vacancies/import")
    assert send(town, "\ufeff" + GOOD + "2,Thợ may,,Nam Định,May công nghiệp,may,,8000000,\n").status_code == 303
    rows = kept(town)
    assert [(row.title, row.state, row.province, row.wage_min) for row in rows] == [
        ("Thợ hàn", "draft", "Hải Phòng", 12_000_000),
        ("Thợ may", "draft", "Ninh Bình", 8_000_000),
    ]
    assert {row.employer for row in rows} == {"Công ty TNHH Minh Họa Bến Lau"}
    assert rows[0].ref not in ("1", "2"), "the file's reference is not a public one"
    line = {"id": "a", "title": "Thợ sơn", "province": "Bắc Ninh", "description": "Sơn xe", "wage_min": 9}
    assert send(town, json.dumps(line, ensure_ascii=False), "tin.jsonl").status_code == 303
    assert len(kept(town)) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD + "2,Thợ may,,Nam Định,May,may,,nhiều,\n", "Dòng 3, wage_min"),
        (GOOD + "2,,,Nam Định,May,may,,8000000,\n", "Dòng 3, title: còn thiếu"),
        (GOOD + "2,Thợ may,,Tokyo,May,may,,8000000,\n", "Dòng 3, province"),
        (GOOD + "2,Thợ may,,Nam Định,Chỉ tuyển nữ,may,,8000000,\n", "khoản 8 Điều 3"),
        (GOOD + "2,Thợ may,,Nam Định,Gọi 0912 345 678,may,,8000000,\n", "Dòng 3, description"),
        (GOOD + "2,Thợ may,,Nam Định,May,may,,2 triệu,\n", "Thấp hơn lương tối thiểu"),
        (GOOD + "1,Thợ may,,Nam Định,May,may,,8000000,\n", "trùng với dòng"),
        (GOOD + "2,Thợ may,,Nam Định,May,may,,8000000,31/12/2027\n", "Dòng 3, deadline"),
        ("title\nThợ hàn\n", "thiếu cột"),
        (HEAD, "không có tin nào"),
        (b"\xff\xfe\x00", "không phải UTF-8"),
    ],
)
def test_one_mistake_and_nothing_is_kept(town: Square, text: str | bytes, said: str) -> None:
    answer = send(town, text)
    assert answer.status_code == 422
    assert said in answer.text
    assert kept(town) == []


def test_files_that_are_none(town: Square) -> None:
    assert "kết thúc bằng .csv" in send(town, GOOD, "tin.xlsx").text
    many = HEAD + "".join(f"{n},Thợ hàn,,Bắc Ninh,Hàn,hàn,,9 triệu,\n" for n in range(201))
    assert "200 tin" in send(town, many).text
    assert send(town, b"x" * 1_000_001).status_code == 422
    assert kept(town) == []
