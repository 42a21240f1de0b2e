"""The column store gives the scores of the one rule: for the graded sets, and for whatever hypothesis thinks of."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.jobs.facts import CertificateAsk, LanguageAsk, ProfileFacts, VacancyFacts
from portal.jobs.formats.files import read_profiles, read_vacancies
from portal.jobs.matching import score_rules as rules
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.columns import schema, scores
from portal.jobs.matching.columns.best import Order, first, floor_of
from portal.jobs.matching.columns.budgets import start_shares, wage_shares
from portal.jobs.matching.columns.planes import WELL, Planes, Traits, rows_of
from portal.jobs.matching.columns.registers import Registers
from portal.jobs.matching.columns.scores import Floor, Found, Pairs, Scores
from portal.jobs.matching.columns.table import Damaged, Full, Table
from portal.jobs.matching.languages import Level
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.readings import Spoken
from portal.jobs.matching.score_rules import tie
from portal.jobs.matching.veto_rules import vetoes
from tests.jobs import samples, strategies
from tests.jobs.columns_at_hand import Columns

DATA = Path(__file__).parent.parent / "data"
SETS = ("gold/matching", "holdout/matching", "matching/second_set")
MATCHER = Matcher()
"""What a person can be besides what `strategies` makes: papers, hidden employers, states; what a job can ask for."""
people = st.builds(
    lambda facts, **more: replace(facts, **more), strategies.people,
    active=st.booleans(), consented=st.sampled_from([True, True, False]),
    hidden_employers=st.sampled_from([(), ("Công ty Bến Tre",)]),
    not_mine=st.sampled_from([(), (), ("han-tig", "tho-han", "ja"), ("jp-kiso", "ep-nhua", "plc", "van-hanh-cnc")]),
    certificates=strategies.tuples(st.sampled_from(["Chứng chỉ hàn 3G", "JLPT N3", "bằng lái xe nâng", "thẻ gì đó"]), 3),
)  # fmt: skip
jobs = st.builds(
    lambda facts, **more: replace(facts, **more), strategies.jobs,
    employer=st.sampled_from(["", "Cty TNHH Bến Tre", "Nhựa Minh Họa"]), closed=st.sampled_from([False, False, True]),
    wage_min=st.sampled_from([None, 0, 9_000_000]),
    certificates_required=strategies.tuples(
        st.builds(CertificateAsk, st.sampled_from(["chứng chỉ hàn", "JLPT N3", "bằng lái xe nâng hoặc thẻ an toàn", "thẻ gì đó"]),
                  st.booleans()), 2),
    skills_required=strategies.tuples(st.sampled_from([*strategies.WORDS, "hàn hoặc tiện", "phiên dịch tiếng Nhật N2",
                                                       "gì cũng được miễn chăm", "tiếng Hàn giao tiếp"])),
)  # fmt: skip


@pytest.mark.parametrize("name", SETS)
def test_every_pair_of_the_graded_sets_has_the_score_of_the_rule(name: str, tmp_path: Path) -> None:
    profiles = [MATCHER.read_profile(facts) for facts in read_profiles(DATA / name / "profiles.jsonl")]
    vacancies = [MATCHER.read_vacancy(facts) for facts in read_vacancies(DATA / name / "vacancies.jsonl")]
    columns = Columns.of(tmp_path, profiles, vacancies, len(profiles), len(vacancies))
    by_vacancy = [columns.of_profiles(vacancy) for vacancy in vacancies]
    by_profile = [columns.of_vacancies(profile) for profile in profiles]
    for row, profile in enumerate(profiles):
        for place, vacancy in enumerate(vacancies):
            score = MATCHER.judge(profile, vacancy).score
            assert by_vacancy[place][row] == score
            assert by_profile[row][place] == score or (by_profile[row][place] > score and _bounded(vacancy))


def test_a_skill_has_its_bit_however_weakly_it_is_held(tmp_path: Path) -> None:
    traits = Traits(skills=3, occupations=2, provinces=2, languages=1)
    planes = Planes.create(tmp_path, traits, rows=64)
    planes.mark(9, traits.of_skills([(0, 1), (1, WELL - 1), (2, WELL)]) | {traits.occupation(1)})
    held = {
        (skill, well): rows_of(planes.any_of([traits.skill(skill, well=well)])).tolist()
        for skill in range(3)
        for well in (False, True)
    }
    assert held == {(0, False): [9], (0, True): [], (1, False): [9], (1, True): [], (2, False): [9], (2, True): [9]}
    assert [rows_of(planes.any_of([traits.occupation(number)])).tolist() for number in (0, 1)] == [[], [9]]
    planes.unmark(9, {traits.skill(0, well=False)})
    assert not rows_of(planes.any_of([traits.skill(0, well=False)])).size


def test_every_trait_has_a_plane_of_its_own() -> None:
    traits = Traits(skills=2, occupations=3, provinces=4, languages=2)
    spoken = [traits.spoken(language, rank) for language in (0, 1, -1) for rank in (*range(7), None)]
    all_of = [
        *(traits.skill(number, well=well) for number in range(2) for well in (False, True)),
        *map(traits.occupation, range(3)), *map(traits.province, range(4)), *spoken,
        traits.ranked, traits.relocates, traits.anywhere,
    ]  # fmt: skip
    assert sorted(all_of) == list(range(traits.count))
    assert traits.spoken(7, 3) == traits.spoken(-1, 3)


def test_what_is_said_of_places_and_states() -> None:
    traits = Traits(skills=1, occupations=1, provinces=3, languages=1)
    assert traits.of_places(0b101, schema.RANKED) == {traits.province(0), traits.province(2), traits.ranked}
    assert traits.of_places(0, schema.RELOCATES | schema.ACTIVE) == {traits.relocates}
    assert traits.of_places(0, 0) == {traits.anywhere}


def test_a_plane_of_a_language_promises_what_the_best_of_it_has(tmp_path: Path) -> None:
    """Two who speak at one rank: one says so, for the other years abroad only make it likely."""
    spoken = Spoken("ja", Level(3, "jlpt", 3), "languages[0]", "N3", True)
    says = replace(MATCHER.read_profile(samples.profile()), spoken=(spoken,))
    likely = replace(says, spoken=(replace(spoken, stated=False),))
    vacancy = MATCHER.read_vacancy(samples.vacancy(languages=(LanguageAsk("ja", "N4", required=True),)))
    for people_ in ([says, likely], [likely, says]):
        with tempfile.TemporaryDirectory() as folder:
            columns = Columns.of(Path(folder), people_, [vacancy], 2, 1)
            most = columns.profiles.first_look(vacancy).most(np.arange(2))
            scores = [MATCHER.judge(person, vacancy).score for person in people_]
            assert scores[0] != scores[1]
            assert all(most >= scores)


def test_everybody_who_can_reach_a_score_is_given_once(tmp_path: Path) -> None:
    profiles = [MATCHER.read_profile(facts) for facts in read_profiles(DATA / SETS[0] / "profiles.jsonl")]
    vacancies = [MATCHER.read_vacancy(facts) for facts in read_vacancies(DATA / SETS[0] / "vacancies.jsonl")]
    columns = Columns.of(tmp_path, profiles, vacancies[:1], len(profiles), 1)
    ranked = [row for row, one in enumerate(profiles) if one.facts.active and one.facts.consented]
    for vacancy in vacancies[::6]:
        most = columns.profiles.first_look(vacancy).most(np.array(ranked))
        for least in sorted(set(most.tolist())):
            may = [row for row, points in zip(ranked, most.tolist(), strict=True) if points >= least]
            assert columns.profiles.first_look(vacancy).next(1_000, least).tolist() == may
            assert columns.profiles.first_look(vacancy).next(1_000, least + 1).tolist() == [
                row for row, points in zip(ranked, most.tolist(), strict=True) if points > least
            ]
        reach, given = columns.profiles.first_look(vacancy), []
        while len(rows := reach.next(3, 0)):
            here = dict(zip(ranked, most.tolist(), strict=True))
            assert min(here[row] for row in rows) >= max(
                (here[row] for row in set(ranked) - {*given, *rows}), default=0
            )
            given += rows.tolist()
        assert sorted(given) == ranked


def test_those_that_reach_just_as_much_are_kept_beside_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which of them stands in the list is not decided here."""
    monkeypatch.setattr(scores, "FIRST_WORDS", 1)
    found = Found(floor_of(1, 1))
    rows = np.arange(4)
    found.take(Pairs(rows, rows, np.array([9, 10, 10, 10])), lambda pairs: Scores(pairs.rows, pairs.most))
    assert sorted(found.scores.rows.tolist()) == [1, 2, 3]


