"""Every line of every explanation is proven from the two records, by a reading that never asks the matcher."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from portal.config import ROOT
from portal.jobs.facts import CertificateAsk, LanguageAsk, LanguageClaim, ProfileFacts, SkillClaim, Stint, VacancyFacts
from portal.jobs.formats.files import read_profiles, read_vacancies
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.must_haves import must_haves
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.reasons import Reason, Reasons
from portal.shared.messages import message
from tests.jobs.prover import PROOFS, faults

MATCHER = Matcher()
DEMO = ROOT / "content" / "demo"
HOLDOUT = Path(__file__).parent.parent / "data" / "holdout"
SETS = [DEMO, *sorted(HOLDOUT.glob("matching*"))]
Pair = tuple[Reasons, dict[str, Any], dict[str, Any], Assessment]


@cache
def pairs(folder: Path) -> list[Pair]:
    """Every profile of a set beside every vacancy of it, explained."""
    raw = [
        {row["id"]: row for row in map(json.loads, (folder / file).read_text(encoding="utf-8").splitlines())}
        for file in ("profiles.jsonl", "vacancies.jsonl")
    ]
    vacancies, profiles = read_vacancies(folder / "vacancies.jsonl"), read_profiles(folder / "profiles.jsonl")
    return [
        (MATCHER.explain(found), raw[0][found.profile.facts.ref], raw[1][found.vacancy.facts.ref], found)
        for _, ranking in MATCHER.rank_all(vacancies, profiles, "vacancies", top=1_000)
        for found in ranking
    ]


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_every_line_is_proven_from_the_records(folder: Path) -> None:
    told = pairs(folder)
    wrong = [fault for reasons, person, job, _ in told for fault in faults(reasons, person, job)]
    assert sum(len(r.meets) + len(r.lacks) + len(r.unused) for r, *_ in told) > 10 * len(told)
    assert wrong == []


def test_every_sentence_that_has_a_proof_is_shown_somewhere() -> None:
    """The proofs above were asked: all but what these sets have no occasion for."""
    shown = {
        r.text.msgid for folder in SETS for told, *_ in pairs(folder) for r in (*told.meets, *told.lacks, *told.unused)
    }
    assert len(set(PROOFS) - shown) <= 1, set(PROOFS) - shown


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_every_must_have_stands_in_one_list(folder: Path) -> None:
    for reasons, _, _, found in pairs(folder):
        lacks = {reason.vacancy_field for reason in reasons.lacks}
        for must in must_haves(found, MATCHER.weights):
            if must.met or must.field in lacks:
                continue
            asked = next(fit for fit in found.lines if fit.line.field == must.field)
            assert asked.languages, f"{must.field} is neither met nor told"
            assert any("language" in reason.text.values for reason in reasons.lacks)


def altered(told: Reasons) -> Iterator[tuple[str, Reasons]]:
    """Lies that a slip of the code could tell."""
    first = told.meets[0]
    yield "in the wrong list", replace(told, meets=told.meets[1:], lacks=(first, *told.lacks))
    yield "another field", replace(told, meets=(replace(first, profile_field="skills[1].name"), *told.meets[1:]))
    yield "a span beside it", replace(told, meets=(replace(first, profile_span=(1, 5)), *told.meets[1:]))
    yield "no span", replace(told, meets=(replace(first, vacancy_span=None), *told.meets[1:]))
    yield "a requirement left out", replace(told, meets=told.meets[1:])
    yield "an invented sentence", replace(told, meets=(Reason(message("Rất hợp"), None, None), *told.meets))
    other = replace(first.text, values={**first.text.values, "quote": "hàn"})
    yield "another quotation", replace(told, meets=(replace(first, text=other), *told.meets[1:]))


def test_the_prover_sees_lies() -> None:
    person = {
        "id": "p1",
        "headline": "",
        "skills": [{"name": "đứng tiện CNC", "years": 4}, {"name": "nấu ăn", "years": 1}],
        "experience": [],
    }
    job = {"id": "v1", "title": "Thợ tiện CNC", "skills_required": ["tiện CNC"], "province": "Hà Nội"}
    [found] = MATCHER.vacancies_for(
        MATCHER.read_profile(ProfileFacts("p1", skills=(SkillClaim("đứng tiện CNC", 4), SkillClaim("nấu ăn", 1)))),
        [MATCHER.read_vacancy(VacancyFacts("v1", "Thợ tiện CNC", skills_required=("tiện CNC",), province="Hà Nội"))],
        top=1,
    )
    told = MATCHER.explain(found)
    assert told.meets[0].vacancy_field == "skills_required[0]"
    assert faults(told, person, job) == []
    for lie, reasons in altered(told):
        assert faults(reasons, person, job), lie
    assert faults(told, person | {"skills": [{"name": "chưa đứng tiện CNC", "years": 4}, {"name": "nấu ăn"}]}, job)


def told_of(person: ProfileFacts, job: VacancyFacts) -> Reasons:
    [found] = MATCHER.vacancies_for(MATCHER.read_profile(person), [MATCHER.read_vacancy(job)], top=1)
    return MATCHER.explain(found)


@pytest.mark.parametrize(("years", "where"), [(5, "meets"), (0, "lacks")])
def test_a_related_skill_is_told_with_the_reason_of_its_pair(years: int, where: str) -> None:
    """Held well it is met, held little it is not; either line says why the two are near, and a strange reason is a lie."""
    person = ProfileFacts("p1", skills=(SkillClaim("vận hành máy ép nhựa", years),))
    job = VacancyFacts("v1", "x", skills_required=("chỉnh điều kiện ép",))
    told = told_of(person, job)
    [line] = [it for it in getattr(told, where) if it.vacancy_field == "skills_required[0]"]
    assert str(line.text).endswith("tay nghề gần: cùng đọc và cài đặt máy ép nhựa.")
    assert line.text.render("en").endswith(": both read and set an injection press.")
    records = (
        {"id": "p1", "headline": "", "skills": [{"name": "vận hành máy ép nhựa", "years": years}], "experience": []},
        {"id": "v1", "title": "x", "skills_required": ["chỉnh điều kiện ép"]},
    )
    assert faults(told, *records) == []
    other = knowledge().near_because["ep-nhua", "thay-khuon"]
    lie = replace(line, text=replace(line.text, values={**line.text.values, "because": other}))
    assert [fault.split(":")[0] for fault in faults(replace(told, **{where: (lie,)}), *records)] == [
        "the reason of another pair"
    ]


def fields(lines: tuple[Reason, ...]) -> set[str | None]:
    return {line.vacancy_field for line in lines}


def test_a_line_of_a_skill_and_a_language_is_met_by_both() -> None:
    job = VacancyFacts("v1", "x", skills_required=("5S, tiếng Nhật N4",))
    skill, spoken = (SkillClaim("5S", 3),), (LanguageClaim("ja", "N3"),)
    both, one, other = (
        told_of(ProfileFacts("p1", skills=s, languages=x), job) for s, x in ((skill, spoken), (skill, ()), ((), spoken))
    )
    assert "skills_required[0]" in fields(both.meets)
    assert "skills_required[0]" in fields(one.lacks) & fields(other.lacks)
    whole = (0, len("5S, tiếng Nhật N4"))
    assert [line for line in (*one.meets, *other.meets) if line.vacancy_span == whole] == []


def test_one_of_a_skill_and_a_language_is_enough_where_the_line_says_or() -> None:
    job = VacancyFacts("v1", "x", skills_required=("lái xe nâng hoặc tiếng Nhật N4",))
    assert "skills_required[0]" in fields(
        told_of(ProfileFacts("p1", languages=(LanguageClaim("ja", "N3"),)), job).meets
    )


def test_a_line_of_two_is_not_met_by_one_stated_and_one_likely() -> None:
    """Moulding makes changing moulds likely; "PLC, thay khuôn" needs both said."""
    job = VacancyFacts("v1", "x", skills_required=("PLC, thay khuôn",))
    person = ProfileFacts(
        "p1", skills=(SkillClaim("PLC", 5),), experience=(Stint("Kỹ thuật viên ép nhựa", "JP", "", 5),)
    )
    told = told_of(person, job)
    [line] = [reason for reason in told.lacks if reason.vacancy_field == "skills_required[0]"]
    assert (line.profile_field, line.profile_span) == ("skills[0].name", (0, 3))
    assert "skills_required[0]" not in fields(told.meets)


def test_a_level_without_words_points_at_the_language() -> None:
    job = VacancyFacts("v1", "x", languages=(LanguageAsk("ja", required=True),))
    told = told_of(ProfileFacts("p1", languages=(LanguageClaim("ja"),)), job)
    [line] = [reason for reason in told.meets if reason.vacancy_field == "languages[0].language"]
    assert (line.profile_field, line.profile_span, line.vacancy_span) == ("languages[0].language", (0, 2), (0, 2))


def test_a_certificate_of_a_language_is_told_beside_the_lower_level_asked_elsewhere() -> None:
    job = VacancyFacts(
        "v1", "x", languages=(LanguageAsk("ja", "N4", "JLPT", required=True),),
        certificates_required=(CertificateAsk("JLPT N2"),),
    )  # fmt: skip
    told = told_of(ProfileFacts("p1", languages=(LanguageClaim("ja", "N3"),)), job)
    assert "languages[0].level" in fields(told.meets)
    assert "certificates_required[0].name" in fields(told.lacks)


@pytest.mark.parametrize(
    ("text", "skill", "held"),
    [
        ("sửa chữa cơ điện", "co-dien", True),
        ("sua chua co dien", "co-dien", True),
        ("chưa sửa cơ điện", "co-dien", False),
        ("chua biet co dien", "co-dien", False),
        ("giải thích quy trình hàn TIG", "han-tig", True),
        ("thích hàn TIG", "han-tig", False),
        ("thích ứng nhanh với hàn TIG", "han-tig", True),
    ],
)
def test_words_that_only_look_like_a_no_or_a_wish(text: str, skill: str, held: bool) -> None:
    assert (skill in MATCHER.read_profile(ProfileFacts("p1", summary=text)).skills) is held
