"""The page of what we understood: taken off, put back, confirmed; unknown things are absent."""

from __future__ import annotations

import re

import pytest

from tests.web.organisations.conftest import Square

HOME = "/vi/my-profile"
PAGE = f"{HOME}/understood"


def filled(square: Square, name: str = "returnee") -> None:
    form = {"occupation": "Thợ hàn MIG", "country": "JP", "sector": "", "years": "4", "duties": "hàn khung xe"}
    assert square.post(name, f"{HOME}/jobs", **form).status_code == 303
    assert square.post(name, f"{HOME}/skills", names="vật tay với trâu").status_code == 303


def named(page: str) -> list[str]:
    return re.findall(r'name="id" value="([\w-]+)"', page)


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_empty_and_full(square: Square, locale: str) -> None:
    assert not named(square.get("returnee", f"/{locale}/my-profile/understood"))
    filled(square)
    page = square.get("returnee", f"/{locale}/my-profile/understood")
    assert {"han-mig", "ja"} <= set(named(page))
    assert "vật tay với trâu" in page
    square.post("returnee", PAGE, id="han-mig", act="deny")
    square.get("returnee", f"/{locale}/my-profile/understood")


def test_a_finding_goes_and_comes_back(square: Square) -> None:
    filled(square)
    for _ in range(2):
        assert square.post("returnee", PAGE, id="han-mig", act="deny").status_code == 303
    page = square.get("returnee", PAGE)
    assert named(page).count("han-mig") == 1
    assert "Bạn nói không phải của bạn" in page
    square.post("returnee", PAGE, id="han-mig", act="allow")
    assert "Bạn nói không phải của bạn" not in square.get("returnee", PAGE)


def test_one_persons_answer_is_not_anothers(square: Square) -> None:
    filled(square)
    filled(square, "returnee2")
    square.post("returnee2", PAGE, id="han-mig", act="deny")
    assert "Bạn nói không phải của bạn" not in square.get("returnee", PAGE)


@pytest.mark.parametrize("form", [{"id": "nothing", "act": "deny"}, {"id": "han-mig", "act": "erase"}, {"act": "deny"}])
def test_what_is_not_there_cannot_be_settled(square: Square, form: dict[str, str]) -> None:
    assert square.post("returnee", PAGE, **form).status_code == 404
