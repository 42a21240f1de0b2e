"""The ranking among many: how long, how exact, how much memory, beside PostgreSQL and the memory's own speed in one run.

Run by hand: flask bench match (1,000,000 people × 100,000 vacancies; --scale 0.02 for a fiftieth). Figures are processor time
of one look without reading the finalists from the database, which is told apart.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from portal.jobs.matching.columns.best import floor_of
from portal.jobs.matching.columns.vacancy_scan import Narrowed
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.readings import ProfileReading, VacancyReading
from tests.bench.match_elsewhere import seconds_elsewhere
from tests.bench.match_oracle import Oracle
from tests.bench.match_postgres import postgres_times
from tests.bench.population import Offers, People, World, offer, person, world
from tests.jobs.columns_at_hand import Columns

PEOPLE, VACANCIES, TOP = 1_000_000, 100_000, 20
QUERIES, EXACT_PEOPLE, EXACT_VACANCIES, EXACT_QUERIES = 200, 20_000, 2_000, 500
EXACT_AT_FULL_SIZE = 20
NEW = 10_000_000
"""Numbers from here on are of those who ask."""


@dataclass(frozen=True)
class Asked:
    """Who asks: readings made beforehand."""

    vacancies: Sequence[VacancyReading]
    profiles: Sequence[ProfileReading]


def say(text: str) -> None:
    """Print a figure."""
    print(text, flush=True)  # noqa: T201


def times(look: Callable[[object], object], asked: Sequence[object]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Milliseconds of processor time of each, after three to warm up."""
    for one in asked[:3]:
        look(one)
    found = []
    for one in asked:
        start = time.process_time()
        look(one)
        found.append((time.process_time() - start) * 1000)
    return np.array(found)


def told(found: np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    """Median and 95th of a hundred."""
    return f"p50 {np.percentile(found, 50):7.1f} ms, p95 {np.percentile(found, 95):7.1f} ms"


def looks(columns: Columns) -> tuple[Callable[[object], object], Callable[[object], object]]:
    """A look for the first twenty, each way."""
    floor = floor_of(TOP, 1)
    return (
        lambda vacancy: columns.profiles.best(vacancy, floor),
        lambda profile: columns.vacancies.best(profile, floor, None, Narrowed()),
    )


def filled(folder: Path, matcher: Matcher, of: World, scale: float) -> Columns:
    """A generation of so many."""
    folder.mkdir()
    many, few = round(PEOPLE * scale), round(VACANCIES * scale)
    return Columns.of(folder, People(many, matcher, of), Offers(few, matcher, of), many, few)


def bytes_a_second() -> float:
    """How fast memory is read here: a sum over 256 MB, the best of five."""
    block = np.ones(1 << 25, dtype=np.int64)
    best = 0.0
    for _ in range(5):
        start = time.perf_counter()
        block.sum()
        best = max(best, block.nbytes / (time.perf_counter() - start))
    return best


def touched(columns: Columns, vacancy: VacancyReading) -> int:
    """Bytes of the bitmaps that a look at everybody cannot do without."""
    return columns.profiles.first_look(vacancy).bytes_read


def exact(matcher: Matcher, of: World, asked: Asked, folder: Path, scale: float) -> str:
    """The first twenty of the columns beside those of plain Python over all pairs."""
    folder.mkdir()
    persons = People(max(200, round(EXACT_PEOPLE * scale)), matcher, of)
    jobs = Offers(max(50, round(EXACT_VACANCIES * scale)), matcher, of)
    columns = Columns.of(folder, persons, jobs, len(persons), len(jobs))
    count = max(5, round(EXACT_QUERIES * scale))
    wrong = Oracle(matcher, persons, jobs).differ(columns, asked.vacancies[:count], asked.profiles[:count])
    return f"{count} questions each way at {len(persons)} × {len(jobs)}: {wrong} differ from plain Python"


def exact_at_full_size(matcher: Matcher, of: World, asked: Asked, columns: Columns) -> str:
    """The same for a few questions over everything that was written."""
    persons = People(columns.generation.profiles.rows, matcher, of)
    jobs = Offers(columns.generation.vacancies.rows, matcher, of)
    oracle = Oracle(matcher, persons, jobs, os.cpu_count() or 1)
    wrong = oracle.differ(columns, asked.vacancies[:EXACT_AT_FULL_SIZE], asked.profiles[:EXACT_AT_FULL_SIZE])
    return f"{EXACT_AT_FULL_SIZE} questions each way at {len(persons)} × {len(jobs)}: {wrong} differ from plain Python"


def worker_memory(folder: Path, asked: Asked, answer: multiprocessing.Queue[int]) -> None:
    """In a process of its own: bytes that it has for itself after opening the store and answering."""
    before = _own()
    columns = Columns(folder)
    candidates, vacancies = looks(columns)
    for vacancy, profile in zip(asked.vacancies[:20], asked.profiles[:20], strict=True):
        candidates(vacancy)
        vacancies(profile)
    answer.put(_own() - before)


def _own() -> int:
    rows = dict(line.split(":") for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:])
    return sum(int(rows[name].split()[0]) * 1024 for name in ("Private_Clean", "Private_Dirty"))


