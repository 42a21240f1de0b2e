"""A translation is behind when its Vietnamese changed and it did not; the page says so, and the command names the place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.cli.content import check_content
from portal.config import ROOT
from portal.content import translations
from portal.content.item import Item
from portal.content.translation_rules import accepted, behind
from portal.web.shell import wording
from tests.web.strict import StrictClient


def library(**texts: tuple[str, str]) -> dict[str, dict[str, Item]]:
    items = {
        name: Item("lesson", name, {"id": name, "title": {"vi": vi, "en": en}}) for name, (vi, en) in texts.items()
    }
    return {"lesson": items}


@pytest.mark.parametrize(
    ("now", "late"),
    [
        ({"a": ("một", "one")}, []),
        ({"a": ("một hai", "one")}, ["a"]),
        ({"a": ("một hai", "one two")}, []),
        ({"moved": ("một", "one")}, []),
        ({"a": ("một", "one"), "b": ("mới", "new")}, []),
        ({"a": ("một", "one"), "b": ("khác", "one")}, ["b"]),
    ],
)
def test_what_is_behind(now: dict[str, tuple[str, str]], late: list[str]) -> None:
    ledger = accepted(library(a=("một", "one")))
    assert [item.id for item, _path, _en in behind(library(**now), ledger)] == late


def test_the_command_names_the_place_and_takes_the_editors_word(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(ROOT / "content", folder)
    run = CliRunner()
    assert "the Vietnamese changed" not in run.invoke(check_content, ["--folder", str(folder)]).output
    page = folder / "pages" / "about.vi.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nThêm một câu.\n", encoding="utf-8")
    told = run.invoke(check_content, ["--folder", str(folder)])
    assert told.exit_code == 0, told.output
    assert "about · body: the Vietnamese changed" in told.output
    run.invoke(check_content, ["--folder", str(folder), "--translated"])
    assert translations.late(folder) == []


def test_no_translation_of_the_site_is_behind() -> None:
    assert [(item.file, item.id, path) for item, path, _en in translations.late()] == []


def test_a_page_whose_translation_is_behind_says_so(client: StrictClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "the translation is behind" not in client.get("/en/pages/about").text
    monkeypatch.setattr(wording, "is_late", lambda text: text.startswith("Who we are"))
    page = client.get("/en/pages/about").text
    assert page.count("the translation is behind") == 1
    assert page.index("the translation is behind") < page.index("<h1")
    assert "chưa theo kịp" not in client.get("/vi/pages/about").text
