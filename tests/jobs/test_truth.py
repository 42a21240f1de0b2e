"""What is said of a pair is so: wishes, lessons, other languages, missing papers and names of places claim nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portal.jobs.facts import LanguageAsk, LanguageClaim, ProfileFacts, SkillClaim, Stint, VacancyFacts
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.reading_limits import MOST
from portal.jobs.matching.reasons import Reasons

MATCHER = Matcher()


def judged(person: ProfileFacts, job: VacancyFacts) -> tuple[Assessment, Reasons]:
    [found] = MATCHER.vacancies_for(MATCHER.read_profile(person), [MATCHER.read_vacancy(job)], top=1)
    return found, MATCHER.explain(found)


def skills_of(**fields: str) -> set[str]:
    return set(MATCHER.read_profile(ProfileFacts("p", **fields)).skills)


@pytest.mark.parametrize(
    ("text", "skill", "held"),
    [
        ("Muốn làm phiên dịch hoặc quản lý sản xuất.", "phien-dich", False),
        ("Muon lam phien dich o Ha Noi", "phien-dich", False),
        ("Em làm phiên dịch 2 năm, muốn về quê", "phien-dich", True),
        ("Muốn gần nhà vì đã làm phiên dịch xa", "phien-dich", True),
        ("Tìm việc ở Long Khánh, làm Đồng Nai được", "go-dong", False),
        ("Làm đồng 3 năm", "go-dong", True),
        ("làm trong nhà máy may mặc xa nhà", "may-cn", True),
        ("lắp ống kính, dịch, báo cáo ca", "bien-dich", False),
        ("dịch báo cáo cho sếp", "bien-dich", True),
        ("hàn ống đồng, nạp gas", "han-ong", False),
    ],
)
def test_what_a_text_shows(text: str, skill: str, held: bool) -> None:
    assert (skill in skills_of(summary=text)) is held


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Có N3, đang ôn N2", 2),
        ("co N3, dang on N2", 2),
        ("N3, sắp thi N2", 2),
        ("thi N2 trượt, có N3", 2),
        ("N2 chưa đậu nhưng có N3", 2),
        ("chưa thi nhưng tương đương N3", 2),
        ("đã đậu N2", 3),
        ("Muốn học tiếng Nhật", None),
    ],
)
def test_a_level_is_one_that_somebody_has(text: str, rank: int | None) -> None:
    spoken = MATCHER.read_profile(ProfileFacts("p", summary=text)).spoken
    assert max((s.level.rank for s in spoken if s.level.rank is not None), default=None) == rank


def interpreter(language: str, name: str) -> ProfileFacts:
    return ProfileFacts(
        "p", skills=(SkillClaim(f"phiên dịch tiếng {name}", 4),), languages=(LanguageClaim(language, "giỏi"),)
    )


def test_an_interpreter_of_another_language_does_not_meet_the_line() -> None:
    job = VacancyFacts(
        "v", "Phiên dịch tiếng Hàn", skills_required=("phiên dịch tiếng Hàn",),
        languages=(LanguageAsk("ko", "giao tiếp", None, True),),
    )  # fmt: skip
    (own, told), (other, lacking) = judged(interpreter("ko", "Hàn"), job), judged(interpreter("ja", "Nhật"), job)
    assert own.score > 2 * other.score
    assert "skills_required[0]" in {r.vacancy_field for r in told.meets}
    assert {"skills_required[0]", "title"} <= {r.vacancy_field for r in lacking.lacks}


def test_a_certificate_is_met_by_a_certificate() -> None:
    job = VacancyFacts("v", "x", skills_required=("chứng chỉ xe nâng",))
    driver = ProfileFacts("p", skills=(SkillClaim("lái xe nâng", 4),))
    licensed = replace(driver, certificates=("Chứng chỉ xe nâng Hàn Quốc",))
    (without, lacking), (proven, meeting) = judged(driver, job), judged(licensed, job)
    assert without.lines[0].share <= 127 < proven.lines[0].share
    assert not [r for r in lacking.meets if r.vacancy_field == "skills_required[0]"]
    assert [r.profile_field for r in meeting.meets if r.vacancy_field == "skills_required[0]"] == ["certificates[0]"]


def test_the_words_nearest_to_the_line_are_quoted_and_what_is_asked_is_not_called_unused() -> None:
    job = VacancyFacts("v", "Thợ may", skills_required=("may 1 kim", "vắt sổ"))
    _, told = judged(ProfileFacts("p", skills=(SkillClaim("may 1 kim", 7), SkillClaim("vắt sổ", 1))), job)
    quoted = {r.vacancy_field: r.profile_field for r in told.meets}
    assert quoted["skills_required[0]"] == "skills[0].name"
    assert quoted["skills_required[1]"] == "skills[1].name"
    assert not told.unused


def test_a_line_of_two_skills_is_not_met_by_one() -> None:
    job = VacancyFacts("v", "x", skills_required=("PLC, lái xe nâng",))
    _, told = judged(ProfileFacts("p", skills=(SkillClaim("lái xe nâng", 5),)), job)
    assert [r.vacancy_field for r in told.lacks if r.profile_field] == ["skills_required[0]"]
    assert not [r for r in told.meets if r.vacancy_field == "skills_required[0]"]


def test_the_sector_of_a_job_only_makes_its_skills_likely() -> None:
    job = VacancyFacts("v", "x", skills_required=("đóng gói",))
    _, told = judged(ProfileFacts("p", experience=(Stint("Nhân viên", "JP", "Đóng gói", 3, ""),)), job)
    assert not [r for r in told.meets if r.vacancy_field == "skills_required[0]"]


def test_leading_in_another_trade_is_half_the_way() -> None:
    job = VacancyFacts("v", "Tổ trưởng ca ép nhựa")
    leader, moulder = (
        judged(ProfileFacts("p", experience=(Stint(title, "VN", "", 3, ""),)), job)[0].shares["occupation"]
        for title in ("Tổ trưởng", "Công nhân ép nhựa")
    )
    assert leader < moulder


def test_shared_words_are_whole_phrases() -> None:
    job = VacancyFacts("v", "x", description="Khéo tay, thổi sáo mèo ở hội xuân, có chỗ ở")
    person = ProfileFacts("p", summary="Em biết thổi sáo mèo ở bản, khéo, có nhà")
    _, told = judged(person, job)
    assert [str(r.text) for r in told.meets if "cùng nói" in str(r.text)] == [
        "Tin tuyển và hồ sơ cùng nói “thổi sáo mèo”."
    ]


def test_more_than_a_record_can_hold_is_read_from_the_beginning() -> None:
    long = (SkillClaim("溶" * 20_000),) * 300
    cried = ProfileFacts("p", headline="Thợ hàn TIG", summary="溶接工として働きました" * 2_000, skills=long)
    reading = MATCHER.read_profile(cried)
    assert "han-tig" in reading.skills
    assert sum(reading.words.values()) < 10 * MOST * 1024
    assert reading.facts == cried


def test_what_lies_beyond_the_end_of_the_reading_does_not_break_the_reasons() -> None:
    many = ProfileFacts("p", experience=tuple(Stint("Thợ hàn", "JP", "", 1, "") for _ in range(100)))
    judged(many, VacancyFacts("v", "Thợ hàn", experience_years=2))


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Công nhân tiện NC", "tho-cnc"),
        ("Bếp quán món Hàn", "dau-bep"),
        ("Lái cẩu tháp", "tho-cau"),
        ("鉄筋工", "tho-cot-thep"),
    ],
)
def test_a_title_that_names_a_special_skill_names_the_occupation(title: str, wanted: str) -> None:
    assert wanted in MATCHER.read_vacancy(VacancyFacts("v", title)).occupations
    assert (
        wanted
        in MATCHER.read_profile(ProfileFacts("p", experience=(Stint(title, "JP", "", 3, ""),))).stays[0].occupations
    )


def test_a_licence_asked_for_is_quoted_from_the_papers() -> None:
    digger = ProfileFacts("p", skills=(SkillClaim("lái máy xúc", 5),), certificates=("車両系建設機械",))
    _, told = judged(digger, VacancyFacts("v", "x", skills_preferred=("bằng máy xúc",)))
    assert [r.profile_field for r in told.meets if r.vacancy_field == "skills_preferred[0]"] == ["certificates[0]"]