@settings(max_examples=60)
@given(st.lists(people, min_size=1, max_size=4), st.lists(jobs, min_size=1, max_size=4))
def test_no_score_is_lower_than_the_rule_gives_and_nobody_is_missing(
    persons: list[ProfileFacts], offers: list[VacancyFacts]
) -> None:
    profiles = [MATCHER.read_profile(facts) for facts in persons]
    vacancies = [MATCHER.read_vacancy(facts) for facts in offers]
    with tempfile.TemporaryDirectory() as folder:
        columns = Columns.of(Path(folder), profiles, vacancies, len(profiles), len(vacancies))
        for place, vacancy in enumerate(vacancies):
            found = columns.of_profiles(vacancy)
            first_look = columns.profiles.first_look(vacancy)
            for row, profile in enumerate(profiles):
                pair, states = MATCHER.judge(profile, vacancy), vetoes(profile, vacancy)
                assert first_look.most(np.array([row]))[0] >= pair.score
                if row in found:
                    assert found[row] == pair.score
                    assert not {veto.kind for veto in states} & {"inactive", "no_consent", "hidden_employer"}
                else:
                    assert {veto.kind for veto in states} & {
                        "inactive",
                        "no_consent",
                        "hidden_employer",
                        "strict_language",
                    }
                listed = columns.of_vacancies(profile)
                if place in listed:
                    assert listed[place] >= pair.score
                    assert listed[place] == pair.score or _bounded(vacancy)
                else:
                    assert {veto.kind for veto in states} - {"strict_certificate"}


