"""Edits go back into files and come with the next release: nothing else changes, and nothing edited is lost by an upgrade."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask

from portal.content import check_rules, editions
from portal.content.editing.export import ExportFailed, export
from portal.content.editing.service import drafts
from portal.content.editing.service.drafts import Saved
from portal.content.editing.service.shipping import differences_after_upgrade
from portal.content.store import FOLDER, Library, shipped
from tests.content.editing.conftest import WHY, Newsroom

RULE = "service-general"
EDITS = {
    ("fee_rule", RULE): {"formula.months": "0.5"},
    ("market", "JP"): {"summary.vi": "Một lời giới thiệu khác.", "summary.en": "Another introduction."},
    ("page", "about"): {"title.vi": "Về chúng tôi", "title.en": "About us"},
    ("scam", "broker-fee"): {"name.vi": "Đòi tiền: “môi giới”", "name.en": "Asking for brokerage"},
}


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def whole(books: Library) -> dict[str, dict[str, dict[str, object]]]:
    return {kind: {id: dict(item.data) for id, item in books.items(kind).items()} for kind in books.kinds}


def test_without_edits_every_file_is_as_it_came(app: Flask, tmp_path: Path) -> None:
    assert export(tmp_path / "out") == 0
    assert files(tmp_path / "out") == files(FOLDER)


def test_edits_are_in_the_files_and_all_else_is_as_it_was(newsroom: Newsroom, tmp_path: Path) -> None:
    for (kind, id), typed in EDITS.items():
        newsroom.publish(kind, id, typed)
    ref = drafts.begin_like(newsroom.editor, "scam", "broker-fee", "made-here", newsroom.at)
    assert ref is not None
    assert (
        drafts.save(newsroom.editor, ref, 0, {"name.vi": "Mục mới", "name.en": "New"}, "", newsroom.at, why=WHY)
        is Saved.YES
    )
    drafts.submit(newsroom.editor, ref, 1, newsroom.at)
    newsroom.agree(ref)
    assert export(tmp_path / "out") == len(EDITS) + 2, "one new item, and what was known of the rule before"
    read = Library(tmp_path / "out")
    assert whole(read) == whole(editions.library())
    assert check_rules.check({kind: read.items(kind) for kind in read.kinds}) == []
    before, after = files(FOLDER), files(tmp_path / "out")
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "fee_rules/service_fee.yaml", "fee_rule_versions.yaml", "markets/jp.yaml", "pages/about.vi.md", "pages/about.en.md",
        "scams.yaml",
    }  # fmt: skip
    old = before["fee_rules/service_fee.yaml"].decode().splitlines()
    new = after["fee_rules/service_fee.yaml"].decode().splitlines()
    start = old.index("- id: service-seafarer")
    assert old[:4] == new[:4], "the comments at the head stay"
    assert old[start:] == new[new.index("- id: service-seafarer") :], "every other rule stays as it was written"


def test_what_was_taken_off_is_in_no_file(newsroom: Newsroom, tmp_path: Path) -> None:
    ref = drafts.begin_taking_off(newsroom.editor, "scam", "insider-slot", newsroom.at)
    assert ref is not None
    drafts.save(newsroom.editor, ref, 0, {}, "", newsroom.at, why=WHY)
    drafts.submit(newsroom.editor, ref, 1, newsroom.at)
    newsroom.agree(ref)
    export(tmp_path / "out")
    assert "insider-slot" not in (tmp_path / "out" / "scams.yaml").read_text(encoding="utf-8")


def test_a_folder_that_holds_something_is_not_written_over(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ExportFailed):
        export(tmp_path)
    assert files(tmp_path) == {"mine.txt": b"x"}


def upgraded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The installation comes with these files now."""
    books = Library(folder)
    for module in ("editions", "editing.service.shipping", "editing.export", "search"):
        monkeypatch.setattr(f"portal.content.{module}.shipped", lambda: books)
    editions.forget()


def test_an_upgrade_keeps_every_edit_and_tells_what_it_writes_otherwise(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.publish("fee_rule", RULE, {"formula.months": "0.5"})
    newsroom.publish("scam", "broker-fee", {"name.vi": "Đòi tiền môi giới", "name.en": "Asking for brokerage"})
    assert differences_after_upgrade() == []
    release = tmp_path / "content"
    shutil.copytree(FOLDER, release)
    rules = release / "fee_rules" / "service_fee.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(
        text.replace("formula: {type: wage_per_year, months: '1'}", "formula: {type: wage_per_year, months: '0.8'}", 1)
    )
    upgraded(release, monkeypatch)
    assert editions.library().items("fee_rule")[RULE].data["formula"]["months"] == "0.5"
    (told,) = differences_after_upgrade()
    assert (told.kind, told.item) == ("fee_rule", RULE)
    assert ("formula.months", "0.8", "0.5") in [(change.path, change.was, change.now) for change in told.changes]


def test_a_release_that_carries_the_edits_shows_the_same_and_tells_nothing(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for (kind, id), typed in EDITS.items():
        newsroom.publish(kind, id, typed)
    shown = whole(editions.library())
    export(tmp_path / "content")
    upgraded(tmp_path / "content", monkeypatch)
    assert whole(editions.library()) == shown
    assert [(one.kind, one.item, one.changes) for one in differences_after_upgrade()] == []


def test_shipped_is_what_came(app: Flask) -> None:
    assert editions.library() is shipped()
