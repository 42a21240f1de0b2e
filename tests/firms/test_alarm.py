"""The published error rates of the impostor alarm: sets written before they were tried, and every mechanical variant."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from portal.cli.illustrative.firms import rows as illustrative_rows
from portal.config import ROOT
from portal.firms.rules.rows import COLUMNS
from portal.shared.text import fold
from tests.firms.registers import DATA, Known, Row, sentences

VARIANTS, LOOK_ALIKES = sentences("alarm_variants.tsv"), sentences("alarm_look_alikes.tsv")
NOT_RESOLVED = {"ben say", "cty tnhh mtv htld quoc te ganh da"}
"""True variants that are not green today: an own name alone, an abbreviation that the lexicon does not know."""


def rows() -> list[Row]:
    """The ten firms of alarm_register.tsv."""
    with (DATA / "alarm_register.tsv").open(encoding="utf-8", newline="") as file:
        return [dict.fromkeys(COLUMNS, "") | row for row in csv.DictReader(file, delimiter="\t")]


@cache
def known(others: int) -> Known:
    """The ten firms among so many illustrative ones."""
    return Known(rows() + illustrative_rows(others))


@pytest.mark.parametrize("others", [0, 500])
def test_no_look_alike_is_ever_the_firm_and_each_names_whom_it_imitates(others: int) -> None:
    register = known(others)
    for form in ("NFC", "NFD"):
        typed = [(unicodedata.normalize(form, text), number) for text, number, _kind in LOOK_ALIKES]
        assert [text for text, _ in typed if register.found(text) is not None] == []
        assert [text for text, number in typed if number not in register.similar(text)] == []


@pytest.mark.parametrize("others", [0, 500])
def test_true_variants_are_the_firm_but_for_the_known_few(others: int) -> None:
    register = known(others)
    missed = {text for text, number, _kind in VARIANTS if register.found(text) != number}
    assert missed == NOT_RESOLVED
    assert all(number in register.similar(text) for text, number, _ in VARIANTS if text in missed), "they name the firm"


def mechanical(name: str) -> list[str]:
    """Spellings of a full name that say the same: marks, capitals, spaces, the form as people shorten it."""
    shorter = [
        ("Công ty Cổ phần", "CTCP"), ("Công ty Cổ phần", "Cty CP"), ("Công ty TNHH", "cty tnhh"), ("Công ty", "Cty"),
        ("Công ty", "Công ti"), ("Một thành viên", "MTV"), (" và ", " & "), ("Lao động", "LĐ"), ("Nhân lực", "NL"), ("Quốc tế", "QT"),
    ]  # fmt: skip
    made = [name, fold(name), name.upper(), name.lower(), f"  {name} ", name.replace(" ", "  "), f"{name}."]
    made += [name.replace(long, short) for long, short in shorter if long in name]
    made += [unicodedata.normalize("NFD", text) for text in made]
    return list(dict.fromkeys([*made, *map(fold, made)]))


def test_mechanical_variants_of_every_name_are_the_firm_itself() -> None:
    register = known(500)
    made = [(text, row["licence_no"]) for row in rows() for text in mechanical(row["name_vi"])]
    assert len(made) > 200
    assert [text for text, number in made if register.found(text) != number] == []


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_page_says_the_rates_that_are_measured(locale: str) -> None:
    page = Path(ROOT / "content" / "pages" / f"how-we-verify.{locale}.md").read_text(encoding="utf-8")
    assert len({text for text, _number, _kind in VARIANTS}) == len(VARIANTS) >= 60
    assert len(LOOK_ALIKES) >= 60
    for figure in (len(LOOK_ALIKES), len(VARIANTS), len(VARIANTS) - len(NOT_RESOLVED)):
        assert f"**{figure}**" in page, figure
    assert ("26/11/2026" if locale == "vi" else "26 November 2026") in page
