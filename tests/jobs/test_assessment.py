"""How lines, languages, occupations and time are judged, one rule at a time."""

from __future__ import annotations

import pytest

from portal.jobs.facts import LanguageAsk, LanguageClaim, ProfileFacts, SkillClaim, Stint, VacancyFacts
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.ranking import Matcher
from tests.jobs.samples import profile, vacancy

MATCHER = Matcher()


def judged(person: ProfileFacts, job: VacancyFacts) -> Assessment:
    [found] = MATCHER.vacancies_for(MATCHER.read_profile(person), [MATCHER.read_vacancy(job)], top=1)
    return found


def line_share(line: str, *skills: str) -> int:
    person = ProfileFacts("p", skills=tuple(SkillClaim(skill, 5) for skill in skills))
    return judged(person, VacancyFacts("v", "x", skills_required=(line,))).lines[0].share


def test_one_of_two_is_enough_where_the_line_says_or() -> None:
    assert line_share("PLC hoặc lái xe nâng", "PLC") == 255
    assert line_share("PLC, lái xe nâng", "PLC") == 127
    assert line_share("PLC, lái xe nâng", "PLC", "lái xe nâng") == 255


def test_a_related_skill_covers_in_part_and_best_of_several_counts() -> None:
    exact, near, apart = (line_share("hàn TIG", skill) for skill in ("hàn TIG", "hàn que", "kế toán"))
    assert exact == 255 > near > apart == 0
    assert line_share("hàn TIG", "hàn que", "hàn MIG", "thợ hàn") < 2 * near


def test_a_line_the_taxonomy_does_not_know_is_read_by_its_words() -> None:
    line = "thổi sáo mèo Khâu Vai"
    assert line_share(line, line) == 255
    assert 0 < line_share(line, "thổi sáo mèo") <= 154
    assert line_share(line, "đàn bầu") == 0


def test_a_stay_abroad_is_what_some_lines_want() -> None:
    job = VacancyFacts("v", "x", skills_required=("từng làm việc ở Hàn Quốc",))
    been = ProfileFacts("p", experience=(Stint("Công nhân", "KR", "", 1),))
    assert judged(been, job).lines[0].share == 255
    assert judged(ProfileFacts("p", experience=(Stint("Công nhân", "JP", "", 1),)), job).lines[0].share == 0


@pytest.mark.parametrize(("level", "share"), [("N2", 255), ("N3", 255), ("N4", 140), ("N5", 40), (None, 0)])
def test_a_required_language_by_levels_short(level: str | None, share: int) -> None:
    person = ProfileFacts("p", languages=(LanguageClaim("ja", level),) if level else ())
    found = judged(person, VacancyFacts("v", "x", languages=(LanguageAsk("ja", "N3", "JLPT", True),)))
    assert found.shares["language"] == share


def test_of_languages_only_wished_for_the_best_counts_and_required_ones_all() -> None:
    person = ProfileFacts("p", languages=(LanguageClaim("ko", "TOPIK 4"),))
    asks = tuple(LanguageAsk(language, "giao tiếp", None, False) for language in ("zh", "ko", "en"))
    assert judged(person, VacancyFacts("v", "x", languages=asks)).shares["language_wished"] == 255
    required = tuple(LanguageAsk(ask.language, ask.level, None, True) for ask in asks[:2])
    assert judged(person, VacancyFacts("v", "x", languages=required)).shares["language"] == 127


@pytest.mark.parametrize(
    ("provinces", "relocate", "share"),
    [(("Bắc Giang",), False, 255), (("Huế",), True, 140), (("Huế",), False, 0), ((), False, None), ((), True, 140)],
)
def test_places(provinces: tuple[str, ...], relocate: bool, share: int | None) -> None:
    found = judged(profile(provinces=provinces, relocate=relocate), vacancy(province="Bắc Ninh"))
    assert found.shares.get("place") == share


def test_only_time_in_near_occupations_is_experience() -> None:
    job = vacancy(experience_years=2)
    assert judged(profile(), job).shares["experience"] == 255
    other = profile(experience=(Stint("Kế toán", "VN", "", 10, "khai thuế"),), headline="", summary="", skills=())
    assert judged(other, job).shares["experience"] == 0
    assert "experience" not in judged(profile(), vacancy(experience_years=None)).shares


def test_an_occupation_makes_skills_likely_but_they_weigh_less_than_stated() -> None:
    job = VacancyFacts("v", "x", skills_required=("thay khuôn",))
    likely = judged(ProfileFacts("p", experience=(Stint("Kỹ thuật viên ép nhựa", "JP", "", 3),)), job).lines[0]
    stated = judged(ProfileFacts("p", skills=(SkillClaim("thay khuôn", 3),)), job).lines[0]
    assert 0 < likely.share < stated.share
    assert likely.fits[0].held is not None
    assert not likely.fits[0].held.stated


def test_what_a_profile_denies_is_not_held() -> None:
    assert line_share("PLC", "chưa biết PLC") == 0


def test_a_likely_skill_is_told_as_missing_not_as_met() -> None:
    found = judged(ProfileFacts("p", experience=(Stint("Kỹ thuật viên ép nhựa", "JP", "", 3),)), vacancy())
    reasons = MATCHER.explain(found)
    assert "skills_required[1]" in {reason.vacancy_field for reason in reasons.lacks}
    assert "skills_required[1]" not in {reason.vacancy_field for reason in reasons.meets}


def test_unused_strengths_are_not_those_that_were_used() -> None:
    person = profile(
        skills=(SkillClaim("thay khuôn", 3), SkillClaim("lái xe nâng", 1)), certificates=("Bằng lái xe nâng",)
    )
    unused = {reason.profile_field for reason in MATCHER.explain(judged(person, vacancy())).unused}
    assert unused == {"skills[1].name", "certificates[0]"}


def test_a_claim_is_what_is_said_of_a_language_not_the_years_abroad() -> None:
    """N4 after four years in Japan is N4: no line may say that the profile names no level, and N3 stays out of reach."""
    person = profile(experience=(Stint("Công nhân ép nhựa", "JP", "Nhựa", 4, "Đứng máy"),))
    found = judged(person, vacancy(languages=(LanguageAsk("ja", "N3", "JLPT", required=True),)))
    lines = [str(reason.text) for reason in MATCHER.explain(found).lacks]
    assert "Tiếng Nhật: hồ sơ ghi “N4”, thấp hơn “N3”." in lines
    assert not any("chưa ghi trình độ" in line for line in lines)


def test_years_abroad_suggest_a_level_and_never_meet_an_ask_by_themselves() -> None:
    unclaimed = profile(languages=(), certificates=(), headline="", summary="")
    job = vacancy(languages=(LanguageAsk("ja", "N4", "JLPT", required=True),))
    stayed, claimed = judged(unclaimed, job), judged(profile(), job)
    assert 0 < stayed.languages[0].share < claimed.languages[0].share
