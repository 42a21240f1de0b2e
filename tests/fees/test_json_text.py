"""JSON read strictly: what cannot be known, or cannot be said again, is refused and never judged."""

import json

import pytest

from portal.fees.json_text import NotJson, read_json
from portal.shared.problems import BadInput


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_in_any_coding(coding: str) -> None:
    assert read_json('{"occupation": "thợ hàn"}'.encode(coding)) == {"occupation": "thợ hàn"}


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"\xff", b"{}x", b"{}{}", b"[" * 100_000, b"1" * 5000, b'"\\ud800"', b'{"\\udfff": 1}', b"{'a': 1}"],
)
def test_what_is_no_json(raw: bytes) -> None:
    with pytest.raises(NotJson):
        read_json(raw)


def test_a_whole_surrogate_pair_is_one_character() -> None:
    assert read_json(b'"\\ud83d\\ude00"') == "\U0001f600"


@pytest.mark.parametrize("raw", ['{"amount": "1", "amount": "2"}', '{"lines": [{"amount": 1, "amount": 1}]}'])
def test_a_field_that_is_named_twice(raw: str) -> None:
    with pytest.raises(BadInput) as error:
        read_json(raw.encode())
    assert [problem.field for problem in error.value.problems] == ["amount"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_no_numbers_become_texts_that_their_field_refuses(number: str) -> None:
    assert read_json(json.dumps({"amount": float(number)}).encode()) == {"amount": number}
