"""The same ranking in PostgreSQL, given a fair chance: tables of numbers, indexes, warm, plenty of memory, the best of three ways.

It is spared the words and the lines that only words can judge, which the columns do compare.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, text

from portal.cli.ranking import NoServer, temporary_database
from portal.jobs.matching.assessment import worths
from portal.jobs.matching.columns import schema
from portal.jobs.matching.columns.budgets import PATTERNS, budget_of, presence
from portal.jobs.matching.columns.rows import days
from portal.jobs.matching.readings import VacancyReading
from portal.jobs.matching.weights import current_weights
from tests.jobs.columns_at_hand import TAXONOMY, Columns

SETTINGS = ("work_mem = '512MB'", "max_parallel_workers_per_gather = 2", "jit = off", "random_page_cost = 1.1",
            "effective_cache_size = '8GB'")  # fmt: skip


def postgres_times(columns: Columns, asked: Sequence[VacancyReading], ours: np.ndarray) -> list[str]:  # type: ignore[type-arg]
    """Lines to print: milliseconds by the clock of each way, and the best as a ratio to ours."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder, ExitStack() as stack:
        try:
            connect = stack.enter_context(temporary_database(Path(folder)))
        except NoServer as error:
            return [f"PostgreSQL: not measured, {error}"]
        with connect().connect() as connection:
            _load(connection, columns)
            for setting in SETTINGS:
                connection.execute(text(f"SET {setting}"))
            found = {way: _times(connection, way, asked) for way in WAYS}
            best = min(found, key=lambda way: float(np.percentile(found[way], 95)))
            plan = connection.execute(text("EXPLAIN (ANALYZE, SUMMARY) " + WAYS[best].format(**_parts(asked[0]))))
            said = [
                f"PostgreSQL, {way}: p50 {np.percentile(t, 50):.0f} ms, p95 {np.percentile(t, 95):.0f} ms"
                for way, t in found.items()
            ]
            ratio = np.percentile(found[best], 95) / np.percentile(ours, 95)
            return [
                *said,
                f"PostgreSQL ({best}) p95 ÷ ours, same questions: {ratio:.0f}",
                *(f"    {row[0]}" for row in plan),
            ]


def _times(connection: Connection, way: str, asked: Sequence[VacancyReading]) -> list[float]:
    found = []
    for turn in range(2):  # the first to warm up
        for vacancy in asked:
            query = text(WAYS[way].format(**_parts(vacancy)))
            start = time.perf_counter()
            connection.execute(query).all()
            if turn:
                found.append((time.perf_counter() - start) * 1000)
    return found


_SCORE = """coalesce(k.points, 0) + {place} * CASE WHEN p.provinces >> {province} & 1 = 1 THEN 255 WHEN p.relocates THEN 140 ELSE 0 END
 + {wage} * CASE WHEN p.wage IS NULL OR p.wage <= {high} THEN 255 ELSE greatest(0, 255 * (6 * {high} - 5 * p.wage) / {high}) END
 + {start} * CASE WHEN p.available IS NULL OR p.available <= {start_by} THEN 255 ELSE greatest(0, 170 - 85 * ((p.available - {start_by} - 1) / 30)) END"""