def _bounded(vacancy: object) -> bool:
    """A line of several skills of which one is done in one language, or with a level in the line itself: only a bound."""
    skills = MATCHER._known.dictionary.skills
    return any(
        any(skills[id].of_a_language for id in line.skills) and (len(line.skills) > 1 or line.asks)
        for line in vacancy.lines  # type: ignore[attr-defined]
    )


@given(
    st.one_of(st.none(), st.integers(1, 10**9)), st.one_of(st.none(), st.integers(0, 10**9)),
    st.one_of(st.none(), st.integers(0, 10**9)),
)  # fmt: skip
def test_wages_are_judged_as_the_rule_does(asked: int | None, low: int | None, high: int | None) -> None:
    found = wage_shares(schema.NO_WAGE if asked is None else asked, low or 0, high or 0)
    share = rules.wage_share(asked, low, high)
    assert int(found) == (-1 if share is None else share)


def test_days_late_are_judged_as_the_rule_does() -> None:
    day = date(2027, 1, 1)
    for late in range(-40, 400):
        assert int(start_shares(np.array(late))) == rules.start_share(day + timedelta(late), day)


def test_no_column_says_who_somebody_is() -> None:
    """Every column is one of these; a new one is added here only by somebody who asks what it could tell of a person."""
    fixed = {"flags", "provinces", "wage", "available", "spoken", "countries", "hides", "revision"}
    ragged = {"ref.byte", "skills.id", "skills.level", "skills.proof", "occupations.id", "occupations.level",
              "stays.months", "stays.occupations", "terms.term"}  # fmt: skip
    assert set(schema.PROFILES.fixed) == fixed
    assert {f"{group}.{name}" for group, lists in schema.PROFILES.ragged.items() for name in lists} == ragged


def test_the_first_ones_are_those_of_sorting_everybody_though_scores_were_too_high(tmp_path: Path) -> None:
    """What the columns say may be too high, never too low: the list is that of the true scores all the same."""
    chance = random.Random(5)
    person = MATCHER.judge(MATCHER.read_profile(samples.profile()), MATCHER.read_vacancy(samples.vacancy()))
    for step in (1, 100):
        for _ in range(60):
            true = {row: chance.choice((0, 100, 120, 199, 200, 250, 300)) for row in range(chance.randint(0, 60))}
            said = {row: score + chance.choice((0, 0, 0, 1, 60, 400)) for row, score in true.items()}
            out = {row for row in true if chance.random() < 0.2}
            k = chance.randint(1, 12)

            def scan(floor: Floor, said: dict[int, int] = said) -> Scores:
                rows = np.array(list(said), dtype=np.int64)
                found = Scores(rows, np.array([said[row] for row in rows], dtype=np.int64))
                return found.at_least(floor(found.most))

            def judge(row: int, true: dict[int, int] = true, out: set[int] = out) -> Assessment | None:
                facts = replace(person.profile, facts=replace(person.profile.facts, ref=f"r{row}"))
                return None if row in out else replace(person, score=true[row], profile=facts)

            order = Order(lambda ref: tie("q", ref), lambda row: f"r{row}", step)
            right = sorted((order.key(score, row) for row, score in true.items() if row not in out))[:k]
            assert [order.key(a.score, int(a.profile.facts.ref[1:])) for a in first(k, scan, judge, order)] == right


def test_a_register_goes_on_after_a_line_that_was_never_finished(tmp_path: Path) -> None:
    path = tmp_path / "registers.jsonl"
    one = Registers(path)
    assert [one.number("x", ["a"]), one.number("x", ["b"]), one.number("x", []), one.number("y", "a")] == [1, 2, 0, 1]
    with path.open("ab") as file:
        file.write(b'["x", ["c')
    other = Registers(path)
    assert other.number("x", ["b"]) == 2
    assert other.number("x", ["d"]) == 3
    one.read_on()
    assert one.values("x") == [[], ["a"], ["b"], ["d"]]


def test_a_table_refuses_more_than_it_has_room_for(tmp_path: Path) -> None:
    table = Table.create(tmp_path, schema.PROFILES, 1)
    lists = {group: {name: [1] for name in columns} for group, columns in schema.PROFILES.ragged.items()}
    fixed = dict.fromkeys(schema.PROFILES.fixed, 1)
    with pytest.raises(Full):
        table.write(10**6, fixed, lists)
    table.write(3, fixed, lists)
    too_long = {**lists, "terms": {"term": [1] * 10**6}}
    with pytest.raises(Full):
        table.write(4, fixed, too_long)
    assert table.rows == 4
    (tmp_path / "profiles.json").write_text('{"rows": "many"}')
    with pytest.raises(Damaged):
        Table(tmp_path, schema.PROFILES)
