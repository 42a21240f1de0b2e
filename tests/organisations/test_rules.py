"""Tax codes, standings and decisions, who manages: the pure rules."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.organisations.rules.membership import Seat, owners
from portal.organisations.rules.papers import complete, tasks
from portal.organisations.rules.states import ACTIONS, REASONS, Decision, Review, Standing, State, after, possible
from portal.organisations.rules.tax_codes import BadTaxCode, TaxCodeFault, check_digit, read_tax_code

STANDINGS = [Standing(state, review) for state, review in itertools.product(State, Review)]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0100109106", "0100109106"),  # a public company's, as its reports print it
        ("0100686209", "0100686209"),
        ("0101248141", "0101248141"),
        (" 010 010.9106 ", "0100109106"),
        ("0100109106-001", "0100109106-001"),
        ("0100109106001", "0100109106-001"),
    ],
)
def test_tax_codes_are_read(typed: str, read: str) -> None:
    assert read_tax_code(typed) == read


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", TaxCodeFault.EMPTY),
        (" - ", TaxCodeFault.EMPTY),
        ("010010910", TaxCodeFault.SHAPE),
        ("01001091066", TaxCodeFault.SHAPE),
        ("0100109106-000", TaxCodeFault.SHAPE),
        ("0100109106-0001", TaxCodeFault.SHAPE),
        ("０１００１０９１０６", TaxCodeFault.SHAPE),
        ("010010910b", TaxCodeFault.SHAPE),
        ("0100109105", TaxCodeFault.CHECK_DIGIT),
        ("0100190106", TaxCodeFault.CHECK_DIGIT),
        ("001099000123", TaxCodeFault.PERSONAL),
    ],
)
def test_other_texts_are_no_tax_codes(typed: str, fault: TaxCodeFault) -> None:
    with pytest.raises(BadTaxCode) as caught:
        read_tax_code(typed)
    assert caught.value.fault is fault


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(nine: str, place: int, shift: int) -> None:
    digit = check_digit(nine)
    wrong = nine[:place] + str((int(nine[place]) + shift) % 10) + nine[place + 1 :]
    assert check_digit(wrong) != digit


def test_what_can_be_decided_in_each_standing() -> None:
    waiting = Standing(State.UNVERIFIED, Review.WAITING)
    assert set(possible(waiting)) == {Decision.VERIFY, Decision.ASK, Decision.REFUSE, Decision.SUSPEND}
    for standing in STANDINGS:
        if standing.state is State.SUSPENDED:
            assert possible(standing) == (Decision.REINSTATE,)
        elif standing != waiting:
            assert possible(standing) == (Decision.SUSPEND,)


@pytest.mark.parametrize("standing", STANDINGS, ids=str)
def test_only_one_decision_verifies_and_suspension_is_undone_by_one(standing: Standing) -> None:
    for decision in possible(standing):
        to = after(decision, standing, State.VERIFIED)
        assert (to.state is State.VERIFIED) == (decision in (Decision.VERIFY, Decision.REINSTATE))
        assert (to.state is State.SUSPENDED) == (decision is Decision.SUSPEND)
        assert not (to.state is State.VERIFIED and to.editable)


@given(st.lists(st.sampled_from(list(Decision)), max_size=12), st.sampled_from(STANDINGS[:5]))
def test_no_road_leads_to_verified_without_papers_that_waited(decisions: list[Decision], start: Standing) -> None:
    """From unverified, whatever is decided in whatever order: verified only where the papers waited at the beginning."""
    standing, before = start, State.UNVERIFIED
    for decision in decisions:
        if decision in possible(standing):
            was = standing.state
            standing = after(decision, standing, before)
            before = was if decision is Decision.SUSPEND else before
    assert standing.state is not State.VERIFIED or start.review is Review.WAITING


def test_every_decision_has_reasons_and_an_action() -> None:
    assert set(REASONS) == set(ACTIONS) == set(Decision)
    assert all(REASONS.values())


def test_owners() -> None:
    first, second, third = Seat("a", "member"), Seat("b", "owner"), Seat("c", "owner")
    assert owners([]) == frozenset()
    assert owners([first]) == {"a"}
    assert owners([first, second, third]) == {"b", "c"}
    assert owners([first, Seat("d", "member")]) == {"a"}


def test_what_must_be_given() -> None:
    assert [task.name for task in tasks("firm", [])] == ["details", "registration", "licence", "authorisation"]
    assert not complete("employer", ["registration"])
    assert complete("employer", ["registration", "authorisation"])
    assert not complete("firm", ["registration", "authorisation", "other"])
    assert complete("firm", ["authorisation", "licence", "registration"])
