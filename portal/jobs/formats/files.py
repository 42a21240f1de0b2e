"""Files of vacancies and profiles: JSON lines, or CSV for vacancies. All rows are right, or none is given."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn, Protocol, TypeVar

from portal.jobs.facts import ProfileFacts, VacancyFacts
from portal.jobs.formats.fields import Record
from portal.jobs.formats.profiles import profile_of
from portal.jobs.formats.vacancies import KEYS, LISTS, NUMBERS, REQUIRED, vacancy_of
from portal.shared.messages import message
from portal.shared.problems import BadInput, Problem
from portal.shared.text import fold


class HasRef(Protocol):
    """A thing with a reference that may stand in a file only once."""

    @property
    def ref(self) -> str: ...


Facts = TypeVar("Facts", bound=HasRef)
LARGEST_FILE = 64_000_000
TESTS = frozenset({"jlpt", "topik", "eps-topik", "hsk", "tocfl", "cefr", "toeic", "ielts", "toefl", "goethe", "telc",
                   "nat-test", "jft-basic", "vstep", "testdaf", "osd"})  # fmt: skip


def read_vacancies(path: Path) -> list[VacancyFacts]:
    """The vacancies of a .jsonl or .csv file; BadInput with every problem found, by line and field."""
    text = _text(path)
    return _all(_csv_records(text) if path.suffix.lower() == ".csv" else _json_records(text), vacancy_of)


def vacancies_in(text: str, *, csv_text: bool) -> list[tuple[int, VacancyFacts]]:
    """The vacancies of a text with the line of each; BadInput with every problem found, by line and field."""
    found: list[tuple[int, VacancyFacts]] = []

    def noted(record: Record) -> VacancyFacts:
        facts = vacancy_of(record)
        found.append((record.line, facts))
        return facts

    _all(_csv_records(text) if csv_text else _json_records(text), noted)
    return found


def read_profiles(path: Path) -> list[ProfileFacts]:
    """The profiles of a .jsonl file; BadInput with every problem found, by line and field."""
    return _all(_json_records(_text(path)), profile_of)


def contact_problems(path: Path) -> list[Problem]:
    """What is wrong with profiles that carry an e-mail address: a real person may come in only with an account."""
    what = message("hồ sơ của người thật chỉ nhận khi đã có tài khoản và sự đồng ý")
    problems: list[Problem] = []
    for record in _json_records(_text(path)):
        if isinstance(record, Record) and record.values.get("email"):
            record.wrong("email", what)
            problems += record.problems
    return problems


def _text(path: Path) -> str:
    if path.stat().st_size > LARGEST_FILE:
        raise BadInput([Problem(path.name, message("Tệp lớn quá %(most)s byte.", most=LARGEST_FILE))])
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput([Problem(path.name, message("Tệp không phải UTF-8."))]) from None


def _all(records: Iterator[Record | Problem], make: Callable[[Record], Facts]) -> list[Facts]:
    problems: list[Problem] = []
    found: list[Facts] = []
    seen: dict[str, int] = {}
    for record in records:
        if isinstance(record, Problem):
            problems.append(record)
            continue
        facts = make(record)
        if facts.ref and facts.ref in seen:
            record.wrong("id", message("trùng với dòng %(line)s", line=str(seen[facts.ref])))
        seen.setdefault(facts.ref, record.line)
        problems += record.problems
        found.append(facts)
    if problems:
        raise BadInput(problems)
    return found


def _json_records(text: str) -> Iterator[Record | Problem]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            yield Problem(str(number), message("Dòng %(line)s: không phải JSON.", line=str(number)))
            continue
        if isinstance(values, dict):
            yield Record(values, number)
        else:
            yield Problem(str(number), message("Dòng %(line)s: phải là một bản ghi JSON.", line=str(number)))


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _csv_records(text: str) -> Iterator[Record | Problem]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    missing = [key for key in REQUIRED if key not in (rows.fieldnames or ())]
    if missing:
        yield Problem("1", message("Dòng 1: thiếu cột %(columns)s.", columns=missing))
        return
    try:
        for row in rows:
            values = {key: row[key].strip() for key in KEYS if isinstance(row.get(key), str) and row[key].strip()}
            yield Record({key: _csv_value(key, value) for key, value in values.items()}, rows.line_num)
    except csv.Error:
        yield Problem(str(rows.line_num), message("Dòng %(line)s: không đọc được như CSV.", line=str(rows.line_num)))


def _csv_value(key: str, value: str) -> Any:
    if key in LISTS:
        return [part.strip() for part in value.split(";") if part.strip()]
    if key == "languages":
        return [_csv_language(part) for part in value.split(";") if part.strip()]
    if key == "certificates_required":
        return [_csv_certificate(part) for part in value.split(";") if part.strip()]
    if key in NUMBERS:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _csv_language(text: str) -> dict[str, Any]:
    """`ja JLPT N3 required`: language, test if it is one, level, and whether it is `required` or `strict`."""
    language, *rest = text.split()
    need = fold(rest.pop()) if rest and fold(rest[-1]) in ("required", "strict") else None
    test = rest.pop(0) if rest and fold(rest[0]) in TESTS else None
    level = " ".join(rest)
    return {"language": language, "test": test, "level": level, "required": bool(need), "strict": need == "strict"}


def _csv_certificate(text: str) -> dict[str, Any]:
    """`Bằng lái FC strict`: the certificate, and whether nobody without it is wanted."""
    name, *last = text.strip().rsplit(maxsplit=1)
    strict = bool(last) and fold(last[0]) == "strict"
    return {"name": name if strict else text.strip(), "strict": strict}
