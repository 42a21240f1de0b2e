"""What rests on a legal text, on the real content and on a few planted changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portal.config import ROOT
from portal.content import references
from portal.content.item import Item
from portal.content.references import ENDED_BY, READ_IN, RESTS, Reference, must_be_looked_at, references_in, resting_on
from portal.content.store import Library

TODAY = date(2026, 11, 26)


def ids(document: str, kind: str, how: str) -> set[str]:
    return {ref.item.id for ref in resting_on(document) if (ref.item.kind, ref.how) == (kind, how)}


def test_rules_fines_procedures_and_rights_rest_on_their_law() -> None:
    assert "broker-ban" in ids("law-69-2020", "fee_rule", RESTS)
    assert "pen-53-1" in ids("decree-283-2026", "penalty", RESTS)
    assert "direct-online" in ids("decree-112-2021", "procedure", RESTS)
    assert "before-signing" in ids("law-69-2020", "right", RESTS)


def test_every_mention_in_the_content_is_told() -> None:
    """Counted again, without the room's code: each file's own lists of documents."""
    books = Library(ROOT / "content")
    for document in books.items("document"):
        named = {
            (item.kind, item.id)
            for kind in books.kinds
            if kind not in ("document", "source", "ministry")
            for item in books.items(kind).values()
            if f"'{document}'" in repr(dict(item.data)) and item.data.get("state") != "withheld"
        }
        told = {(ref.item.kind, ref.item.id) for ref in resting_on(document) if ref.how != READ_IN}
        assert named == told, document


def test_what_a_text_ended_is_told_apart_from_what_rests_on_it() -> None:
    ended = ids("circular-09-2026-bnv", "fee_rule", ENDED_BY)
    assert "service-jp-titp3" in ended
    assert "service-jp-titp3" not in ids("circular-09-2026-bnv", "fee_rule", RESTS)


def test_a_statistic_read_in_a_plan_names_the_plan() -> None:
    assert "local-target-per-year-long-bien-2025-2030" in ids("local-longbien-59", "statistic", READ_IN)


def test_the_article_stands_beside_what_rests_on_it() -> None:
    rule = next(ref for ref in resting_on("law-69-2020") if ref.item.id == "broker-ban")
    assert any("Điều 7" in article for article in rule.articles)


def test_the_article_of_what_waits_is_not_told_and_what_is_withheld_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text("kind: source\nitems: []\n", "utf-8")
    rows = "".join(
        f"- {{id: {state}, documents: [law], legal: Điều 9, state: {state}}}\n"
        for state in ("sourced", "needs_verification", "withheld")
    )
    (tmp_path / "fee_rules.yaml").write_text(f"kind: fee_rule\nitems:\n{rows}", "utf-8")
    found = {ref.item.id: ref.articles for ref in references_in(Library(tmp_path))["law"]}
    assert found == {"sourced": ("Điều 9",), "needs_verification": ()}


def test_the_line_of_replacements_is_told_from_both_ends() -> None:
    assert references.successors("circular-02-2024") == ("circular-09-2026-bnv",)
    assert references.predecessors("circular-09-2026-bnv") == ("circular-02-2024",)
    assert references.successors("decree-12-2022") == ("decree-283-2026",)
    assert references.successors("decree-283-2026") == ()


@pytest.mark.parametrize(
    ("change", "look"),
    [
        ({}, True),
        ({"effective_to": "2026-06-29"}, False),
        ({"effective_to": "2026-11-25"}, False),
        ({"effective_to": "2026-11-26"}, True),
        ({"state": "superseded"}, False),
        ({"status": "historical"}, False),
    ],
)
def test_what_goes_on_after_its_text_ended_must_be_looked_at(change: dict[str, str], look: bool) -> None:
    item = Item("fee_rule", "planted", {"id": "planted", "state": "sourced", **change})
    document = {"id": "decree-12-2022", "status": "replaced", "effective": "2022-01-17", "effective_to": "2026-09-09"}
    assert must_be_looked_at(Reference(item, RESTS, ()), document, TODAY) is look


def test_content_of_a_text_in_force_need_not_be_looked_at() -> None:
    item = Item("fee_rule", "planted", {"id": "planted", "state": "sourced"})
    law = {"id": "law-69-2020", "status": "in_force", "effective": "2022-01-01"}
    assert not must_be_looked_at(Reference(item, RESTS, ()), law, TODAY)


def test_content_that_already_names_the_new_text_need_not() -> None:
    known = next(ref for ref in resting_on("dec-40-2021") if ref.item.id == "fund-worker")
    old = {"id": "dec-40-2021", "status": "replaced", "effective": "2022-02-21", "effective_to": "2025-09-14"}
    assert any(ref.item.id == "fund-worker" for ref in resting_on("dec-34-2025"))
    assert not must_be_looked_at(known, old, TODAY)
    assert must_be_looked_at(
        replace(known, item=Item("fee_rule", "other", {"id": "other", "state": "sourced"})), old, TODAY
    )