def further_worker(folder: Path, asked: Asked) -> str:
    """What another worker needs beside the shared files."""
    context = multiprocessing.get_context("fork")
    answer: multiprocessing.Queue[int] = context.Queue()
    process = context.Process(target=worker_memory, args=(folder, asked, answer))
    process.start()
    own = answer.get()
    process.join()
    size = sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())
    return f"a further worker adds {own / 1e6:.0f} MB to {size / 1e6:.0f} MB of files: {own / size:.2f}"


def main() -> None:
    """Everything in one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    scale = parser.parse_args().scale
    matcher, of = Matcher(), world()
    count = max(EXACT_QUERIES if scale >= 1 else QUERIES, QUERIES)
    asked = Asked(
        [matcher.read_vacancy(offer(NEW + n, of)) for n in range(count)],
        [matcher.read_profile(person(NEW + n, of)) for n in range(count)],
    )
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        say(exact(matcher, of, asked, root / "exact", min(scale, 1.0)))
        start = time.process_time()
        columns = filled(root / "full", matcher, of, scale)
        say(f"{columns.generation.profiles.rows} people × {columns.generation.vacancies.rows} vacancies written in "
            f"{time.process_time() - start:.0f} s of processor time")  # fmt: skip
        candidates, vacancies = looks(columns)
        many = times(candidates, asked.vacancies[:QUERIES])
        say(f"candidates for a vacancy: {told(many)}")
        floor = np.array([touched(columns, v) for v in asked.vacancies[:QUERIES]]) / bytes_a_second() * 1000
        ratio = many / floor
        say(f"  ÷ reading the bitmaps once: median {np.median(ratio):.1f}, p95 {np.percentile(ratio, 95):.1f}")
        few = times(vacancies, asked.profiles[:QUERIES])
        say(f"vacancies for a person:   {told(few)}")
        tenth = times(looks(filled(root / "tenth", matcher, of, scale / 10))[0], asked.vacancies[:QUERIES])
        say(f"time ÷ time at a tenth: {many.mean() / tenth.mean():.1f}")
        say(further_worker(root / "full", asked))
        say(exact_at_full_size(matcher, of, asked, columns))
        new = random.Random(1).sample(range(QUERIES), 100)
        batch = sum(many[n] for n in new) / 100 * (columns.generation.vacancies.rows / 100)
        whole = few.mean() * columns.generation.profiles.rows
        say(f"alerts for a hundredth of the vacancies ÷ everybody anew: {batch / whole:.4f}")
        say(seconds_elsewhere(f"sqlite:///{root}/elsewhere.sqlite3", root / "elsewhere", scale))
        for line in postgres_times(columns, asked.vacancies[:20], many[:20]):
            say(line)


if __name__ == "__main__":
    main()
