"""An editor's day by its pages: forms made from the content, two people, a public log; and what is typed wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import cycle
from xml.etree import ElementTree

import pytest
import time_machine

from portal.content import editions
from portal.content.editing.rules.shapes import leaves
from portal.content.editing.service.common import kinds
from portal.shared.clock import VIETNAM
from tests.web.editing.conftest import DESK, WHY, Room, text_of
from tests.web.editing.payloads import PAYLOADS
from tests.web.provenance import read

RULE = "/vi/fees/service-general"
MONTHS = {"formula__months": "0.5"}


def shows(room: Room, path: str = RULE) -> str:
    return text_of(room.nobody.get(path).text)


def test_a_form_that_is_sent_as_it_came_changes_nothing(room: Room) -> None:
    """Every field of every kind goes through the browser and back unchanged."""
    with room.site.app_context():
        books = editions.library()
        chosen = [(kind, next(iter(books.items(kind)))) for kind in kinds() if books.items(kind)]
    for kind, id in chosen:
        ref = room.begin(kind, id)
        assert room.save(ref).status_code == 303, (kind, id)
        page = room.editor.get(f"{DESK}/revisions/{ref}").text
        assert "Không có gì khác." in page, (kind, id)
        room.post(room.editor, f"{DESK}/revisions/{ref}", do="give_up")


def test_from_draft_to_everybody_by_two_people(room: Room) -> None:
    before = shows(room)
    ref = room.sent("fee_rule", "service-general", **MONTHS)
    assert shows(room) == before
    assert "0,5 tháng lương" in text_of(room.editor.get(f"{DESK}/revisions/{ref}/preview").text)
    assert shows(room) == before, "a preview shows nobody else anything"
    assert "Đồng ý cho hiện" not in room.editor.get(f"{DESK}/revisions/{ref}").text
    for path, form in (("approve", {"edits": room.edits(ref)}), ("send-back", {"path": "", "said": "Sửa lại"})):
        assert room.post(room.editor, f"{DESK}/revisions/{ref}/{path}", **form).status_code == 404
    answer = room.post(
        room.reviewer, f"{DESK}/revisions/{ref}/approve", edits=room.edits(ref), publish_at="", expire_at=""
    )
    assert answer.status_code == 303
    assert "0,5 tháng lương" in shows(room)
    assert "vừa sửa ngày" in shows(room)
    log = text_of(room.nobody.get("/vi/changes").text)
    assert WHY in log
    assert "người duyệt" in log
    root = ElementTree.fromstring(room.nobody.get("/en/changes.atom").data)  # noqa: S314 - our own
    assert WHY in (root.find("{*}entry/{*}summary").text or "")  # type: ignore[union-attr]
    assert WHY in text_of(room.nobody.get("/en/history/fee_rule/service-general").text)
    again = room.post(
        room.reviewer, f"{DESK}/revisions/{ref}/approve", edits=room.edits(ref), publish_at="", expire_at=""
    )
    assert again.status_code == 404, "replayed"


def test_texts_that_still_name_the_old_number_are_pointed_out(room: Room) -> None:
    ref = room.sent("fee_rule", "service-general", **MONTHS)
    page = room.reviewer.get(f"{DESK}/revisions/{ref}").text
    assert "<code>summary.vi</code>" in page, "at most 1 month"
    assert "<code>title.vi</code>" not in page


def test_what_a_page_cannot_be_made_of_is_not_published(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """A last look before it shows: the page itself is made."""

    def broken(*_args: object, **_more: object) -> str:
        raise KeyError("formula")

    ref = room.sent("fee_rule", "service-general", **MONTHS)
    monkeypatch.setattr("portal.web.fees.rule_pages.render_template", broken)
    answer = room.post(
        room.reviewer, f"{DESK}/revisions/{ref}/approve", edits=room.edits(ref), publish_at="", expire_at=""
    )
    assert answer.status_code == 422
    monkeypatch.undo()
    assert "1 tháng lương" in shows(room)


def test_scheduled_for_a_morning_it_shows_that_morning(room: Room) -> None:
    at = (datetime.now(UTC) + timedelta(days=2)).astimezone(VIETNAM).replace(hour=8, minute=0, second=0, microsecond=0)
    room.publish("fee_rule", "service-general", f"{at:%Y-%m-%d %H:%M}", **MONTHS)
    seen = []
    for moment in (at - timedelta(seconds=1), at):
        with time_machine.travel(moment, tick=False):
            seen.append("0,5 tháng lương" in shows(room))
    assert seen == [False, True]


@pytest.mark.parametrize("typed", ["hôm qua", "2020-01-01 08:00", "2026-13-01 08:00", "2999-01-01 08:00", "2026-12-01"])
def test_a_moment_that_cannot_be_is_told_and_kept(room: Room, typed: str) -> None:
    ref = room.sent("fee_rule", "service-general", **MONTHS)
    answer = room.post(
        room.reviewer, f"{DESK}/revisions/{ref}/approve", edits=room.edits(ref), publish_at=typed, expire_at=""
    )
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    assert "1 tháng lương" in shows(room)


def test_what_is_wrong_stays_in_the_form_beside_what_to_do(room: Room) -> None:
    ref = room.begin("fee_rule", "service-general")
    answer = room.save(ref, "submit", formula__months="nửa tháng", effective="1/7/2026", why="")
    assert answer.status_code == 422
    for said in (
        'value="nửa tháng"',
        'value="1/7/2026"',
        'href="#f-formula-months"',
        'href="#why"',
        'aria-invalid="true"',
    ):
        assert said in answer.text
    assert room.form(ref)["formula.months"] == "nửa tháng", "a draft may be wrong; it is kept"


def test_the_second_window_keeps_what_was_typed_and_is_told(room: Room) -> None:
    ref = room.begin("scam", "broker-fee")
    old = room.form(ref)
    assert room.save(ref, name__vi="Tên ở cửa sổ một").status_code == 303
    late = room.post(room.editor, f"{DESK}/revisions/{ref}/edit", **{**old, "do": "", "name.vi": "Tên ở cửa sổ hai"})
    assert late.status_code == 409
    assert "Tên ở cửa sổ hai" in late.text
    assert room.form(ref)["name.vi"] == "Tên ở cửa sổ một"


def test_a_field_that_the_form_does_not_have_is_refused(room: Room) -> None:
    ref = room.begin("scam", "broker-fee")
    assert (
        room.post(
            room.editor, f"{DESK}/revisions/{ref}/edit", **{**room.form(ref), "do": "", "author": "x"}
        ).status_code
        == 400
    )


def test_sent_back_the_author_reads_it_at_the_field(room: Room) -> None:
    ref = room.sent("fee_rule", "service-general", **MONTHS)
    empty = room.post(room.reviewer, f"{DESK}/revisions/{ref}/send-back", path="formula.months", said=" ")
    assert empty.status_code == 422
    told = room.post(
        room.reviewer, f"{DESK}/revisions/{ref}/send-back", path="formula.months", said="Nguồn nói 0,7 tháng."
    )
    assert told.status_code == 303
    assert "Nguồn nói 0,7 tháng." in room.editor.get(f"{DESK}/revisions/{ref}/edit").text
    assert "Cần sửa lại" in room.editor.get(DESK).text


def test_taking_off_needs_why_and_another_person(room: Room) -> None:
    answer = room.post(room.editor, f"{DESK}/items/scam/insider-slot", do="off")
    ref = answer.headers["Location"].split("/revisions/")[1].split("?")[0]
    short = room.post(room.editor, f"{DESK}/revisions/{ref}", do="submit", edits="0", why="vì")
    assert short.status_code == 422
    assert room.post(room.editor, f"{DESK}/revisions/{ref}", do="submit", edits="1", why=WHY).status_code == 303
    assert room.nobody.get("/vi/warnings/insider-slot").status_code == 200
    done = room.post(
        room.reviewer, f"{DESK}/revisions/{ref}/approve", edits=room.edits(ref), publish_at="", expire_at=""
    )
    assert done.status_code == 303, text_of(done.text)
    assert room.nobody.get("/vi/warnings/insider-slot").status_code == 404
    assert room.nobody.get("/vi/history/scam/insider-slot").status_code == 200, "its history stays"


def test_restored_the_page_is_the_same_byte_for_byte(room: Room) -> None:
    path = "/vi/warnings/broker-fee"
    before = room.nobody.get(path).data
    ref = room.publish("scam", "broker-fee", name__vi="Một tên khác", name__en="Another name")
    assert room.nobody.get(path).data != before
    answer = room.post(room.editor, f"{DESK}/revisions/{ref}", do="restore_before")
    new = answer.headers["Location"].split("/revisions/")[1].split("?")[0]
    assert room.post(room.editor, f"{DESK}/revisions/{new}", do="submit", edits="0", why=WHY).status_code == 303
    done = room.post(
        room.reviewer, f"{DESK}/revisions/{new}/approve", edits=room.edits(new), publish_at="", expire_at=""
    )
    assert done.status_code == 303, text_of(done.text)
    assert room.nobody.get(path).data == before


def test_any_two_versions_are_compared_field_by_field(room: Room) -> None:
    first = room.publish("scam", "broker-fee", name__vi="Tên thứ nhất", name__en="First name")
    second = room.publish("scam", "broker-fee", name__vi="Tên thứ hai", name__en="Second name")
    third = room.publish("scam", "broker-fee", name__vi="Tên thứ ba", name__en="Third name")
    compare = f"{DESK}/items/scam/broker-fee/compare"
    page = text_of(room.reviewer.get(f"{compare}?was={first}&now={second}").text)
    assert "Tên thứ nhất" in page
    assert "Tên thứ hai" in page
    assert "Tên thứ ba" not in page.split("Chỗ khác nhau")[1]
    against_shown = text_of(room.editor.get(f"{compare}?was={first}&now=").text).split("Chỗ khác nhau")[1]
    assert "Tên thứ ba" in against_shown
    assert "Hai bản giống hệt nhau." in room.editor.get(f"{compare}?was={third}").text
    assert f'value="{first}"' in room.editor.get(f"{DESK}/items/scam/broker-fee").text
    for wrong in ("was=x", f"was={first}&now=x", "now=%00"):
        assert room.editor.get(f"{compare}?{wrong}").status_code == 404, wrong
    other = room.begin("scam", "insider-slot")
    assert room.editor.get(f"{compare}?was={other}").status_code == 404, "of another item"


def test_a_page_moves_and_the_old_address_leads_there(room: Room) -> None:
    item = f"{DESK}/items/scam/insider-slot"
    wrong = room.post(room.editor, item, do="rename", new_id="Có dấu")
    assert wrong.status_code == 422
    assert 'value="Có dấu"' in wrong.text
    assert 'href="#new_id"' in wrong.text
    ref = room.post(room.editor, item, do="rename", new_id="bought-slot").headers["Location"].split("/revisions/")[1]
    assert room.post(room.editor, f"{DESK}/revisions/{ref}", do="submit", edits="0", why=WHY).status_code == 303
    assert "warnings/bought-slot" not in room.nobody.get("/vi/warnings").text
    done = room.post(
        room.reviewer, f"{DESK}/revisions/{ref}/approve", edits=room.edits(ref), publish_at="", expire_at=""
    )
    assert done.status_code == 303, text_of(done.text)
    moved = room.nobody.get("/en/warnings/insider-slot?from=poster")
    assert (moved.status_code, moved.headers["Location"]) == (308, "/en/warnings/bought-slot?from=poster")
    assert room.nobody.get("/vi/warnings/bought-slot").status_code == 200
    assert (
        "bought-slot" in room.nobody.get("/sitemap.xml").text or "sitemapindex" in room.nobody.get("/sitemap.xml").text
    )
    history = room.nobody.get("/vi/history/scam/bought-slot").text
    assert "insider-slot" in history


@pytest.mark.parametrize(
    "address", ["/vi/pages/nothing", "/vi/markets/xx", "//evil.example/x", "pages/about", "/vi/desk/nothing"]
)
def test_a_link_that_leads_nowhere_is_neither_sent_nor_published(room: Room, address: str) -> None:
    ref = room.begin("page", "about")
    body = f"{room.form(ref)['body.vi']}\n\n[Xem thêm]({address}) và [luật](/vi/documents), [ngoài](https://example.org/x)."
    answer = room.save(ref, "submit", why=WHY, body__vi=body)
    assert answer.status_code == 422
    assert address in text_of(answer.text)
    assert 'href="#f-body-vi"' in answer.text
    assert address in text_of(room.editor.get(f"{DESK}/revisions/{ref}").text.split('id="wrong"')[1])
    again = room.post(room.editor, f"{DESK}/revisions/{ref}", do="submit", edits=room.form(ref)["edits"], why=WHY)
    assert again.status_code == 422
    mended = room.save(ref, "submit", why=WHY, body__vi=body.replace(address, "/vi/markets/jp#wages"))
    assert mended.status_code == 303


def test_a_page_that_is_gone_meanwhile_is_seen_by_who_agrees(room: Room) -> None:
    ref = room.begin("page", "about")
    linked = f"{room.form(ref)['body.vi']}\n\n[Mánh này](/vi/warnings/insider-slot)"
    assert room.save(ref, "submit", why=WHY, body__vi=linked).status_code == 303
    off = room.post(room.editor, f"{DESK}/items/scam/insider-slot", do="off")
    gone = off.headers["Location"].split("/revisions/")[1].split("?")[0]
    room.post(room.editor, f"{DESK}/revisions/{gone}", do="submit", edits="0", why=WHY)
    for each, status in ((gone, 303), (ref, 422)):
        done = room.post(
            room.reviewer, f"{DESK}/revisions/{each}/approve", edits=room.edits(each), publish_at="", expire_at=""
        )
        assert done.status_code == status, text_of(done.text)


def test_a_list_that_the_item_lacks_is_begun(room: Room) -> None:
    with room.site.app_context():
        rows = editions.library().items("market").items()
        id = next(id for id, item in rows if "minimum_wage" not in item.data)
    ref = room.begin("market", id)
    assert 'value="add:minimum_wage"' in room.editor.get(f"{DESK}/revisions/{ref}/edit").text
    assert room.save(ref, "add:minimum_wage").status_code == 303
    assert room.form(ref)["minimum_wage[0].value"] == ""
    assert 'value="add:minimum_wage"' in room.editor.get(f"{DESK}/revisions/{ref}/edit").text, "and one more"
    assert "Không có gì khác." in room.editor.get(f"{DESK}/revisions/{ref}").text, "left empty it is none"
    assert room.save(ref, **{"minimum_wage[0].value": "1500"}).status_code == 303
    assert "1.500" in text_of(room.editor.get(f"{DESK}/revisions/{ref}").text)


@pytest.mark.parametrize("kind", ["page", "scam", "fee_rule", "procedure", "document", "market", "story"])
def test_no_text_becomes_a_node(room: Room, kind: str) -> None:
    """Each payload through a text field of this kind, and payloads through each of its fields: never a live node anywhere."""
    with room.site.app_context():
        id = max(editions.library().items(kind).values(), key=lambda item: len(list(leaves(item.data)))).id
    ref = room.begin(kind, id)
    fields = [name for name, value in room.form(ref).items() if name not in ("edits", "why", "do") and is_words(value)]
    waiting = list(PAYLOADS)
    while waiting:
        typed = dict(zip(fields, cycle(waiting), strict=False))
        waiting = waiting[len(fields) :]
        form = {**room.form(ref), **typed, "do": "", "why": f"Lý do {next(iter(typed.values()))}"}
        assert room.post(room.editor, f"{DESK}/revisions/{ref}/edit", **form).status_code == 303
        views = [f"revisions/{ref}{view}" for view in ("", "/edit", "/preview")]
        for path in (*views, f"items/{kind}/{id}", f"items/{kind}/{id}/compare?now={ref}"):
            answer = room.editor.get(f"{DESK}/{path}")
            assert answer.status_code in (200, 404, 422), path
            assert alive(answer.text) == [], path


def is_words(value: str) -> bool:
    """A text that people read, no figure, day or code."""
    return " " in value or any(ord(char) > 127 for char in value)


def alive(page: str) -> list[str]:
    """Nodes that would run: scripts that are not ours, handlers, addresses of scripts, frames, styles."""
    wrong = []
    for node in read(page).iter():
        tag, src = str(node.tag).rpartition("}")[2], node.get("src", "")
        if tag == "script" and not src.startswith("/static/") and node.get("type") != "application/ld+json":
            wrong.append("script")
        ours = tag == "iframe" and node.get("sandbox") == "allow-same-origin" and not src
        if not ours and tag in ("iframe", "object", "embed", "style", "math", "img", "base", "marquee", "video"):
            wrong.append(tag)
        styled = (
            tag == "link" and "stylesheet" in node.get("rel", "") and not node.get("href", "").startswith("/static/")
        )
        if styled or (tag == "meta" and node.get("http-equiv")):
            wrong.append(tag)
        wrong += [name for name in node.attrib if str(name).startswith("on")]
        led = [node.get(name, "").strip().lower() for name in ("href", "action", "data")]
        wrong += [address for address in led if address.startswith(("javascript:", "data:"))]
    return wrong


def test_markup_and_addresses_that_are_none_are_not_published(room: Room) -> None:
    for kind, id, name, value in (
        ("scam", "broker-fee", "name__vi", "<b style='mso-x'>Tên chép từ Word</b>"),
        ("source", "kimlaw-fee", "address", "javascript:alert(1)"),
    ):
        ref = room.begin(kind, id)
        answer = room.save(ref, "submit", why=WHY, **{name: value})
        assert answer.status_code == 422, (kind, value)
        room.post(room.editor, f"{DESK}/revisions/{ref}", do="give_up")


def test_a_very_long_and_very_deep_text_is_answered(room: Room) -> None:
    ref = room.begin("page", "about")
    assert room.save(ref, body__vi="\n".join("  " * (n % 50) + f"- mục {n}" for n in range(2_000))).status_code == 303
    assert room.editor.get(f"{DESK}/revisions/{ref}/preview").status_code == 200
    assert room.save(ref, body__vi="- " * 10_000 + "sâu").status_code == 303
    assert room.editor.get(f"{DESK}/revisions/{ref}/preview").status_code == 200
    assert room.save(ref, body__vi="x" * 1_000_000).status_code == 413
    assert room.form(ref)["body.vi"].endswith("sâu"), "what was saved before is there"


def test_who_has_no_part_in_it_finds_nothing(room: Room) -> None:
    ref = room.sent("fee_rule", "service-general", **MONTHS)
    for path in (
        "",
        f"/revisions/{ref}",
        f"/revisions/{ref}/edit",
        f"/revisions/{ref}/preview",
        "/items/scam/broker-fee",
    ):
        assert room.nobody.get(f"{DESK}{path}").status_code in (302, 303, 401)
    assert room.nobody.get("/vi/history/nothing/x").status_code == 404
    assert room.nobody.get("/vi/history/scam/nothing").status_code == 404
    for path in ("/kinds/nothing", "/items/skill/x", "/items/scam/nothing", "/revisions/nothing"):
        assert room.editor.get(f"{DESK}{path}").status_code == 404


@pytest.mark.parametrize("edits", ["²", "9" * 30, "9" * 5_000, "-1", "1.5", "x", ""])
def test_a_number_of_savings_that_no_form_sends_is_a_conflict_and_no_failure(room: Room, edits: str) -> None:
    ref = room.begin("scam", "broker-fee")
    form = {**room.form(ref), "do": "", "edits": edits}
    assert room.post(room.editor, f"{DESK}/revisions/{ref}/edit", **form).status_code == 409
    answer = room.post(room.editor, f"{DESK}/revisions/{ref}", do="submit", edits=edits, why=WHY)
    assert answer.status_code == 409
