"""Each condition at its edges: birthdays a day before, on and after; months and ranks just under and at the limit."""

from __future__ import annotations

from datetime import date

import pytest

from portal.guidance import service
from portal.guidance.rules.answers import NONE, OTHER, Certificate, Person
from portal.guidance.rules.days import Span, age_on, last_day_at
from portal.guidance.rules.eligibility import Fit, Standing, Why
from portal.guidance.typed import read_span

DAY = date(2026, 11, 26)
GOOD = {
    "record": "no", "exit_ban": "no", "colour_blind": "no", "korea_past": "never", "sex": "male",
    "education": "upper_secondary", "locality": "yes",
}  # fmt: skip


def born(year: int, month: int, day: int) -> Span:
    return Span(date(year, month, day), date(year, month, day))


def answer(target: str, day: date = DAY, **person: object) -> service.ProgrammeAnswer:
    found = service.eligibility(Person(**person), day)  # type: ignore[arg-type]
    return next(one for one in found if one.id == target)


def standing(target: str, condition: str, **person: object) -> tuple[Standing, Why]:
    judged = answer(target, **person).outcome.conditions
    return next((one.standing, one.why) for one in judged if one.condition.id == condition)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2000, 5, 12), date(2018, 5, 11), 17),
        (date(2000, 5, 12), date(2018, 5, 12), 18),
        (date(2000, 5, 12), date(2018, 5, 13), 18),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
        (date(2020, 1, 1), date(2019, 12, 31), -1),
    ],
)
def test_an_age_is_completed_years(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


def test_the_last_day_of_an_age_is_the_eve_of_the_next_birthday() -> None:
    assert last_day_at(date(1987, 11, 27), 39) == date(2027, 11, 26)
    assert last_day_at(date(1988, 2, 29), 38) == date(2027, 2, 28)


AGES = [  # target, condition, limits: the day before the first birthday that counts, on it; the last day in, the day after
    ("E-9", "e9-age", 18, 39),
    ("EPS-SPECIAL", "special-age", 18, 39),
    ("IMJ", "imj-age", 18, 30),
    ("TRIPLEWIN", "tw-age", 18, 35),
    ("SSW1", "ssw1-age", 18, None),
    ("PALM", "palm-age", 21, None),
]


@pytest.mark.parametrize(("target", "condition", "least", "most"), AGES)
def test_age_limits_at_each_birthday(target: str, condition: str, least: int, most: int | None) -> None:
    year = DAY.year - least
    assert standing(target, condition, born=born(year, 11, 27)) == (Standing.NOT_MET, Why.TOO_YOUNG)
    assert standing(target, condition, born=born(year, 11, 26))[0] is Standing.MET
    assert standing(target, condition, born=born(year, 11, 25))[0] is Standing.MET
    if most is None:
        assert standing(target, condition, born=born(1950, 1, 1))[0] is Standing.MET
        return
    year = DAY.year - most - 1
    assert standing(target, condition, born=born(year, 11, 27))[0] is Standing.MET
    assert standing(target, condition, born=born(year, 11, 26)) == (Standing.NOT_MET, Why.TOO_OLD)
    assert standing(target, condition, born=born(year, 11, 25)) == (Standing.NOT_MET, Why.TOO_OLD)


def test_a_year_alone_decides_only_where_every_day_of_it_agrees() -> None:
    year = Span(date(2008, 1, 1), date(2008, 12, 31))
    assert standing("E-9", "e9-age", born=year) == (Standing.UNKNOWN, Why.YEAR_ONLY)
    assert standing("E-9", "e9-age", born=Span(date(2007, 1, 1), date(2007, 12, 31)))[0] is Standing.MET
    assert standing("E-9", "e9-age", born=Span(date(2009, 1, 1), date(2009, 12, 31)))[0] is Standing.NOT_MET


def test_a_draft_never_says_no_and_alone_never_says_yes() -> None:
    assert standing("SA-DOM", "sa-age", born=born(1960, 1, 1)) == (Standing.UNKNOWN, Why.ONLY_USUAL)
    assert answer("SA-DOM", born=born(1990, 1, 1)).outcome.fit is Fit.CANNOT_TELL


@pytest.mark.parametrize(("months", "met"), [(0, True), (59, True), (60, False), (61, False)])
def test_the_months_in_korea(months: int, met: bool) -> None:
    found = standing("E-9", "e9-stay", korea_months=months, said={"korea_past": "on_time"})[0]
    assert (found is Standing.MET) is met


@pytest.mark.parametrize(
    ("day", "wanted"),
    [(date(2009, 12, 31), Standing.NOT_MET), (date(2010, 1, 1), Standing.MET), (date(2010, 1, 2), Standing.MET)],
)
def test_the_day_of_return(day: date, wanted: Standing) -> None:
    assert standing("EPS-SPECIAL", "special-return", korea_return=Span(day, day))[0] is wanted


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        (Certificate(NONE), Standing.NOT_MET),
        (Certificate("jlpt", 1), Standing.NOT_MET),
        (Certificate("jlpt", 2), Standing.MET),
        (Certificate("jft-basic", 2), Standing.MET),
        (Certificate(OTHER), Standing.UNKNOWN),
        (None, Standing.UNKNOWN),
    ],
)
def test_japanese_for_specified_skills(held: Certificate | None, wanted: Standing) -> None:
    certificates = {"ja": held} if held else {}
    assert standing("SSW1", "ssw1-language", certificates=certificates)[0] is wanted


