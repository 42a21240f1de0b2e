"""Of two hundred hidden ways to be reached at least 95 % are covered, of five hundred fair texts at most 1 % touched.

Both were written in two sittings before the rule was made. The first was looked at while it was made, the second only when
that was done: 97 of 100 covered and 1 of 250 touched then (the rule of the day before: 53 and 21; of the first 66 and 10).
A third was written against the rule made: 30 of 45 covered and 3 of 60 touched at first sight. Who tries hard still gets through.
"""

from __future__ import annotations

import json
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portal.config import ROOT
from portal.shared.contact_details import find, masked, split_over
from tests.shared.contact_texts import MOST_LEFT, Form, Hidden, fair, hidden

LEAST_COVERED, MOST_TOUCHED = 0.95, 0.01
CODES = ("id", "ref", "url")
"""Fields that hold no words."""
SITTINGS, LEAST_OF_THE_HARD = (1, 2, 3), 0.9
FILES = sorted([*ROOT.glob("content/demo/*.jsonl"), *ROOT.glob("tests/data/**/*.jsonl")])
"""Profiles, vacancies and pages that others wrote, with no thought of this rule."""
UNITS = (
    "0", "a.", "@", "a@", "không ", "khongmot", "zalo ", "1.000 ", "www", "://", "z a l o ", "15/01/2026 ", "a ", "a-", "a.b/",
    "a_1 ", "số nhà 12 ngõ ", "nhà em ở ", "zalo em em em ", "mail a a ", "tele @", "i ii iv ", "さん", "공", "2020 - ", "12:30 ",
    "đầu 0912 đuôi ", "mst 0101234565 ", "goi 1", " chấm ", "(at)", "Nguyễn Văn ", "anhoaeo", "\u0301", "0912 345 678 ", "• 1 ",
)  # fmt: skip


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _readable(texts: list[Hidden]) -> list[str]:
    return [one.text for one in texts if one.left() > MOST_LEFT]


def test_there_are_as_many_as_were_promised_and_none_twice() -> None:
    every_hidden = [one.text for sitting in (1, 2) for one in hidden(sitting)]
    every_fair = [text for sitting in (1, 2) for text in fair(sitting)]
    assert len(set(every_hidden)) == 200
    assert len(set(every_fair)) == 500
    assert all(one.secrets for sitting in (1, 2) for one in hidden(sitting))


@pytest.mark.parametrize("sitting", [1, 2])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_hidden_ways_are_covered(sitting: int, form: Form) -> None:
    texts = [one.in_form(form) for one in hidden(sitting)]
    readable = _readable(texts)
    assert len(readable) <= (1 - LEAST_COVERED) * len(texts), readable


@pytest.mark.parametrize("sitting", [1, 2])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_fair_texts_are_left_alone(sitting: int, form: Form) -> None:
    texts = [unicodedata.normalize(form, text) for text in fair(sitting)]
    touched = [masked(text) for text in texts if find(text)]
    assert len(touched) <= MOST_TOUCHED * len(texts), touched


def test_with_those_that_were_written_against_the_rule_it_holds_too() -> None:
    texts = [one for sitting in SITTINGS for one in hidden(sitting)]
    left_alone = [text for sitting in SITTINGS for text in fair(sitting)]
    assert len(_readable(texts)) <= (1 - LEAST_COVERED) * len(texts)
    assert len(_readable(hidden(3))) <= (1 - LEAST_OF_THE_HARD) * len(hidden(3))
    assert sum(bool(find(text)) for text in left_alone) <= MOST_TOUCHED * len(left_alone)


def test_little_is_covered_beside_what_must_be() -> None:
    beside = every = 0
    for one in [*hidden(1), *hidden(2)]:
        secret = {place for start, end in one.secrets for place in range(start, end)}
        covered = {place for found in find(one.text) for place in range(found.start, found.end)}
        letters = [place for place in range(len(one.text)) if one.text[place].isalnum() and place not in secret]
        beside, every = beside + sum(place in covered for place in letters), every + len(letters)
    assert beside <= 0.06 * every


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_others_wrote_with_no_thought_of_it_is_left_alone(path: Path) -> None:
    texts = {text for row in _rows(path) for name, part in row.items() if name not in CODES for text in _texts(part)}
    touched = [masked(text) for text in texts if find(text)]
    assert len(touched) <= MOST_TOUCHED * len(texts), touched


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_as_whole_records_they_are_left_alone_too(path: Path) -> None:
    rows = _rows(path)
    whole = [[t for name, part in row.items() if name not in CODES for t in _texts(part)] for row in rows]
    touched = [texts for texts in whole if split_over(texts)]
    assert len(touched) <= MOST_TOUCHED * len(rows), touched


@pytest.mark.parametrize("unit", UNITS)
def test_four_times_the_characters_take_no_more_than_a_few_times_as_long(unit: str) -> None:
    """No text makes it go over itself again and again: that would be sixteen times. In processor time, the best of five."""
    assert _seconds((unit * 40_000)[:40_000]) < 10 * max(_seconds((unit * 10_000)[:10_000]), 0.01)


def _seconds(text: str) -> float:
    times = []
    for _ in range(5):
        began = time.process_time()
        find(text)
        times.append(time.process_time() - began)
    return min(times)
