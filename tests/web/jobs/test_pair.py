"""One person beside one vacancy: the parts add up, every reason leads to its words, and the what-if counts what a ranking gives."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from portal.jobs import service
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.pairs import effects, pair_for
from portal.jobs.matching.people import fits_for, matcher, nearest, rank
from portal.jobs.matching.what_if import Language, Place, Skill, Together, Wage, within_reach
from portal.shared.text import nfc
from portal.web.jobs.changes import code_of
from portal.web.jobs.fields import Note, Piece, _piece
from tests.web.provenance import read
from tests.web.strict import StrictClient, X, text_of

LOCALES = ("vi", "en")


def fetched(client: StrictClient, path: str) -> Element:
    response = client.get(path)
    assert response.status_code == 200, path
    return read(response.get_data(as_text=True))


def by_id(root: Element, name: str) -> Element:
    return next(element for element in root.iter() if element.get("id") == name)


def numbers(row: Element) -> list[Decimal]:
    cells = [cell for cell in row if "num" in (cell.get("class") or "")]
    return [Decimal(text_of(cell).strip().replace(",", ".")) for cell in cells]


@pytest.mark.parametrize("ref", ["p001", "p007", "p015", "p024"])
def test_the_parts_shown_add_up_to_the_score_shown(client: StrictClient, ref: str) -> None:
    for vacancy in ("v001", "v002", "v016", "v039", "v067"):
        root = fetched(client, f"/vi/match/{ref}/{vacancy}")
        parts, *lines = list(root.iter(X + "table"))
        rows = [numbers(row) for body in parts.iter(X + "tbody") for row in body]
        [reached, most] = numbers(next(iter(next(parts.iter(X + "tfoot")))))
        assert (sum(row[0] for row in rows), sum(row[1] for row in rows)) == (reached, most)
        assert most == 100
        assert all(row[0] <= row[1] for row in rows)
        assert f"Hợp {int(reached)}%" in text_of(root)
        skills = next(numbers(row) for row in parts.iter(X + "tr") if text_of(row[0]) == "Kỹ năng")
        assert sum(numbers(row)[0] for body in lines[0].iter(X + "tbody") for row in body) == skills[0]
        assert sum(numbers(row)[1] for body in lines[0].iter(X + "tbody") for row in body) == skills[1]


def test_the_points_are_those_of_the_ranking(site: Flask) -> None:
    with site.app_context():
        for fit in fits_for("p004", size=100).fits:
            pair = pair_for("p004", fit.vacancy.ref)
            assert pair.points // 100 == fit.percent
            assert (pair.reasons, pair.why) == (fit.reasons, fit.why)
            assert {part.name: part.points for part in pair.parts} == {
                name: pytest.approx(100 * percent, abs=2) for name, percent in fit.parts
            }
            assert set(pair.silent) | {part.name for part in pair.parts} == set(matcher().weights.parts)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_reason_leads_to_its_words(client: StrictClient, site: Flask, locale: str) -> None:
    """Each link leads to an element of the page, and the number stands there behind the very words of the span."""
    for ref, vacancy in (("p001", "v002"), ("p003", "v007"), ("p010", "v040"), ("p020", "v059")):
        root = fetched(client, f"/{locale}/match/{ref}/{vacancy}")
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        links = [link.get("href") or "" for link in root.iter(X + "a")]
        assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
        with site.app_context():
            pair = pair_for(ref, vacancy)
        told = [*pair.reasons.meets, *pair.reasons.lacks, *pair.reasons.unused]
        for number, reason in enumerate(told, 1):
            line = by_id(root, f"r{number}")
            hrefs = [link.get("href") or "" for link in line.iter(X + "a")]
            assert len(hrefs) == (reason.profile_field is not None) + (reason.vacancy_field is not None)
            for href in hrefs:
                there = by_id(root, href[1:])
                refers = [a for a in there.iter(X + "a") if a.get("href") == f"#r{number}"]
                if (reason.vacancy_span if href.startswith("#v-") else reason.profile_span) is not None:
                    assert len(refers) == 1, (reason, href)
                    assert list(there.iter(X + "mark"))


@pytest.mark.parametrize(
    ("text", "spans", "shown"),
    [
        ("hàn TIG giỏi", [(0, 7)], "[hàn TIG]1 giỏi"),
        ("hàn TIG giỏi", [(4, 12), (0, 7)], "[hàn ][TIG]2[ giỏi]1"),
        ("a < b & c", [(2, 3)], "a [<]1 b & c"),
        ("giỏi", [None], "[giỏi]1"),
        ("giỏi", [], "giỏi"),
    ],
)
def test_words_are_marked_where_the_span_says(
    site: Flask, text: str, spans: list[tuple[int, int] | None], shown: str
) -> None:
    """Where they overlap the first reason gives the colour; each number stands where its words end."""
    with site.test_request_context("/vi/"):
        notes = [Note(n, "good", "summary", span) for n, span in enumerate(spans, 1)]
        html = str(_piece("p", Piece("summary", text), notes))
    plain = re.sub(r"<mark[^>]*>", "[", html).replace("</mark>", "]")
    assert text_of(read(plain)).strip() == shown


def test_marks_are_the_words_that_the_reason_quotes(client: StrictClient, site: Flask) -> None:
    with site.app_context():
        pair = pair_for("p003", "v007")
    root = fetched(client, "/vi/match/p003/v007")
    marks = {text_of(mark) for mark in by_id(root, "p-skills-0-name").iter(X + "mark")}
    quoted = [
        nfc(pair.person.skills[0].name)[slice(*reason.profile_span)]
        for reason in (*pair.reasons.meets, *pair.reasons.lacks, *pair.reasons.unused)
        if reason.profile_field == "skills[0].name" and reason.profile_span
    ]
    assert quoted
    assert set(quoted) & marks


def test_a_what_if_says_what_a_ranking_gives(client: StrictClient, site: Flask) -> None:
    """The counts of the page are those of the changed profile ranked by hand."""
    asked = "language=ja:N2&place=33&wage=10&skill=l%E1%BA%ADp+tr%C3%ACnh+Mastercam"
    page = text_of(fetched(client, f"/vi/match/p001/v002?{asked}"))
    told = re.findall(r"(?:từ (\d+)% thành|vẫn) (\d+)%;\s+số việc trong tầm với trước là (\d+), sau là (\d+)\.", page)
    with site.app_context():
        changes = (Language("ja", "N2", "JLPT"), Place("Hưng Yên"), Wage(10_000_000), Skill("lập trình Mastercam"))
        person = service.get_person("p001")
        readings = nearest(person)
        expected = []
        before = rank(person, readings)
        for change in (*changes, Together(changes)):
            after = rank(change.applied(person), readings)
            scores = [next(f.score for f in s.ranked if f.vacancy.facts.ref == "v002") for s in (before, after)]
            reach = [len(within_reach(s, matcher().weights)) for s in (before, after)]
            expected.append(tuple(str(n) for n in (*(score * 100 // 2_550_000 for score in scores), *reach)))
    assert [(before or after, after, *reach) for before, after, *reach in told] == expected
    assert len({row[1] for row in told}) > 1, "the changes of this test change something"


def test_what_if_changes_the_place_only_where_asked(site: Flask) -> None:
    with site.app_context():
        [named] = effects("p002", "v001", [Place("Cần Thơ")])
        [only] = effects("p002", "v001", [Place("Cần Thơ", only=True)])
    assert not named.outcome.lost
    assert named.outcome != only.outcome


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ("", 0),
        ("language=xx:N1&place=99&wage=12.5&skill=+%00+", 0),
        ("language=ko:II-3", 1),
        ("place=33&only=1", 1),
        ("place=33&anywhere=1", 3),
        ("skill=%3Cscript%3Ealert(1)%3C/script%3E", 1),
        ("skill=" + "a" * 5000, 1),
        ("skill=%F0%9F%99%82&skill=hai", 1),
    ],
)
def test_anything_may_be_asked(client: StrictClient, locale: str, asked: str, rows: int) -> None:
    root = fetched(client, f"/{locale}/match/p001/v002?{asked}")
    panel = by_id(root, "what-if")
    banner = [e for e in panel.iter() if e.get("role") == "status"]
    assert sum(e.get("data-count") is not None for b in banner for e in b) == rows


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("language=ja:N2&place=33&only=1&wage=10&skill=PLC", []),
        ("place=33&anywhere=1", []),
        ("language=&place=&wage=&skill=", ["Chưa có thay đổi nào"]),
        ("skill=+%E2%80%8B", ["Chưa có thay đổi nào"]),
        ("only=1", ["thì chọn nơi đó"]),
        ("only=1&place=99", ["Nơi làm trong địa chỉ", "thì chọn nơi đó"]),
        ("only=1&place=33&anywhere=1", ["trái nhau"]),
        ("language=ja:N9", ["Bậc ngoại ngữ trong địa chỉ"]),
        ("wage=4&language=ko:II-3", ["Mức lương trong địa chỉ"]),
        ("shelf=few", []),
        ("", []),
    ],
)
def test_what_was_not_understood_is_told(client: StrictClient, asked: str, said: list[str]) -> None:
    told = text_of(by_id(fetched(client, f"/vi/match/p001/v002?{asked}"), "what-if"))
    every = ["Chưa có thay đổi nào", "thì chọn nơi đó", "Nơi làm trong địa chỉ", "trái nhau",
             "Bậc ngoại ngữ trong địa chỉ", "Mức lương trong địa chỉ"]  # fmt: skip
    assert sorted(note for note in every if note in told) == sorted(said)


def test_a_skill_says_how_it_is_understood(client: StrictClient) -> None:
    known = text_of(by_id(fetched(client, "/vi/match/p001/v002?skill=h%C3%A0n+TIG"), "what-if"))
    strange = text_of(by_id(fetched(client, "/vi/match/p001/v002?skill=zzzz"), "what-if"))
    assert "được hiểu là: Hàn TIG" in known
    assert "chưa có chữ này" in strange


def test_every_level_that_is_offered_can_be_compared(site: Flask) -> None:
    with site.app_context():
        offered = service.language_levels()
        assert {claim.language for claim in offered} == {"ja", "ko", "zh", "de", "en"}
        assert len({code_of(claim) for claim in offered}) == len(offered)
        for claim in offered:
            assert knowledge().levels.read(claim.language, claim.level, claim.test).rank is not None, claim


def test_only_invented_people_and_open_vacancies_have_a_pair(client: StrictClient, site: Flask) -> None:
    for path in ("/vi/match/nobody/v001", "/vi/match/p001/nothing", "/vi/match/v001/p001"):
        assert client.get(path).status_code == 404
    with site.app_context():
        person, job = service.store.find_profile("p001"), service.store.find_vacancy("v003")
        assert person is not None
        assert job is not None
        person.illustrative, job.state = False, "closed"
        service.store.db.session.commit()
    try:
        assert client.get("/vi/match/p001/v001").status_code == 404
        assert client.get("/vi/match/p002/v003").status_code == 404
    finally:
        with site.app_context():
            person, job = service.store.find_profile("p001"), service.store.find_vacancy("v003")
            assert person is not None
            assert job is not None
            person.illustrative, job.state = True, "open"
            service.store.db.session.commit()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_pair_that_may_not_rank_says_why_and_shows_no_score(client: StrictClient, site: Flask, locale: str) -> None:
    with site.app_context():
        row = service.store.find_profile("p005")
        assert row is not None
        row.active, row.hidden_employers = False, ["Daesolbit Mold & Parts Vina"]
        service.store.db.session.commit()
    try:
        root = fetched(client, f"/{locale}/match/p005/v002?anywhere=1")
        vetoed = by_id(root, "vetoed")
        assert vetoed is not None
        assert not any(e.get("id") == "score" for e in root.iter())
        assert {"r1", "r2"} <= {e.get("id") for e in root.iter()}
        assert {"p-active", "p-hidden_employers", "v-employer"} <= {e.get("id") for e in root.iter()}
        assert {"vi": "việc này vẫn không xếp hạng", "en": "this vacancy stays not ranked"}[locale] in text_of(root)
    finally:
        with site.app_context():
            row = service.store.find_profile("p005")
            assert row is not None
            row.active, row.hidden_employers = True, []
            service.store.db.session.commit()