def test_trainees_of_the_same_field_need_no_test_and_others_do() -> None:
    none = {"ja": Certificate(NONE)}
    same = standing("SSW1", "ssw1-language", certificates=none, said={"titp2": "same_field"})
    assert same == (Standing.MET, Why.EXEMPT)
    assert standing("SSW1", "ssw1-language", certificates=none, said={"titp2": "other_field"})[0] is Standing.NOT_MET


@pytest.mark.parametrize(
    ("test", "rank", "wanted"),
    [("ielts", 2, Standing.NOT_MET), ("ielts", 3, Standing.MET), ("toeic", 3, Standing.UNKNOWN), ("toeic", 2, Standing.NOT_MET)],
)  # fmt: skip
def test_english_by_another_test_is_not_promised(test: str, rank: int, wanted: Standing) -> None:
    assert standing("PALM", "palm-english", certificates={"en": Certificate(test, rank)})[0] is wanted


def test_german_is_needed_later_and_does_not_exclude() -> None:
    said = {"education": "college_year_related"}
    found = answer("TRIPLEWIN", born=born(2000, 1, 1), certificates={"de": Certificate(NONE)}, said=said)
    assert found.outcome.fit is Fit.FITS
    assert [one.condition.id for one in found.outcome.of(Standing.LATER)] == ["tw-german"]
    assert answer("TRIPLEWIN", born=born(2000, 1, 1), said={"education": "college_other"}).outcome.fit is Fit.DOES_NOT


@pytest.mark.parametrize(
    ("question", "said", "wanted"),
    [
        ("record", "yes", Fit.DOES_NOT),
        ("exit_ban", "yes", Fit.DOES_NOT),
        ("colour_blind", "yes", Fit.DOES_NOT),
        ("korea_past", "deported", Fit.DOES_NOT),
        ("korea_past", "overstayed", Fit.CANNOT_TELL),  # no source says whether former overstayers may sit again
        ("family_in_korea", "yes", Fit.CANNOT_TELL),  # a rule people speak of, without a source: never a no
        ("family_in_korea", "no", Fit.FITS),
        ("family_in_korea", "", Fit.FITS),
    ],
)
def test_eps_one_answer_at_a_time(question: str, said: str, wanted: Fit) -> None:
    found = answer("E-9", born=born(2000, 1, 1), korea_months=0, said={**GOOD, question: said})
    assert found.outcome.fit is wanted


