"""The page to print: its languages, whose name, contact only where it is ticked, and what stays Vietnamese."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from portal.jobs.matching import vocabulary
from portal.jobs.profiles.cv_words import LANGUAGES, headings, how_long, term
from portal.jobs.profiles.demo import load_demo_profiles
from portal.shared.clock import now
from portal.web.profiles import pdf
from tests.web.organisations.conftest import Square

HOME = "/vi/my-profile"


def filled(square: Square, country: str = "KR") -> None:
    form = {
        "occupation": "Công nhân ép nhựa",
        "country": country,
        "sector": "",
        "years": "4 năm 6 tháng",
        "duties": "thay khuôn",
    }
    square.post("returnee", f"{HOME}/jobs", **form)
    square.post("returnee", f"{HOME}/skills", names="đứng máy ép nhựa 4 năm\nvật tay với trâu")
    square.post("returnee", f"{HOME}/languages", language="ko", test="TOPIK", level="TOPIK 3", taken="")
    square.post("returnee", f"{HOME}/certificates", names="Chứng chỉ hàn 3G")


def sheet(page: str) -> str:
    found = re.search(r"<article.*?</article>", page, re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize(("language", "country", "word"), [
    ("vi", "KR", "Công nhân ép nhựa"), ("en", "KR", "injection"), ("ko", "KR", "사출"), ("ja", "JP", "射出成形"), ("zh", "TW", "射出"),
    ("de", "DE", "Lebenslauf"),
])  # fmt: skip
def test_terms_come_from_the_taxonomy(square: Square, locale: str, language: str, country: str, word: str) -> None:
    filled(square, country)
    page = square.get("returnee", f"/{locale}/my-profile/cv/{language}")
    assert word.lower() in sheet(page).lower()
    kept = re.search(r'id="kept".*?</ul>', page, re.DOTALL)
    assert (kept is not None) == (language != "vi")
    if kept:
        assert "vật tay với trâu" in kept[0]


@pytest.mark.parametrize(
    ("language", "said"),
    [("vi", "4 năm 6 tháng"), ("en", "4 years 6 months"), ("ko", "4년 6개월"), ("ja", "4年 6か月"), ("zh", "4年 6個月"),
     ("de", "4 Jahre 6 Monate")],
)  # fmt: skip
def test_times_are_said_in_each_language(language: str, said: str) -> None:
    assert how_long(4.5, language) == said
    assert how_long(0, language) == ""


def test_only_languages_of_countries_worked_in(square: Square) -> None:
    filled(square, "KR")
    for language in ("ja", "zh", "de"):
        square.get("returnee", f"{HOME}/cv/{language}", 404)
    square.get("returnee", f"{HOME}/cv/fr", 404)


def test_the_name_is_the_accounts_and_contact_is_printed_only_where_ticked(square: Square) -> None:
    filled(square)
    page = square.get("returnee", f"{HOME}/cv/vi")
    assert "Nguyễn Thị Mẫu" in sheet(page)
    assert "returnee@demo.example" not in page
    assert 'name="contact" type="checkbox" value="1">' in page
    assert "returnee@demo.example" in sheet(square.get("returnee", f"{HOME}/cv/vi?contact=1"))
    assert "returnee@demo.example" not in square.get("returnee", f"{HOME}/cv/vi"), "a tick is kept nowhere"
    assert "Nguyễn Thị Mẫu" not in sheet(square.get("returnee2", f"{HOME}/cv/vi"))
    assert square.browser("returnee").get(f"{HOME}/cv/vi?contact=1").headers["Cache-Control"] == "no-store"


def test_what_is_not_mine_gives_no_term(square: Square) -> None:
    filled(square)
    assert "사출" in sheet(square.get("returnee", f"{HOME}/cv/ko"))
    for id in ("ep-nhua", "cn-ep-nhua"):
        square.post("returnee", f"{HOME}/understood", id=id, act="deny")
    assert "사출" not in sheet(square.get("returnee", f"{HOME}/cv/ko"))


def test_every_language_has_every_heading_and_most_terms() -> None:
    assert len({tuple(headings(language)) for language in LANGUAGES}) == 1
    assert all(all(headings(language).values()) for language in LANGUAGES)
    skills = vocabulary.skills().values()
    for code in ("ja", "ko", "zh"):
        assert sum(term(one.words, code) is not None for one in skills) / len(skills) > 0.85
    entries = [*skills, *vocabulary.occupations().values()]
    assert [one.id for one in entries if not one.terms.get("de")] == []
    assert [one.id for one in entries if re.search("[ạ-ỹơưđ]", one.terms["de"].replace("Áo dài", ""))] == []


def test_a_german_page_says_the_trade_in_german(square: Square) -> None:
    filled(square, "DE")
    page = sheet(square.get("returnee", f"{HOME}/cv/de"))
    assert "Bedienen von Spritzgießmaschinen" in page


def test_without_the_extra_there_is_no_pdf(square: Square) -> None:
    filled(square)
    assert "/cv/vi/pdf" not in square.get("returnee", f"{HOME}/cv/vi")
    square.get("returnee", f"{HOME}/cv/vi/pdf", 404)


def test_with_the_extra_the_sheet_comes_as_a_pdf(square: Square, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is given the very sheet, and may fetch nothing."""
    made: list[tuple[str, object]] = []

    class Library:
        class HTML:
            def __init__(self, string: str, url_fetcher: object) -> None:
                made.append((string, url_fetcher))

            def write_pdf(self) -> bytes:
                return b"%PDF-1.7"

    monkeypatch.setattr(pdf, "weasyprint", Library)
    monkeypatch.setattr(pdf, "has_font", {"ko": True}.__getitem__)
    filled(square)
    assert "/cv/ko/pdf?contact=1" in square.get("returnee", f"{HOME}/cv/ko?contact=1")
    answer = square.browser("returnee").get(f"{HOME}/cv/ko/pdf")
    assert (answer.status_code, answer.data) == (200, b"%PDF-1.7")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    ((sheet_, fetch),) = made
    assert "이력서" in sheet_
    assert "returnee@demo.example" not in sheet_
    assert "<link" not in sheet_
    with pytest.raises(ValueError, match="nothing"):
        fetch("https://elsewhere.example/a.css")  # type: ignore[operator]
    square.get("returnee", f"{HOME}/cv/vi/pdf?contact=1")
    assert "returnee@demo.example" in made[1][0]
    square.get("returnee", f"{HOME}/cv/de/pdf", 404)
    monkeypatch.setattr(pdf, "has_font", {"ko": False}.__getitem__)
    assert "/cv/ko/pdf" not in square.get("returnee", f"{HOME}/cv/ko"), "a sheet of boxes is none"
    square.get("returnee", f"{HOME}/cv/ko/pdf", 404)


def test_a_real_pdf(square: Square, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        library = import_module("weasyprint")
    except (ImportError, OSError) as error:
        pytest.skip(f"the extra pdf is not there: {error}")
    monkeypatch.setattr(pdf, "weasyprint", library)
    filled(square)
    answer = square.browser("returnee").get(f"{HOME}/cv/vi/pdf")
    assert answer.data.startswith(b"%PDF-")
    assert len(answer.data) > 5_000


def test_the_demos_returnees_have_a_full_and_a_half_profile(square: Square) -> None:
    with square.app.app_context():
        refs = {name: square.town.actor(name).ref for name in ("returnee", "returnee2")}
        for _ in range(2):
            load_demo_profiles(refs, now())
    assert "Minh họa" in square.get("returnee", HOME)
    assert "Chưa có" not in square.get("returnee", HOME)
    assert "Chưa có" in square.get("returnee2", HOME)
    assert "Minh họa" in sheet(square.get("returnee", f"{HOME}/cv/ko"))
