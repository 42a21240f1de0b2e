"""An item gets another address by two people; the old one leads there, alone and after a release; nothing else breaks."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from portal.content import editions, reference_rules
from portal.content.editing.export import export
from portal.content.editing.service import drafts
from portal.content.editing.service.reviews import Done
from portal.content.item import Item
from portal.content.places import moved_to
from portal.content.store import Library
from portal.shared.clock import now
from portal.shared.problems import BadInput
from tests.content.editing.conftest import WHY, Newsroom

OLD, NEW = "insider-slot", "bought-slot"


def begun(newsroom: Newsroom, kind: str, id: str, new: str) -> str:
    ref = drafts.begin_renaming(newsroom.editor, kind, id, new, newsroom.at)
    assert ref is not None
    drafts.save(newsroom.editor, ref, 0, {}, "", newsroom.at, why=WHY)
    return ref


def sent(newsroom: Newsroom, kind: str, id: str, new: str) -> str:
    ref = begun(newsroom, kind, id, new)
    drafts.submit(newsroom.editor, ref, 1, newsroom.at)
    return ref


def ids(kind: str = "scam") -> set[str]:
    return set(editions.library().items(kind))


def test_the_new_address_shows_the_item_and_the_old_one_leads_there(newsroom: Newsroom) -> None:
    before = dict(editions.library().items("scam")[OLD].data)
    ref = sent(newsroom, "scam", OLD, NEW)
    assert OLD in ids()
    assert newsroom.agree(ref) is Done.YES
    assert ids() >= {NEW}
    assert OLD not in ids()
    assert moved_to(f"warnings/{OLD}") == f"warnings/{NEW}"
    assert moved_to(f"warnings/{NEW}") == ""
    assert dict(editions.library().items("scam")[NEW].data) == {**before, "id": NEW, "formerly": [OLD]}


def test_a_reviewer_sees_only_that_the_address_changes(newsroom: Newsroom) -> None:
    seen = newsroom.see(sent(newsroom, "scam", OLD, NEW), newsroom.reviewer, checked=True)
    assert seen.live is not None
    assert seen.live["id"] == OLD
    assert not seen.moved_on
    assert seen.problems == ()


def test_it_shows_from_its_moment_on(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    ref, at = sent(newsroom, "scam", OLD, NEW), now() + timedelta(days=1)
    assert newsroom.agree(ref, publish_at=at) is Done.YES
    assert OLD in ids()
    assert NEW not in ids()
    monkeypatch.setattr(editions, "now", lambda: at)
    editions.forget()
    assert NEW in ids()
    assert OLD not in ids()


def test_back_again_and_on_every_address_leads_to_the_last(newsroom: Newsroom) -> None:
    for was, new in ((OLD, NEW), (NEW, OLD), (OLD, "third")):
        assert newsroom.agree(sent(newsroom, "scam", was, new)) is Done.YES
    assert ids() & {OLD, NEW, "third"} == {"third"}
    assert {moved_to(f"warnings/{id}") for id in (OLD, NEW)} == {"warnings/third"}


def test_an_edit_of_the_old_id_that_was_open_is_told_that_it_moved_on(newsroom: Newsroom) -> None:
    late = newsroom.sent("scam", OLD, {"name.vi": "Một tên khác", "name.en": "Another name"})
    assert newsroom.agree(begun_by_other(newsroom)) is Done.YES
    assert newsroom.agree(late) is Done.MOVED_ON
    assert OLD not in ids()


def begun_by_other(newsroom: Newsroom) -> str:
    ref = drafts.begin_renaming(newsroom.other, "scam", OLD, NEW, newsroom.at)
    assert ref is not None
    drafts.save(newsroom.other, ref, 0, {}, "", newsroom.at, why=WHY)
    drafts.submit(newsroom.other, ref, 1, newsroom.at)
    return ref


def test_what_was_edited_meanwhile_comes_along_or_it_waits(newsroom: Newsroom) -> None:
    ref = sent(newsroom, "scam", OLD, NEW)
    other = drafts.begin(newsroom.other, "scam", OLD, newsroom.at)
    assert other is not None
    drafts.save(newsroom.other, other, 0, {"name.vi": "Tên mới", "name.en": "New name"}, "", newsroom.at, why=WHY)
    drafts.submit(newsroom.other, other, 1, newsroom.at)
    assert newsroom.agree(other) is Done.YES
    assert newsroom.agree(ref) is Done.MOVED_ON
    drafts.take_back(newsroom.editor, ref, newsroom.at)
    assert drafts.bring_together(newsroom.editor, ref, newsroom.at) == ()
    drafts.submit(newsroom.editor, ref, newsroom.see(ref).edits, newsroom.at)
    assert newsroom.agree(ref) is Done.YES
    assert editions.library().items("scam")[NEW].data["name"]["vi"] == "Tên mới"


def test_nothing_scheduled_of_the_old_id_is_lost(newsroom: Newsroom) -> None:
    newsroom.publish("scam", OLD, {"name.vi": "Tên mới", "name.en": "New name"}, publish_at=now() + timedelta(days=1))
    with pytest.raises(BadInput):
        newsroom.agree(sent(newsroom, "scam", OLD, NEW))
    assert OLD in ids()


@pytest.mark.parametrize(
    ("kind", "id", "new"),
    [
        ("scam", OLD, "broker-fee"), ("scam", OLD, OLD), ("scam", OLD, ""), ("scam", OLD, "có dấu"), ("scam", OLD, "../x"),
        ("fee_rule", "service-general", "other"), ("programme", "eps", "other"), ("source", "kimlaw-fee", "other"),
    ],
)  # fmt: skip
def test_what_cannot_be_an_address_or_is_named_elsewhere_is_refused(
    newsroom: Newsroom, kind: str, id: str, new: str
) -> None:
    id = id if id in ids(kind) else next(iter(sorted(ids(kind))))
    with pytest.raises(BadInput):
        drafts.begin_renaming(newsroom.editor, kind, id, new, newsroom.at)


def test_a_document_that_others_name_keeps_its_id(newsroom: Newsroom) -> None:
    ref = begun(newsroom, "document", "law-69-2020", "law-on-workers")
    with pytest.raises(BadInput) as refused:
        drafts.submit(newsroom.editor, ref, 1, newsroom.at)
    assert any(problem.field.startswith("fee_rule/service-general") for problem in refused.value.problems)


def test_an_id_that_leads_elsewhere_is_not_given_to_another(newsroom: Newsroom) -> None:
    newsroom.agree(sent(newsroom, "scam", OLD, NEW))
    ref = drafts.begin_like(newsroom.editor, "scam", "broker-fee", OLD, newsroom.at)
    assert ref is not None
    drafts.save(newsroom.editor, ref, 0, {"name.vi": "Mục mới", "name.en": "New"}, "", newsroom.at, why=WHY)
    with pytest.raises(BadInput):
        drafts.submit(newsroom.editor, ref, 1, newsroom.at)


def test_a_copy_of_a_renamed_item_does_not_take_its_addresses(newsroom: Newsroom) -> None:
    newsroom.agree(sent(newsroom, "scam", OLD, NEW))
    ref = drafts.begin_like(newsroom.editor, "scam", NEW, "copied", newsroom.at)
    assert ref is not None
    assert "formerly" not in (newsroom.see(ref).data or {})


@pytest.mark.parametrize(("kind", "was"), [("scam", OLD), ("page", "about")])
def test_the_next_release_leads_there_too(newsroom: Newsroom, tmp_path: Path, kind: str, was: str) -> None:
    newsroom.agree(sent(newsroom, kind, was, NEW))
    export(tmp_path / "out")
    books = Library(tmp_path / "out")
    assert was not in books.items(kind)
    assert books.items(kind)[NEW].data["formerly"] == [was]


@pytest.mark.parametrize(("formerly", "wrong"), [(["old"], False), ("old", True), ([1], True)])
def test_a_file_says_former_ids_as_a_list(formerly: object, wrong: bool) -> None:
    item = Item("scam", "new", {"id": "new", "formerly": formerly})
    assert bool(list(reference_rules.taken(item, {"scam": {"new": item}}))) is wrong
