"""Every page of one's account and of the staff opens, in both languages, for whom it is meant."""

from __future__ import annotations

import pytest

from tests.web.accounts.desk.conftest import House

OWN = ("", "/password", "/codes", "/sessions", "/sessions/everywhere", "/log", "/delete")


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("name", ["returnee", "admin"])
def test_own_pages(house: House, name: str, locale: str) -> None:
    reader = house.reader(name)
    for path in OWN:
        answer = reader.client.get(f"/{locale}/account{path}")
        assert answer.status_code == 200, path
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_staff_pages(house: House, locale: str) -> None:
    admin = house.reader("admin")
    editor = house.logins["editor"].ref
    for path in ("", "/invite", *(f"/{editor}{act}" for act in ("", "/role", "/second-step", "/suspend", "/end"))):
        assert admin.client.get(f"/{locale}/staff{path}").status_code == 200, path