def test_an_open_answer_is_never_a_yes() -> None:
    for question in ("record", "exit_ban", "colour_blind", "korea_past"):
        said = {name: value for name, value in GOOD.items() if name != question}
        assert answer("E-9", born=born(2000, 1, 1), said=said).outcome.fit is Fit.CANNOT_TELL


@pytest.mark.parametrize(
    ("day", "wanted"), [(date(2027, 3, 31), Fit.DOES_NOT), (date(2027, 4, 1), Fit.CANNOT_TELL), (DAY, Fit.DOES_NOT)]
)
def test_the_new_japanese_system_opens_on_its_day(day: date, wanted: Fit) -> None:
    assert answer("ESD", day, born=born(2000, 1, 1)).outcome.fit is wanted


def test_closed_markets_say_no_by_a_named_rule() -> None:
    for target, condition in (("HU-GW", "hu-nationality"), ("IL-AGRI", "il-stop")):
        found = answer(target, born=born(2000, 1, 1))
        assert found.outcome.fit is Fit.DOES_NOT
        assert [one.condition.id for one in found.outcome.of(Standing.NOT_MET)] == [condition]


def test_who_is_under_18_fits_nothing_and_the_law_says_so() -> None:
    for found in service.eligibility(Person(born=born(2010, 1, 1), said=GOOD), DAY):
        assert found.outcome.fit is Fit.DOES_NOT
        law = next(one for one in found.outcome.conditions if one.condition.id == "law-age")
        assert law.standing is Standing.NOT_MET
        assert found.node(law.condition)["source"] == ["pd-guest"]


def test_every_no_has_a_source_dates_and_state() -> None:
    people = [Person(born=born(1950, 1, 1), said=dict.fromkeys(GOOD, "yes")), Person(born=born(2010, 1, 1))]
    seen = 0
    for person in people:
        for found in service.eligibility(person, DAY):
            for judged in found.outcome.of(Standing.NOT_MET):
                node = found.node(judged.condition)
                assert node["state"] in ("sourced", "verified")
                assert node["source"]
                assert node["text"]
                seen += 1
    assert seen > 30


def test_a_market_narrows_and_every_programme_has_an_answer() -> None:
    assert {one.market for one in service.eligibility(Person(), DAY, "JP")} == {"JP"}
    from_content = {item.id for item in service.content.all_of("programme")}
    assert {one.programme for one in service.eligibility(Person(), DAY)} == from_content


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("12/05/1998", date(1998, 5, 12), date(1998, 5, 12)),
        ("12-5-1998", date(1998, 5, 12), date(1998, 5, 12)),
        ("1998-05-12", date(1998, 5, 12), date(1998, 5, 12)),
        ("ngày 12 tháng 5 năm 1998", date(1998, 5, 12), date(1998, 5, 12)),
        ("nga\u0300y 12 tha\u0301ng 5 na\u0306m 1998", date(1998, 5, 12), date(1998, 5, 12)),
        ("ngay 12 thang 5 nam 1998", date(1998, 5, 12), date(1998, 5, 12)),
        ("５/1998", date(1998, 5, 1), date(1998, 5, 31)),
        ("2/2000", date(2000, 2, 1), date(2000, 2, 29)),
        ("sinh năm 1998", date(1998, 1, 1), date(1998, 12, 31)),
        (" 1998 ", date(1998, 1, 1), date(1998, 12, 31)),
    ],
)
def test_dates_as_people_type_them(typed: str, first: date, last: date) -> None:
    assert read_span(typed) == Span(first, last)


@pytest.mark.parametrize(
    "typed", ["31/02/1998", "98", "0000", "13/13/1998", "hôm qua", "🎂", "1998" * 5000, "", "1e3", "-5"]
)
def test_what_is_no_date_is_not_guessed(typed: str) -> None:
    assert read_span(typed) is None
