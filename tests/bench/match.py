"""How long reading, judging and explaining take beside BM25 over the same folded texts, the peer in the same run.

Profiles × vacancies of the development set, repeated `--scale` times.
"""

import argparse
import math
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from portal.jobs.facts import ProfileFacts, VacancyFacts
from portal.jobs.formats.files import read_profiles, read_vacancies
from portal.jobs.matching.ranking import Matcher
from portal.shared.text import words

GOLD = Path(__file__).parent.parent / "data" / "gold" / "matching"


def bm25_seconds(vacancies: list[VacancyFacts], profiles: list[ProfileFacts]) -> float:
    """Seconds that the peer needs to score every pair, its index not counted: BM25, k1 = 1.2, b = 0.75."""
    docs = [
        Counter(words(" ".join((v.title, v.description, *v.skills_required, *v.skills_preferred)))) for v in vacancies
    ]
    seen = Counter(term for doc in docs for term in doc)
    lengths = [sum(doc.values()) for doc in docs]
    average = sum(lengths) / len(docs)
    weights = {term: math.log(1 + (len(docs) - n + 0.5) / (n + 0.5)) for term, n in seen.items()}
    asked = [set(words(" ".join((p.headline, p.summary, *(s.name for s in p.skills))))) for p in profiles]
    start = time.perf_counter()
    for terms in asked:
        scores = [
            sum(
                weights[t] * doc[t] * 2.2 / (doc[t] + 1.2 * (0.25 + 0.75 * length / average)) for t in terms if t in doc
            )
            for doc, length in zip(docs, lengths, strict=True)
        ]
        sorted(range(len(docs)), key=lambda n: (-scores[n], n))[:10]
    return time.perf_counter() - start


def main() -> None:
    """Print milliseconds for each step, and judging as a ratio to the peer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    times = max(1, round(parser.parse_args().scale))
    matcher = Matcher()
    vacancies = read_vacancies(GOLD / "vacancies.jsonl")
    profiles = read_profiles(GOLD / "profiles.jsonl")
    start = time.perf_counter()
    asked = [matcher.read_vacancy(replace(v, ref=f"{v.ref}-{n}")) for n in range(times) for v in vacancies]
    offered = [matcher.read_profile(p) for p in profiles]
    read = time.perf_counter()
    ranked = [matcher.vacancies_for(person, asked, top=10) for person in offered]
    judged = time.perf_counter()
    for found in ranked:
        for assessment in found:
            matcher.explain(assessment)
    told = time.perf_counter()
    pairs = len(asked) * len(offered)
    print(f"reading      {(read - start) * 1000 / (len(asked) + len(offered)):8.2f} ms a text")  # noqa: T201
    print(f"judging      {(judged - read) * 1_000_000 / pairs:8.1f} µs a pair ({pairs} pairs)")  # noqa: T201
    peer = bm25_seconds([v.facts for v in asked], profiles)
    print(f"BM25         {peer * 1_000_000 / pairs:8.1f} µs a pair; judging is {(judged - read) / peer:.1f} × BM25")  # noqa: T201
    print(f"explaining   {(told - judged) * 1000 / (10 * len(offered)):8.2f} ms a pair")  # noqa: T201


if __name__ == "__main__":
    main()
