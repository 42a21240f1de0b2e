"""What a person says is not theirs is read nowhere any more, and stays away for every way that led to it."""

from __future__ import annotations

from dataclasses import replace

from portal.jobs.facts import LanguageClaim, ProfileFacts, SkillClaim, Stint
from portal.jobs.matching.ranking import Matcher
from tests.jobs import samples

MATCHER = Matcher()
WELDER = ProfileFacts(
    "p1",
    headline="Thợ hàn TIG",
    skills=(SkillClaim("hàn TIG", 4), SkillClaim("đọc bản vẽ", 2)),
    languages=(LanguageClaim("ko", "giao tiếp"),),
    experience=(Stint("Thợ hàn TIG", "JP", "Hàn", 4, "hàn TIG ống inox"),),
    certificates=("Chứng chỉ hàn 3G",),
)


def test_a_skill_that_is_not_mine_is_held_by_no_evidence() -> None:
    before = MATCHER.read_profile(WELDER)
    assert before.skills["han-tig"].stated
    after = MATCHER.read_profile(replace(WELDER, not_mine=("han-tig",)))
    assert "han-tig" not in after.skills
    assert "han-tig" not in after.evidence
    assert after.skills["ban-ve"].stated, "the others stay"


def test_an_occupation_that_is_not_mine_makes_no_skill_likely() -> None:
    before = MATCHER.read_profile(WELDER)
    named = set(before.occupations)
    after = MATCHER.read_profile(replace(WELDER, not_mine=tuple(named)))
    assert not after.occupations
    assert all(not stay.occupations for stay in after.stays)
    assert not [held for held in after.skills.values() if not held.stated and not held.attested]


def test_a_paper_that_is_not_mine_speaks_for_nothing() -> None:
    before = MATCHER.read_profile(WELDER)
    assert before.papers
    after = MATCHER.read_profile(replace(WELDER, not_mine=tuple(before.papers)))
    assert not after.papers
    assert not [held for found in after.evidence.values() for held in found if held.attested]


def test_a_language_of_a_stay_is_taken_back() -> None:
    spoken = {one.language for one in MATCHER.read_profile(WELDER).spoken}
    assert {"ko", "ja"} <= spoken
    after = {one.language for one in MATCHER.read_profile(replace(WELDER, not_mine=("ja",))).spoken}
    assert after == spoken - {"ja"}


def test_the_score_follows() -> None:
    person, job = samples.profile(), MATCHER.read_vacancy(samples.vacancy())
    before = MATCHER.judge(MATCHER.read_profile(person), job)
    held = {fit.held.id for line in before.lines for fit in line.fits if fit.held is not None}
    after = MATCHER.judge(MATCHER.read_profile(replace(person, not_mine=tuple(held))), job)
    assert held
    assert after.score < before.score
