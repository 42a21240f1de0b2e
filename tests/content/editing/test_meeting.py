"""Two editors, two tabs: what each wrote is there afterwards, or each is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portal.content.editing.rules.merging import merge
from portal.content.editing.service import drafts
from portal.content.editing.service.drafts import Saved
from portal.content.editing.service.reviews import Done
from tests.content.editing.conftest import WHY, Newsroom

RULE = "service-general"


def test_the_second_tab_is_told_and_overwrites_nothing(newsroom: Newsroom) -> None:
    ref = newsroom.draft("fee_rule", RULE, {"note.vi": "Bản thứ nhất."})
    edits = newsroom.see(ref).edits
    assert drafts.save(newsroom.editor, ref, edits, {"note.vi": "Bản thứ hai."}, "", newsroom.at) is Saved.YES
    assert drafts.save(newsroom.editor, ref, edits, {"note.vi": "Bản thứ ba."}, "", newsroom.at) is Saved.LATE
    assert newsroom.see(ref).data["note"]["vi"] == "Bản thứ hai."  # type: ignore[index]


def test_a_second_draft_of_one_editor_is_the_first(newsroom: Newsroom) -> None:
    ref = newsroom.draft("fee_rule", RULE, {"note.vi": "Bản thứ nhất."})
    assert drafts.begin(newsroom.editor, "fee_rule", RULE, newsroom.at) == ref


def test_who_edits_the_same_item_is_told_and_brings_it_together(newsroom: Newsroom) -> None:
    mine = newsroom.sent("fee_rule", RULE, {"note.vi": "Lời của tôi.", "note.en": "My words.", "formula.months": "0.6"})
    theirs = newsroom.sent(
        "fee_rule", RULE, {"formula.months": "0.5", "due.vi": "Hạn khác.", "due.en": "Another."}, newsroom.other
    )
    assert newsroom.see(mine).others == 1
    assert newsroom.agree(theirs) is Done.YES
    assert newsroom.see(mine).moved_on
    assert newsroom.agree(mine) is Done.MOVED_ON
    drafts.take_back(newsroom.editor, mine, newsroom.at)
    against = drafts.bring_together(newsroom.editor, mine, newsroom.at)
    assert against == (("formula.months", "0.5"),)
    data = newsroom.see(mine).data
    assert data is not None
    assert (data["due"]["vi"], data["note"]["vi"], data["formula"]["months"]) == ("Hạn khác.", "Lời của tôi.", "0.6")
    assert not newsroom.see(mine).moved_on
    edits = newsroom.see(mine).edits
    drafts.save(newsroom.editor, mine, edits, {}, "", newsroom.at, why=WHY)
    assert drafts.submit(newsroom.editor, mine, edits + 1, newsroom.at) is Saved.YES
    assert newsroom.agree(mine) is Done.YES


def test_lists_grow_and_shrink_by_their_buttons(newsroom: Newsroom) -> None:
    ref = newsroom.draft("scam", "broker-fee", {})
    rows = len(newsroom.see(ref).data["signs"])  # type: ignore[index]
    drafts.save(newsroom.editor, ref, 1, {"signs[0].vi": "Dấu hiệu đã sửa."}, "add:signs", newsroom.at)
    data = newsroom.see(ref).data
    assert data is not None
    assert (len(data["signs"]), data["signs"][0]["vi"], data["signs"][-1]) == (
        rows + 1,
        "Dấu hiệu đã sửa.",
        {"vi": "", "en": ""},
    )
    drafts.save(newsroom.editor, ref, 2, {}, f"remove:signs[{rows}]", newsroom.at)
    assert len(newsroom.see(ref).data["signs"]) == rows  # type: ignore[index]
    for nonsense in ("add:name", "remove:name", "remove:signs[99]", "add:", "remove:signs", "add:nothing[0].x", "x"):
        edits = newsroom.see(ref).edits
        assert drafts.save(newsroom.editor, ref, edits, {}, nonsense, newsroom.at) is Saved.YES
        assert len(newsroom.see(ref).data["signs"]) == rows  # type: ignore[index]


TREES = st.recursive(
    st.sampled_from(["a", "b", "c"]),
    lambda inner: st.dictionaries(st.sampled_from("xyz"), inner, max_size=3) | st.lists(inner, max_size=2),
    max_leaves=8,
)


@given(base=TREES, mine=TREES)
def test_merging_with_who_changed_nothing_takes_the_other(base: object, mine: object) -> None:
    assert merge(base, mine, base) == (mine, ())
    assert merge(base, base, mine) == (mine, ())
    assert merge(base, mine, mine) == (mine, ())
