"""How good the ranking is on the graded sets beside shared words (BM25) on the same set: nDCG@10 both ways, the difference with
its paired 95 % interval, and by kind of profile.

Run by hand: flask bench graded. The unseen half of the second set is looked at once, at the very end: python -m
tests.bench.graded --unseen. Intervals are of 10,000 bootstrap samples over queries; one grader a set.
"""

from __future__ import annotations

import argparse
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.jobs.facts import ProfileFacts, VacancyFacts
from portal.jobs.formats.files import read_profiles, read_vacancies
from portal.jobs.matching.ranking import Matcher
from portal.shared.text import fold, words
from tests.jobs.test_gold import ndcg

DATA = Path(__file__).parent.parent / "data"
HALF = 12
SAMPLES = 10_000
Grades = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Graded:
    """A set: who, what, and the grades by profile, then by vacancy."""

    name: str
    profiles: Sequence[ProfileFacts]
    vacancies: Sequence[VacancyFacts]
    by_profile: Grades
    by_vacancy: Grades


def graded(name: str, folder: str, judgments: str, keep: Callable[[int], bool] = lambda _place: True) -> Graded:
    """Read a set; `keep` says which profiles, by their place."""
    of = DATA / folder
    profiles = [facts for place, facts in enumerate(read_profiles(of / "profiles.jsonl")) if keep(place)]
    wanted = {facts.ref for facts in profiles}
    by_profile: dict[str, dict[str, int]] = defaultdict(dict)
    by_vacancy: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (of / judgments).read_text(encoding="utf-8").splitlines():
        profile, vacancy, grade, *_ = line.split("\t")
        if profile in wanted and int(grade):
            by_profile[profile][vacancy] = by_vacancy[vacancy][profile] = int(grade)
    return Graded(name, profiles, read_vacancies(of / "vacancies.jsonl"), by_profile, by_vacancy)


def text_of(facts: ProfileFacts | VacancyFacts) -> str:
    """Everything that shared words are looked for in."""
    if isinstance(facts, VacancyFacts):
        return " ".join((facts.title, facts.sector, facts.description, *facts.skills_required, *facts.skills_preferred))
    stints = (part for stint in facts.experience for part in (stint.occupation, stint.sector, stint.duties))
    return " ".join(
        (facts.headline, facts.summary, *(skill.name for skill in facts.skills), *facts.certificates, *stints)
    )


def bm25(query: str, docs: Mapping[str, str]) -> list[str]:
    """The documents by shared words, best first: BM25, k1 = 1.2, b = 0.75."""
    bags = {ref: Counter(words(text)) for ref, text in docs.items()}
    seen = Counter(term for bag in bags.values() for term in bag)
    average = sum(bag.total() for bag in bags.values()) / len(bags)
    asked = set(words(query))

    def score(bag: Counter[str]) -> float:
        length = 1.2 * (0.25 + 0.75 * bag.total() / average)
        return sum(
            math.log(1 + (len(bags) - seen[t] + 0.5) / (seen[t] + 0.5)) * bag[t] * 2.2 / (bag[t] + length)
            for t in asked
            if t in bag
        )

    return sorted(bags, key=lambda ref: (-score(bags[ref]), ref))


def interval(values: Sequence[float]) -> tuple[float, float]:
    """95 % of the means of bootstrap samples."""
    chance = random.Random(7)
    means = sorted(sum(chance.choices(values, k=len(values))) / len(values) for _ in range(SAMPLES))
    return means[round(0.025 * SAMPLES)], means[round(0.975 * SAMPLES)]


def slices(facts: ProfileFacts) -> list[str]:
    """Which kinds of profile this is, read off mechanically."""
    text = text_of(facts)
    kinds = {
        "no diacritics": fold(text) == text.casefold(),
        "foreign words": bool(re.search(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]|[äöüß]", text)),
        "thin": len(text) < 350 or len(facts.skills) <= 1,
        "not willing to move": not facts.relocate,
        "language-led": bool(
            re.search(r"phien dich|thong dich|bien dich|interpret|giao vien tieng", fold(facts.headline))
        ),
    }
    return [name for name, is_so in kinds.items() if is_so] + ([] if kinds["language-led"] else ["skill-led"])


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--unseen", action="store_true")
    unseen = parser.parse_args().unseen
    second = "matching/second_set"
    sets = (
        [graded("second set, unseen half", second, "grades_unseen.tsv", lambda place: place >= HALF)]
        if unseen
        else [
            graded("development", "gold/matching", "judgments.tsv"),
            graded("holdout", "holdout/matching", "judgments.tsv"),
            graded("second set, seen half", second, "grades_seen.tsv", lambda place: place < HALF),
        ]
    )
    matcher = Matcher()
    for it in sets:
        print(f"{it.name}: {len(it.profiles)} × {len(it.vacancies)}")  # noqa: T201
        report(it, matcher)


def report(it: Graded, matcher: Matcher) -> None:
    """Both directions of one set."""
    facts = {person.ref: person for person in it.profiles}
    for direction, grades in (("vacancies", it.by_profile), ("candidates", it.by_vacancy)):
        queries: Sequence[ProfileFacts | VacancyFacts] = it.profiles if direction == "vacancies" else it.vacancies
        listed: Sequence[ProfileFacts | VacancyFacts] = it.vacancies if direction == "vacancies" else it.profiles
        docs = {doc.ref: text_of(doc) for doc in listed}
        runs = {
            ref: [(a.vacancy if direction == "vacancies" else a.profile).facts.ref for a in found]
            for ref, found in matcher.rank_all(it.vacancies, it.profiles, direction, top=10)  # type: ignore[arg-type]
        }
        asked = [query for query in queries if grades.get(query.ref)]
        ours = [ndcg(runs[query.ref], dict(grades[query.ref])) for query in asked]
        peer = [ndcg(bm25(text_of(query), docs), dict(grades[query.ref])) for query in asked]
        more = [a - b for a, b in zip(ours, peer, strict=True)]
        low, high = interval(ours)
        least, most = interval(more)
        zero = sum(grades[q.ref].get(ref, 0) == 0 for q in asked for ref in runs[q.ref][:5]) / (5 * len(asked))
        print(  # noqa: T201
            f"  {direction:10} nDCG@10 {sum(ours) / len(ours):.3f} [{low:.3f}, {high:.3f}]  BM25 {sum(peer) / len(peer):.3f}  "
            f"difference {sum(more) / len(more):+.3f} [{least:+.3f}, {most:+.3f}]  grade 0 in the first five {zero:.3f}"
        )
        if direction == "vacancies":
            of_slice: dict[str, list[float]] = defaultdict(list)
            for query, value in zip(asked, ours, strict=True):
                for name in slices(facts[query.ref]):
                    of_slice[name].append(value)
            for name, values in sorted(of_slice.items()):
                print(f"    {name:20} {sum(values) / len(values):.3f}  ({len(values)})")  # noqa: T201


if __name__ == "__main__":
    main()
