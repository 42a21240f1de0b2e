"""A pseudonym is the same for one reader, another for another, opens for nobody else, and cannot be made up."""

from __future__ import annotations

import random
import string

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.storage.pseudonyms import find_name, pseudonym

letters = st.text(alphabet=string.ascii_letters + string.digits + "-_", min_size=1, max_size=31)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reader=letters, other=letters, name=letters)
def test_one_reader_reads_it_and_nobody_else(app: Flask, reader: str, other: str, name: str) -> None:
    given_name = pseudonym(reader, name)
    assert given_name == pseudonym(reader, name)
    assert find_name(reader, given_name) == name
    assert len(given_name) == 64
    assert len(name) < 8 or name not in given_name
    if other != reader:
        assert pseudonym(other, name) != given_name
        assert find_name(other, given_name) is None


def test_no_character_of_it_can_be_changed(app: Flask) -> None:
    whole = pseudonym("employer-a", "person-1")
    for place in range(len(whole)):
        other = "A" if whole[place] != "A" else "B"
        assert find_name("employer-a", whole[:place] + other + whole[place + 1 :]) is None
    for wrong in ("", "A", whole[:-1], whole + "A", whole + "=", "é" * 64, "A" * 64):
        assert find_name("employer-a", wrong) is None


def test_pseudonyms_of_neighbours_tell_no_order(app: Flask) -> None:
    """The first characters are spread evenly: 64 letters, 6,400 draws, chi-square below the 99.99 % point of 63 degrees."""
    seen = [pseudonym("employer-a", f"person-{number}")[0] for number in range(6_400)]
    counts = [seen.count(letter) for letter in string.ascii_letters + string.digits + "-_"]
    assert sum((count - 100) ** 2 / 100 for count in counts) < 115
    shuffled = random.Random(1).sample(range(1000), 1000)
    assert sorted(shuffled, key=lambda n: pseudonym("e", f"person-{n}")) != sorted(shuffled)
