"""What a reader typed into the two forms of questions: kept for this answer only, and what is wrong with it. Shape only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.fees.typed import read_months
from portal.guidance import wording
from portal.guidance.rules.answers import Person, Situation
from portal.guidance.rules.days import Span
from portal.guidance.typed import read_span
from portal.shared.messages import Message
from portal.web.guidance import questions
from portal.web.shell.forms import read_form, read_list

LONGEST = 200
OLDEST = 110
GROUP, NONE_OF_THESE = "group", "none"
_TEXTS = ("born", "korea_months", "korea_return")


@dataclass
class Asked:
    """One form as it was sent: what was typed, by field, the groups that were ticked, and what must be mended, by field."""

    typed: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    errors: dict[str, Message] = field(default_factory=dict)
    sent: bool = False

    def __getitem__(self, name: str) -> str:
        return self.typed.get(name, "")


def read_person(today: date) -> tuple[Asked, Person]:
    """The answers for “Am I eligible?”. Raises Unreadable for fields that the page does not have."""
    choices = questions.choices()
    asked = _read({*choices, *_TEXTS, "market"})
    born = _day(asked, "born", lambda span: _wrong_birth(span, today))
    returned = _day(asked, "korea_return", lambda span: wording.NOT_A_RETURN if span.first > today else None)
    months = _months(asked)
    said = {name: _choice(asked, name, [code for code, _ in options]) for name, options in choices.items()}
    _choice(asked, "market", [code for code, _ in questions.markets()])
    certificates = {
        language: questions.certificates(language)[code][1]
        for language in questions.LANGUAGES
        if (code := said.pop(f"certificate_{language}"))
    }
    return asked, Person(born, certificates, {name: value for name, value in said.items() if value}, months, returned)


def read_situation() -> tuple[Asked, Situation]:
    """The answers for “Which support?”. Raises Unreadable for fields that the page does not have."""
    choices = questions.situation_choices()
    asked = _read(set(choices), many={GROUP})
    said = {name: _choice(asked, name, [code for code, _ in options]) for name, options in choices.items()}
    ticked = asked.groups = tuple(dict.fromkeys(read_list(GROUP)))
    known = {code for code, _ in questions.groups()}
    if set(ticked) - known - {NONE_OF_THESE}:
        asked.errors[GROUP] = wording.NOT_A_CHOICE
    elif NONE_OF_THESE in ticked and len(ticked) > 1:
        asked.errors[GROUP] = wording.CONTRADICTORY
    groups = frozenset(ticked) & known if ticked else None
    return asked, Situation(groups, said["stage"], said["event"], said["route"])


def _read(names: set[str], many: set[str] | None = None) -> Asked:
    typed = read_form(names, many=many or set())
    return Asked({name: value[:LONGEST].strip() for name, value in typed.items()}, sent=True)


def _choice(asked: Asked, name: str, codes: list[str]) -> str:
    value = asked[name]
    if value and value not in codes:
        asked.errors[name] = wording.NOT_A_CHOICE
        return ""
    return value


def _day(asked: Asked, name: str, wrong: Callable[[Span], Message | None]) -> Span | None:
    if not asked[name]:
        return None
    span = read_span(asked[name])
    if span is None:
        asked.errors[name] = wording.NOT_A_DAY
    elif problem := wrong(span):
        asked.errors[name], span = problem, None
    return span


def _wrong_birth(span: Span, today: date) -> Message | None:
    impossible = span.first > today or today.year - span.last.year > OLDEST
    return wording.NOT_A_BIRTH if impossible else None


def _months(asked: Asked) -> int | None:
    if not asked["korea_months"]:
        return None
    months = read_months(asked["korea_months"])
    if months is None:
        asked.errors["korea_months"] = wording.NOT_MONTHS
    return months
