"""How long reading, judging and explaining take: profiles × vacancies of the development set, repeated `--scale` times."""

import argparse
import time
from dataclasses import replace
from pathlib import Path

from portal.jobs.formats.files import read_profiles, read_vacancies
from portal.jobs.matching.ranking import Matcher

GOLD = Path(__file__).parent.parent / "data" / "gold" / "matching"


def main() -> None:
    """Print milliseconds for each step; the peer of the full-size engine is measured when that engine is built."""
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
    print(f"explaining   {(told - judged) * 1000 / (10 * len(offered)):8.2f} ms a pair")  # noqa: T201


if __name__ == "__main__":
    main()