_ASKED = "WITH n(line, worth, skill, sim) AS (VALUES {asked}),"
WAYS = {
    "skills joined": _ASKED + """
 c AS (SELECT s.pid, n.line, max(s.level * n.sim >> 8) * max(n.worth) AS points FROM s JOIN n USING (skill) GROUP BY s.pid, n.line),
 k AS (SELECT pid, sum(points) AS points FROM c GROUP BY pid)
SELECT p.id, """ + _SCORE + """ AS score FROM p JOIN k ON k.pid = p.id WHERE p.ranked ORDER BY score DESC, p.id LIMIT 20""",
    "everybody, skills joined": _ASKED + """
 c AS (SELECT s.pid, n.line, max(s.level * n.sim >> 8) * max(n.worth) AS points FROM s JOIN n USING (skill) GROUP BY s.pid, n.line),
 k AS (SELECT pid, sum(points) AS points FROM c GROUP BY pid)
SELECT p.id, """ + _SCORE + """ AS score FROM p LEFT JOIN k ON k.pid = p.id WHERE p.ranked ORDER BY score DESC, p.id LIMIT 20""",
    "arrays and GIN": _ASKED + """
 k AS (SELECT p.id AS pid, (SELECT sum(best) FROM (SELECT n.line, max(l * n.sim >> 8) * max(n.worth) AS best
   FROM unnest(p.skills, p.levels) AS held(skill, l) JOIN n USING (skill) GROUP BY n.line) AS lines) AS points
   FROM p WHERE p.ranked AND p.skills && ARRAY[{skills}]::smallint[])
SELECT p.id, """ + _SCORE + """ AS score FROM p JOIN k ON k.pid = p.id ORDER BY score DESC, p.id LIMIT 20""",
}  # fmt: skip


def _parts(vacancy: VacancyReading) -> dict[str, object]:
    budget = budget_of(current_weights(), presence(vacancy), PATTERNS - 1)
    worth = worths(vacancy.lines, budget.get("skills", 0))
    asked = [
        (n, worth[n], number, similarity)
        for n, line in enumerate(vacancy.lines)
        for skill in line.skills
        for number, similarity in TAXONOMY.neighbours(skill)
    ]
    return {
        "asked": ", ".join(map(str, asked or [(0, 0, 0, 0)])),
        "skills": ", ".join(str(number) for _, _, number, _ in asked) or "0",
        "place": budget["place"], "wage": budget["wage"], "start": budget["start"],
        "province": TAXONOMY.provinces.get(vacancy.province or "", 0),
        "high": vacancy.facts.wage_max or 10**9,
        "start_by": max(days(vacancy.facts.start_by), 0) or 10**6,
    }  # fmt: skip


def _load(connection: Connection, columns: Columns) -> None:
    table = columns.generation.profiles
    connection.execute(text("CREATE TABLE p (id int, ranked bool, provinces bigint, relocates bool, wage bigint, available int, "
                            "skills smallint[], levels smallint[])"))  # fmt: skip
    connection.execute(text("CREATE TABLE s (skill smallint, pid int, level smallint)"))
    rows, held = io.StringIO(), io.StringIO()
    column = {name: table.column(name).tolist() for name in ("flags", "provinces", "wage", "available")}
    at, counts = table.lists("skills")
    ids, levels = table.heaps["skills"]["id"], table.heaps["skills"]["level"]
    for row, (start, count) in enumerate(zip(at.tolist(), counts.tolist(), strict=True)):
        own, level = ids[start : start + count].tolist(), levels[start : start + count].tolist()
        flags, wage, available = column["flags"][row], column["wage"][row], column["available"][row]
        rows.write(
            f"{row}\t{'t' if flags & schema.RANKED == schema.RANKED else 'f'}\t{column['provinces'][row]}\t"
            f"{'t' if flags & schema.RELOCATES else 'f'}\t{wage if wage >= 0 else chr(92) + 'N'}\t"
            f"{available if available != schema.NO_DAY else chr(92) + 'N'}\t{{{','.join(map(str, own))}}}\t{{{','.join(map(str, level))}}}\n"
        )
        held.writelines(f"{skill}\t{row}\t{lv}\n" for skill, lv in zip(own, level, strict=True))
    raw = connection.connection.cursor()
    for name, content in (("p", rows), ("s", held)):
        with raw.copy(f"COPY {name} FROM STDIN") as copy:
            copy.write(content.getvalue())
    for index in ("CREATE UNIQUE INDEX p_id ON p (id)", "CREATE INDEX p_skills ON p USING gin (skills)",
                  "CREATE INDEX s_skill ON s (skill) INCLUDE (pid, level)"):  # fmt: skip
        connection.execute(text(index))
    connection.commit()
    with connection.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as apart:
        apart.execute(text("VACUUM ANALYZE"))
