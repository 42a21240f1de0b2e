"""What takes a pair out of the ranking, that nothing else does, and that each such pair is listed with its reason."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from hypothesis import given, settings

from portal.cli.jobs import match
from portal.jobs import service, store
from portal.jobs.facts import CertificateAsk, LanguageAsk, LanguageClaim, ProfileFacts, SkillClaim, Stint, VacancyFacts
from portal.jobs.matching.people import fits_for
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.shelves import Shelves
from portal.shared.clock import today
from tests.jobs.samples import profile, vacancy
from tests.jobs.strategies import claims, jobs, people, phrases, skills

MATCHER = Matcher()
DAY = date(2027, 1, 15)
N3 = LanguageAsk("ja", "N3", "JLPT", required=True, strict=True)
FORKLIFT = CertificateAsk("Chứng chỉ lái xe nâng", strict=True)


def shelved(person: ProfileFacts, job: VacancyFacts, day: date | None = DAY) -> Shelves:
    """Both directions, which must agree."""
    one, other = MATCHER.read_profile(person), MATCHER.read_vacancy(job)
    mine = MATCHER.shelves_for_person(one, [other], day)
    theirs = MATCHER.shelves_for_vacancy(other, [one], day)
    assert [a.score for a in mine.ranked] == [a.score for a in theirs.ranked]
    assert mine.vetoed == theirs.vetoed
    assert len(mine.ranked) + len(mine.vetoed) == 1
    return mine


def kinds(person: ProfileFacts, job: VacancyFacts, day: date | None = DAY) -> list[str]:
    return [veto.kind for pair in shelved(person, job, day).vetoed for veto in pair.vetoes]


def reasons(person: ProfileFacts, job: VacancyFacts) -> list[tuple[str, str | None, str | None]]:
    [pair] = shelved(person, job).vetoed
    return [(str(r.text), r.profile_field, r.vacancy_field) for r in MATCHER.why_not(pair)]


def test_an_ordinary_pair_is_ranked() -> None:
    assert kinds(profile(), vacancy()) == []


@pytest.mark.parametrize(
    ("person", "job", "told"),
    [
        ({"active": False}, {}, ("Hồ sơ đang tạm nghỉ tìm việc.", "active", None)),
        ({"consented": False}, {}, ("Chủ hồ sơ chưa đồng ý cho xếp hạng với việc làm.", "consented", None)),
        (
            {"hidden_employers": ("CTY TNHH NHỰA MINH HỌA",)},
            {},
            ("Hồ sơ đã ẩn với “Công ty TNHH Nhựa Minh Hoạ”.", "hidden_employers", "employer"),
        ),
        ({}, {"closed": True}, ("Tin tuyển đã đóng.", None, "closed")),
        ({}, {"deadline": DAY - timedelta(1)}, ("Hạn nộp 14/01/2027 đã qua.", None, "deadline")),
        (
            {},
            {"languages": (N3,)},
            ("Tiếng Nhật: việc chỉ nhận người có “N3”, hồ sơ ghi “N4”.", "languages[0].level", "languages[0].level"),
        ),
        (
            {"languages": (), "certificates": ()},
            {"languages": (N3,)},
            ("Tiếng Nhật: việc chỉ nhận người có “N3”, hồ sơ chưa ghi.", None, "languages[0].level"),
        ),
        (
            {},
            {"certificates_required": (FORKLIFT,)},
            (
                "Việc chỉ nhận người có “Chứng chỉ lái xe nâng”: hồ sơ chưa ghi giấy này.",
                None,
                "certificates_required[0].name",
            ),
        ),
    ],
    ids=lambda value: "" if isinstance(value, tuple) else "-".join(value),
)
def test_each_veto_is_listed_with_its_reason(
    person: dict[str, Any], job: dict[str, Any], told: tuple[str, str | None, str | None]
) -> None:
    assert reasons(profile(**person), vacancy(**job)) == [told]


def test_a_veto_points_at_the_words_it_rests_on() -> None:
    [pair] = shelved(
        profile(summary="Em có N4.", languages=(), certificates=(), headline=""), vacancy(languages=(N3,))
    ).vetoed
    [why] = MATCHER.why_not(pair)
    assert (why.profile_field, why.profile_span, why.vacancy_span) == ("summary", (6, 8), (0, 2))


def test_every_veto_of_a_pair_is_told() -> None:
    person = profile(active=False, consented=False, hidden_employers=("Công ty TNHH Nhựa Minh Hoạ",))
    job = vacancy(closed=True, languages=(N3,), certificates_required=(FORKLIFT,))
    assert kinds(person, job) == [
        "inactive",
        "no_consent",
        "hidden_employer",
        "closed",
        "strict_language",
        "strict_certificate",
    ]


def test_the_last_day_to_apply_counts_and_without_a_day_no_deadline_is_past() -> None:
    assert kinds(profile(), vacancy(deadline=DAY)) == []
    assert kinds(profile(), vacancy(deadline=date(2020, 1, 1)), None) == []


@pytest.mark.parametrize(
    ("level", "kept"),
    [
        ("N3", True),
        ("N1", True),
        ("N3 (đã hết hạn)", True),
        ("như gió", True),
        ("", True),
        ("N4", False),
        ("N5", False),
    ],
)
def test_a_strict_language_by_level(level: str, kept: bool) -> None:
    """A level that says nothing to us refuses nobody; one that is known to be lower does."""
    person = profile(languages=(LanguageClaim("ja", level),), certificates=(), headline="", summary="")
    assert (kinds(person, vacancy(languages=(N3,))) == []) is kept


def test_a_strict_language_is_met_by_any_claim_and_never_by_another_language() -> None:
    job = vacancy(languages=(N3,))
    assert kinds(profile(certificates=("JLPT N2",)), job) == []
    assert kinds(profile(languages=(LanguageClaim("ko", "TOPIK 6"),), certificates=()), job) == ["strict_language"]


def test_years_abroad_alone_do_not_open_a_strict_language() -> None:
    long = Stint("Công nhân ép nhựa", "JP", "Nhựa", 10, "Đứng máy")
    person = profile(languages=(), certificates=(), headline="", summary="", experience=(long,))
    assert kinds(person, vacancy(languages=(replace(N3, level="N5"),))) == ["strict_language"]


@pytest.mark.parametrize(
    ("asked", "papers", "kept"),
    [
        ("Chứng chỉ lái xe nâng", ("フォークリフト運転技能講習",), True),
        ("Chứng chỉ lái xe nâng", ("Bằng lái máy xúc",), False),
        ("lái xe nâng", ("Chứng chỉ xe nâng Hàn Quốc",), True),
        ("Chứng chỉ lái xe nâng hoặc cần trục", ("Chứng chỉ xe nâng",), True),
        ("Chứng chỉ lái xe nâng và hàn TIG", ("Chứng chỉ xe nâng",), False),
        ("Chứng chỉ lái xe nâng và hàn TIG", ("Chứng chỉ xe nâng", "Chứng chỉ hàn TIG"), True),
        ("Chứng chỉ JLPT N3", ("JLPT N2",), True),
        ("Chứng chỉ JLPT N3", ("JLPT N4",), False),
        ("Chứng chỉ thổi sáo mèo Khâu Vai", ("Giấy khen thổi sáo mèo Khâu Vai",), True),
        ("Chứng chỉ thổi sáo mèo Khâu Vai", ("Chứng chỉ đàn bầu",), False),
        ("…", (), True),
    ],
)
def test_a_strict_certificate(asked: str, papers: tuple[str, ...], kept: bool) -> None:
    person = ProfileFacts("p1", certificates=papers)
    job = VacancyFacts("v1", "Nhân viên kho", certificates_required=(CertificateAsk(asked, strict=True),))
    assert (kinds(person, job) == []) is kept


def test_a_skill_without_its_paper_does_not_open_a_strict_certificate() -> None:
    driver = ProfileFacts("p1", skills=(SkillClaim("lái xe nâng", 9),))
    job = VacancyFacts("v1", "Nhân viên kho", certificates_required=(FORKLIFT,))
    assert kinds(driver, job) == ["strict_certificate"]
    assert kinds(driver, replace(job, certificates_required=(replace(FORKLIFT, strict=False),))) == []


def test_a_certificate_that_is_not_strict_lowers_and_is_told() -> None:
    """It is a required line that wants a paper, whether its name says so or not."""
    job = VacancyFacts("v1", "Nhân viên kho", certificates_required=(CertificateAsk("lái xe nâng"),))
    drives, proves = (
        ProfileFacts("p1", skills=(SkillClaim("lái xe nâng", 9),)),
        ProfileFacts("p1", certificates=("Bằng lái xe nâng",)),
    )
    [without], [proven] = (shelved(person, job).ranked for person in (drives, proves))
    assert without.lines[0].share <= 127 < proven.lines[0].share
    assert "certificates_required[0].name" in {r.vacancy_field for r in MATCHER.explain(without).lacks}


@pytest.mark.parametrize(
    ("hidden", "kept"),
    [
        ("Nhựa Minh Hoạ", False),
        ("công ty tnhh nhua minh hoa", False),
        ("Công ty Cổ phần Nhựa Minh Hoạ", False),
        ("Nhựa Minh Hoàng", True),
        ("Minh Hoạ", True),
        ("Công ty TNHH", True),
        ("", True),
    ],
)
def test_an_employer_is_hidden_by_name_whatever_its_legal_form(hidden: str, kept: bool) -> None:
    assert (kinds(profile(hidden_employers=(hidden,)), vacancy()) == []) is kept


def test_a_vacancy_without_an_employer_is_hidden_from_nobody() -> None:
    assert kinds(profile(hidden_employers=("Công ty TNHH",)), vacancy(employer="Công ty TNHH")) == []
    assert kinds(profile(hidden_employers=("",)), vacancy(employer="")) == []


def test_an_employer_learns_nothing_of_what_is_the_persons_own_affair() -> None:
    job = MATCHER.read_vacancy(vacancy(closed=True, employer="Công ty Sao Minh Họa"))
    hiding = profile(ref="p2", hidden_employers=("Công ty Sao Minh Họa",))
    away, mute, plain = profile(ref="p3", active=False), profile(ref="p4", consented=False), profile()
    readings = [MATCHER.read_profile(person) for person in (hiding, away, mute, plain)]
    shelves = MATCHER.shelves_for_vacancy(job, readings, DAY)
    assert [pair.profile.facts.ref for pair in shelves.vetoed] == ["p2", "p3", "p4", "p1"]
    assert [pair.profile.facts.ref for pair in shelves.for_employer().vetoed] == ["p1"]


def test_the_usual_lacks_are_no_vetoes() -> None:
    """Too dear, too late, too far, a level short, nothing learnt: ranked low, and still ranked."""
    person = ProfileFacts(
        "p1", provinces=("Cà Mau",), expected_wage=90_000_000, available_from=date(2029, 1, 1),
        languages=(LanguageClaim("ja", "N5"),),
    )  # fmt: skip
    shelves = shelved(person, vacancy(), DAY)
    assert not shelves.vetoed
    assert shelves.ranked[0].score < MATCHER.shelves_for_person(
        MATCHER.read_profile(profile()), [MATCHER.read_vacancy(vacancy())], DAY
    ).ranked[0].score  # fmt: skip


quick = settings(max_examples=60, deadline=None)


@quick
@given(people, jobs, skills, claims, phrases)
def test_more_in_a_profile_never_brings_a_veto(
    person: ProfileFacts, job: VacancyFacts, skill: SkillClaim, claim: LanguageClaim, paper: str
) -> None:
    strict = replace(
        job,
        languages=tuple(replace(ask, strict=True) for ask in job.languages),
        certificates_required=tuple(CertificateAsk(text, strict=True) for text in job.skills_required),
    )
    more = replace(
        person, skills=(*person.skills, skill), languages=(*person.languages, claim),
        certificates=(*person.certificates, paper),
    )  # fmt: skip
    assert set(kinds(more, strict)) <= set(kinds(person, strict))


def test_a_file_is_ranked_whole_and_says_what_would_keep_a_pair_out(tmp_path: Path) -> None:
    rows = [
        {"id": "p1", "active": False, "certificates": ["JLPT N4"]},
        {"id": "p2", "languages": [{"language": "ja", "level": "N1"}]},
    ]
    job = {
        "id": "v1",
        "title": "Thợ hàn",
        "deadline": "2020-01-01",
        "languages": [{"language": "ja", "level": "N3", "strict": True}],
    }
    for name, records in (("p", rows), ("v", [job])):
        (tmp_path / name).write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), encoding="utf-8")
    arguments = ["--profiles", str(tmp_path / "p"), "--vacancies", str(tmp_path / "v"), "--direction", "candidates",
                 "--run", str(tmp_path / "run"), "--explain", str(tmp_path / "why")]  # fmt: skip
    assert CliRunner().invoke(match, arguments).exit_code == 0
    told = {row["profile"]: row for row in map(json.loads, (tmp_path / "why").read_text(encoding="utf-8").splitlines())}
    assert set(told) == {"p1", "p2"}
    assert [line["text"] for line in told["p1"]["lacks"][:2]] == [
        "Hồ sơ đang tạm nghỉ tìm việc.",
        "Tiếng Nhật: việc chỉ nhận người có “N3”, hồ sơ ghi “JLPT N4”.",
    ]
    assert not [line for line in told["p2"]["lacks"] if "chỉ nhận" in line["text"]]


def bring(folder: Path, person: dict[str, Any], *offers: dict[str, Any]) -> None:
    (folder / "p.jsonl").write_text(json.dumps(person, ensure_ascii=False), encoding="utf-8")
    text = "\n".join(json.dumps(offer, ensure_ascii=False) for offer in offers)
    (folder / "v.jsonl").write_text(text, encoding="utf-8")
    service.import_profiles(folder / "p.jsonl")
    service.import_vacancies(folder / "v.jsonl", illustrative=True)


WELDER = {"id": "p1", "headline": "Thợ hàn TIG", "skills": ["hàn TIG"], "hidden_employers": ["Sao Minh Họa"]}
OFFER = {"id": "v1", "title": "Thợ hàn TIG", "employer": "Công ty TNHH Sao Minh Họa", "skills_required": ["hàn TIG"]}


def test_what_is_stored_keeps_its_vetoes(app: Flask, tmp_path: Path) -> None:
    strict = OFFER | {"id": "v2", "employer": "Công ty A", "certificates_required": [{"name": "Chứng chỉ xe nâng", "strict": True}],
                      "languages": [{"language": "ja", "level": "N3", "strict": True}]}  # fmt: skip
    late = OFFER | {"id": "v5", "employer": "Công ty D", "deadline": (today() - timedelta(1)).isoformat()}
    cook = {"id": "v4", "title": "Đầu bếp", "employer": "Công ty C", "skills_required": ["nấu ăn Nhật"]}
    bring(tmp_path, WELDER, OFFER, strict, OFFER | {"id": "v3", "employer": "Công ty B"}, cook, late)
    found = fits_for("p1")
    assert [(fit.vacancy.ref, fit.why is None) for fit in found.fits] == [("v3", True), ("v4", False)]
    assert found.fits[0].why is None
    assert "Ít khớp kỹ năng" in str(found.fits[1].why.text if found.fits[1].why else "")
    assert found.counts == {"own": 1, "other": 0, "few": 1}
    assert {
        pair.vacancy.ref: [reason.vacancy_field for reason in pair.reasons] for pair in found.not_ranked
    } == {"v1": ["employer"], "v2": ["languages[0].level", "certificates_required[0].name"]}  # fmt: skip
    assert found.total == 2


def test_a_file_closes_what_it_says_is_closed(app: Flask, tmp_path: Path) -> None:
    bring(tmp_path, WELDER, OFFER | {"closed": True})
    assert fits_for("p1").total == 0
    row = store.find_vacancy("v1")
    assert row is not None
    assert row.state == "closed"


def test_a_file_consents_for_nobody_who_is_real(app: Flask, tmp_path: Path) -> None:
    bring(tmp_path, WELDER, OFFER)
    row = store.find_profile("p1")
    assert row is not None
    assert row.consented
    service.import_profiles(tmp_path / "p.jsonl", illustrative=False)
    assert not row.consented
