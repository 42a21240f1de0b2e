"""Which support: a table of situations and what each measure says, and that an open answer is never a yes."""

from __future__ import annotations

from datetime import date

import pytest

from portal.guidance import service
from portal.guidance.rules.answers import Situation
from portal.guidance.rules.support import Because, Measure, Right, judge

DAY = date(2026, 11, 26)
POOR, ETHNIC, HARD = "poor", "ethnic", "hard_area"


def said(measure: str, *groups: str, stage: str = "preparing", event: str = "none", route: str = "firm") -> Right:
    situation = Situation(frozenset(groups), stage, event, route)
    found = service.support(situation, DAY)
    return next(one.answer.right for one in found if one.node["id"] == measure)


TABLE = [
    ("orientation-cost", ("poor",), Right.YES),
    ("orientation-cost", ("near_poor",), Right.YES),
    ("orientation-cost", ("land",), Right.YES),
    ("orientation-cost", ("discharged",), Right.YES),
    ("orientation-cost", ("merit",), Right.YES),
    ("orientation-cost", ("ethnic",), Right.YES),
    ("orientation-cost", ("young_volunteer",), Right.YES),
    ("orientation-cost", ("young_intellectual",), Right.YES),
    ("orientation-cost", ("hard_area",), Right.NO),
    ("orientation-cost", (), Right.NO),
    ("other-costs", ("poor",), Right.CANNOT_TELL),
    ("other-costs", (), Right.NO),
    ("loan", (), Right.YES),
    ("loan-preferential", (POOR, ETHNIC), Right.YES),
    ("loan-preferential", (POOR, HARD), Right.YES),
    ("loan-preferential", (POOR, ETHNIC, HARD), Right.YES),
    ("loan-preferential", (POOR,), Right.CANNOT_TELL),
    ("loan-preferential", (ETHNIC,), Right.CANNOT_TELL),
    ("loan-preferential", ("merit",), Right.CANNOT_TELL),
    ("loan-preferential", (), Right.NO),
    ("poor-district-loan", ("poor_district",), Right.CANNOT_TELL),
    ("poor-district-loan", ("poor",), Right.NO),
    ("training-first", ("discharged",), Right.DIRECTION),
    ("training-first", ("near_poor",), Right.NO),
    ("eps-deposit-loan", ("poor",), Right.NO),
    ("job-loan", (), Right.ANOTHER_TIME),
]


@pytest.mark.parametrize(("measure", "groups", "right"), TABLE)
def test_by_group_before_leaving(measure: str, groups: tuple[str, ...], right: Right) -> None:
    assert said(measure, *groups) is right


EVENTS = [
    ("fund-health", "illness", Right.YES),
    ("fund-health", "abuse", Right.NO),
    ("fund-employer", "employer", Right.YES),
    ("fund-employer", "abuse", Right.YES),
    ("fund-employer", "illness", Right.NO),
    ("fund-dispute", "dispute", Right.YES),
    ("fund-dispute", "none", Right.NO),
    ("fund-training", "illness", Right.YES),
    ("fund-training", "dispute", Right.NO),
    ("fund-death", "death", Right.CANNOT_TELL),  # the amount of the decision in force was not read
    ("unemployment", "none", Right.CANNOT_TELL),
    ("job-loan", "none", Right.YES),
    ("returnee-help", "none", Right.YES),
    ("loan", "none", Right.ANOTHER_TIME),
]


@pytest.mark.parametrize(("measure", "event", "right"), EVENTS)
def test_by_what_happened_after_returning(measure: str, event: str, right: Right) -> None:
    assert said(measure, stage="back", event=event) is right


def test_the_deposit_loan_is_for_eps_only_and_nobody_is_promised_it() -> None:
    assert said("eps-deposit-loan", POOR, route="colab") is Right.CANNOT_TELL
    assert said("eps-deposit-loan", POOR, route="direct") is Right.NO


def test_without_any_answer_only_what_is_everybodys_is_left_open_and_nothing_is_a_yes() -> None:
    rights = {one.node["id"]: one.answer.right for one in service.support(Situation(), DAY)}
    assert Right.YES not in rights.values()
    assert rights["orientation-cost"] is Right.CANNOT_TELL


def test_every_measure_that_is_told_names_its_law_and_source() -> None:
    for one in service.support(Situation(), DAY):
        if "text" in one.node:
            assert one.node["legal"]["vi"], one.node["id"]
            assert one.node["source"]
            assert one.go_to or one.ask_at, one.node["id"]
        else:
            assert one.node["state"] == "needs_verification"


def test_every_group_that_a_measure_names_is_asked_for() -> None:
    known = {node["id"] for node in service.groups()}
    for one in service.support(Situation(), DAY):
        measure = one.answer.measure
        assert set().union(*measure.groups, measure.unsure_for) <= known


def test_what_is_not_sourced_is_never_a_yes() -> None:
    measure = Measure("x", sourced=False)
    assert judge(measure, Situation(frozenset())).because is Because.NO_SOURCE


def test_amounts_of_2026_are_not_told_for_the_year_before() -> None:
    ids = {one.node["id"] for one in service.support(Situation(), date(2025, 12, 31))}
    assert "orientation-cost" not in ids
    assert "orientation-cost" in {one.node["id"] for one in service.support(Situation(), date(2026, 1, 1))}
