"""The catalogues are complete: every string of the code stands in English, none is fuzzy, places in it are kept."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from portal.config import ROOT

KEYWORDS = ("message", "lazy_gettext", "_l")
PLACE = re.compile(r"%\((\w+)\)s")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """All strings that the code and templates say."""
    target = tmp_path_factory.mktemp("babel") / "messages.pot"
    keywords = [part for word in KEYWORDS for part in ("-k", word)]
    CommandLineInterface().run(
        ["pybabel", "-q", "extract", "-F", str(ROOT / "babel.cfg"), *keywords, "-o", str(target), str(ROOT)]
    )
    with target.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def english() -> Catalog:
    text = Path(ROOT / "translations" / "en" / "LC_MESSAGES" / "messages.po").read_bytes()
    return read_po(io.BytesIO(text), locale="en")


def test_english_is_complete(extracted: Catalog, english: Catalog) -> None:
    wanted = {m.id for m in extracted if m.id}
    assert len(wanted) > 150
    missing = [i for i in wanted if not (found := english.get(i)) or not found.string or found.fuzzy]
    assert not missing, f"{len(missing)} untranslated: {missing[:10]}"


def test_nothing_is_translated_that_nobody_says(extracted: Catalog, english: Catalog) -> None:
    said = {m.id for m in extracted if m.id}
    unused = [m.id for m in english if m.id and m.id not in said]
    assert not unused, f"{len(unused)} unused: {unused[:10]}"


def test_places_are_kept_and_no_vietnamese_is_left(english: Catalog) -> None:
    for entry in english:
        if entry.id:
            assert set(PLACE.findall(str(entry.id))) == set(PLACE.findall(str(entry.string))), entry.id
            assert '"' not in str(entry.string), entry.string
            assert "..." not in str(entry.string), entry.string
