"""The procedures: all are there, what waits is not told, names change with the day, sums only of what is known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from portal.content import service as content
from portal.guidance import service, store
from portal.guidance.rules.totals import Charge, Wait, total_cost, total_time

DAY = date(2026, 11, 26)


def test_twenty_procedures_in_seventy_five_steps_of_which_two_are_withheld() -> None:
    items = content.all_of("procedure")
    assert (len(items), sum(len(item.data["steps"]) for item in items)) == (20, 75)
    shown = service.every_procedure(DAY)
    assert {item.id for item in items} - {one.id for one in shown} == {"kr-pension", "papers"}
    assert service.find_procedure("papers", DAY) is None
    assert service.withheld_procedures() == 2


def test_a_step_that_waits_says_its_title_only() -> None:
    seen = 0
    for procedure in service.every_procedure(DAY):
        for step in procedure.steps:
            if step.awaits:
                seen += 1
                assert not {"text", "papers", "limits", "fee", "handled_by"} & set(step.node)
                assert step.handlers == ()
    assert seen == 11


def test_limits_that_a_later_law_changed_are_not_told() -> None:
    procedure = service.find_procedure("complaint-state", DAY)
    assert procedure is not None
    assert "90" not in str([step.node.get("limits") for step in procedure.steps])
    assert procedure.duration.sums == {}


def test_bodies_have_the_name_of_the_day() -> None:
    for day, name in ((date(2025, 2, 28), "Sở Lao động"), (date(2025, 3, 1), "Sở Nội vụ")):
        found = store.agency_name("labour-department", day)
        assert found is not None
        assert found["name"]["vi"].startswith(name)
    assert store.agency_name("commune", date(2025, 6, 30)) is None
    assert store.agency_name("immigration-jp", DAY) is None


def test_no_template_names_a_body() -> None:
    for item in content.all_of("agency"):
        assert item.data["names"]


def test_known_waiting_times_are_added_and_gaps_named() -> None:
    direct, firm = service.find_procedure("direct-before", DAY), service.find_procedure("complaint-firm", DAY)
    assert direct is not None
    assert firm is not None
    assert direct.duration.sums == {"working_days": (5, 5)}
    assert direct.duration.whole
    assert firm.duration.sums == {"working_days": (7, 7), "days": (75, 120)}
    assert set(firm.duration.unknown) == {"4", "5"}


def test_units_are_never_mixed_and_each_charge_counts_once() -> None:
    time = total_time(
        [Wait("1", "days", 3, 5), Wait("2", "days", 1, 1), Wait("3", "working_days", 5, 5), Wait("4", known=False)]
    )
    assert time.sums == {"days": (4, 6), "working_days": (5, 5)}
    assert time.unknown == ("4",)
    charge = Charge("a", Decimal(100000), "VND")
    cost = total_cost(
        [charge, charge, Charge("b", Decimal(28), "USD"), Charge("c", Decimal(9), "VND", True), Charge("d")]
    )
    assert cost.spent == {"VND": Decimal(100000), "USD": Decimal(28)}
    assert cost.returned == {"VND": Decimal(9)}
    assert cost.open == ("d",)
    assert not cost.whole


def test_eps_costs_are_those_of_the_rules() -> None:
    eps = service.find_procedure("eps", DAY)
    assert eps is not None
    assert eps.cost.spent == {"USD": Decimal(28)}
    assert eps.cost.returned == {"VND": Decimal(100000000), "KRW": Decimal(400000)}


def test_every_page_of_the_way_home_points_at_procedures_that_have_a_page() -> None:
    titles = service.procedure_titles()
    for stage in service.return_stages():
        for point in stage["points"]:
            assert set(point.get("procedures", ())) <= set(titles)
