"""“How matching works” says what the matcher does: its parts, weights, thresholds, vetoes, and figures that still hold."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import get_args
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from portal.content import service as content
from portal.jobs.formats.files import read_profiles, read_vacancies
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.score_rules import FULL, MAXIMUM
from portal.jobs.matching.veto_rules import Kind
from portal.jobs.matching.weights import current_weights, measured
from portal.web.jobs.how_views import SETS, VETOES, WAYS, part_rules
from portal.web.jobs.presenters import part_names
from tests.jobs.samples import GOLD
from tests.jobs.test_gold import ndcg
from tests.web.provenance import read
from tests.web.strict import StrictClient, X, text_of

ADDRESS = "/how-matching-works"


def page(client: StrictClient, locale: str = "vi") -> Element:
    return read(client.get(f"/{locale}{ADDRESS}").get_data(as_text=True))


def rows(table: Element) -> list[list[str]]:
    return [[text_of(cell).strip() for cell in row] for body in table.iter(X + "tbody") for row in body]


def test_every_part_every_veto_and_every_set_is_told(site: Flask) -> None:
    with site.test_request_context("/vi/"):
        assert list(part_rules(current_weights())) == list(current_weights().parts)
        assert set(part_names()) == set(current_weights().parts)
    assert set(VETOES) == set(get_args(Kind))
    _, sets = measured()
    assert {it.name for it in sets} == set(SETS)
    assert {way for it in sets for way in it.figures} == set(WAYS)


def test_the_weights_shown_are_those_in_use(client: StrictClient) -> None:
    told = rows(next(page(client).iter(X + "table")))
    parts = current_weights().parts
    for (_, shown, _), weight in zip(told, parts.values(), strict=True):
        assert Decimal(shown.replace(",", ".")) == round(Decimal(100 * weight) / sum(parts.values()), 1)


def test_steps_in_words_are_those_of_the_weights() -> None:
    rules = part_rules(
        replace(current_weights(), language_by_gap=(255, 128, 26), language_unknown=51, place_willing=77)
    )
    assert dict(rules["language"].values) == {"met": 100, "one": 50, "two": 10, "unknown": 20}
    assert dict(rules["place"].values) == {"willing": 30}


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_thresholds_version_and_day_are_told(client: StrictClient, locale: str) -> None:
    text = text_of(page(client, locale))
    weights = current_weights()
    assert text.count(f"{weights.gate_percent}%") == 3
    assert f"{weights.good_fit_percent}%" in text
    said = {
        "vi": f"Bản trọng số {weights.version}, đo ngày",
        "en": f"Version {weights.version} of the weights, measured on",
    }
    assert said[locale] in text
    skills, occupations = content.version_of("skill"), content.version_of("occupation")
    assert skills
    assert occupations
    taxonomy = {
        "vi": f"Bản trọng số {weights.version}; danh mục kỹ năng bản {skills}, danh mục nghề bản {occupations}.",
        "en": f"Version {weights.version} of the weights; version {skills} of the skills, version {occupations} of the",
    }
    assert taxonomy[locale] in " ".join(text.split())


def test_the_formula_shown_gives_the_scores_shown() -> None:
    """Weights of the parts that were judged times their shares, over the sum of those weights: to a hundredth of a percent."""
    vacancies, profiles = read_vacancies(GOLD / "vacancies.jsonl"), read_profiles(GOLD / "profiles.jsonl")
    matcher, weights = Matcher(), current_weights().parts
    for vacancy in vacancies[::8]:
        reading = matcher.read_vacancy(vacancy)
        for profile in profiles[::4]:
            found = matcher.judge(matcher.read_profile(profile), reading)
            judged = {name: points / FULL / found.budgets[name] for name, points in found.parts.items()}
            assert all(0 <= share <= 1 for share in judged.values())
            by_hand = sum(weights[name] * share for name, share in judged.items()) / sum(weights[n] for n in judged)
            assert found.score / MAXIMUM == pytest.approx(by_hand, abs=0.0005)


def test_the_figures_shown_are_those_of_the_content(client: StrictClient) -> None:
    _, *tables = page(client).iter(X + "table")
    _, sets = measured()
    for table, it in zip(tables, sets, strict=True):
        told = [tuple(float(cell.replace(",", ".")) for cell in row[1:]) for row in rows(table)]
        assert told == list(it.figures.values())
        caption = text_of(next(table.iter(X + "caption")))
        assert re.findall(r"\d+", caption)[:2] == [str(it.profiles), str(it.vacancies)]


def test_the_development_figures_still_hold() -> None:
    """A published figure that the ranking no longer gives is measured anew in content/matching_weights.yaml."""
    vacancies, profiles = read_vacancies(GOLD / "vacancies.jsonl"), read_profiles(GOLD / "profiles.jsonl")
    published = next(it for it in measured()[1] if it.name == "development")
    assert (published.profiles, published.vacancies) == (len(profiles), len(vacancies))
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (GOLD / "judgments.tsv").read_text(encoding="utf-8").splitlines():
        person, vacancy, grade, _ = line.split("\t")
        grades[person][vacancy] = grades[vacancy][person] = int(grade)
    matcher = Matcher()
    for direction, figure in zip(("vacancies", "candidates"), published.figures["all_words"], strict=True):
        scores = []
        for query, found in matcher.rank_all(vacancies, profiles, direction, top=10):
            if query not in grades:
                continue  # nobody graded it above nothing
            order = [(a.vacancy if direction == "vacancies" else a.profile).facts.ref for a in found]
            scores.append(ndcg(order, grades[query]))
        assert sum(scores) / len(scores) == pytest.approx(figure, abs=0.003)


def test_the_page_is_found_from_where_it_matters(client: StrictClient) -> None:
    for path in ("/vi/match", "/vi/match/p001", "/vi/match/p001/v002", "/vi/jobs/v001/candidates", "/vi/"):
        assert f'href="/vi{ADDRESS}"' in client.get(path).get_data(as_text=True), path
    assert ADDRESS in client.get("/sitemap-content.xml").get_data(as_text=True)
