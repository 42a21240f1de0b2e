"""A file of vacancies that a member sends: every row read and judged, all mistakes told by line, and nothing kept until all is right.

The formats are those of the operator's import (`portal.jobs.formats`). The employer is the organisation, whatever a row says.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from portal.jobs.facts import VacancyFacts
from portal.jobs.formats.files import vacancies_in
from portal.jobs.places import province_id
from portal.jobs.posting import wording
from portal.jobs.posting.judging import judge
from portal.jobs.posting.known import province_name
from portal.shared.messages import Message, message
from portal.shared.problems import BadInput, Problem

LARGEST = 1_000_000
"""Bytes of a file."""
MOST = 200
"""Vacancies in one file: what a person can look through before sending them."""
ENDINGS = (".csv", ".jsonl")


def read(name: str, content: bytes, day: date) -> list[VacancyFacts]:
    """The vacancies of this file. BadInput: field `file` for the whole, `line:field` for a row."""
    if not name.lower().endswith(ENDINGS):
        raise BadInput([Problem("file", wording.FILE_ENDING)])
    if len(content) > LARGEST:
        raise BadInput([Problem("file", wording.FILE_LARGE)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput([Problem("file", message("Tệp không phải UTF-8."))]) from None
    rows = vacancies_in(text, csv_text=name.lower().endswith(".csv"))
    if not rows:
        raise BadInput([Problem("file", wording.FILE_EMPTY)])
    if len(rows) > MOST:
        raise BadInput([Problem("file", wording.FILE_MANY)])
    known = [(line, _at_home(facts)) for line, facts in rows]
    problems = [
        Problem(f"{line}:{problem.field}", _at(line, problem))
        for line, facts in known
        for problem in judge(facts, "", day).problems
    ]
    if problems:
        raise BadInput(problems)
    return [facts for _line, facts in known]


def _at_home(facts: VacancyFacts) -> VacancyFacts:
    """With the province as it is called today; none where the place is not known, which the judgement then says."""
    return replace(facts, province=province_name(province_id(facts.province) or "") or "", employer="")


def _at(line: int, problem: Problem) -> Message:
    return message("Dòng %(line)s, %(field)s: %(what)s", line=str(line), field=problem.field, what=problem.message)
