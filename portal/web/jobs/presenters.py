"""How vacancies and reasons are put before a reader: wages in millions, reasons with other people's words marked as theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from markupsafe import Markup, escape

from portal.jobs import service
from portal.jobs.facts import VacancyFacts, Wanted
from portal.jobs.matching.pairs import Pair
from portal.jobs.matching.people import Fit
from portal.jobs.matching.reasons import Reason, Reasons
from portal.shared import messages
from portal.shared.messages import Message
from portal.web.jobs.forms import WAGES
from portal.web.shell.locale import current_locale
from portal.web.shell.wages import offered
from portal.web.shell.wording import pick

FIRST_REASONS = 4
_TYPED = Markup('<span lang="vi" data-as-typed>%s</span>')
_GROUPS = (
    ("trade", ("skills", "occupation", "text")),
    ("language", ("language", "language_wished")),
    ("terms", ("experience", "place", "wage", "start")),
)


@dataclass(frozen=True)
class Bar:
    """A piece of the score bar: where it begins and how long it is, in percent of the whole score."""

    group: str
    start: float
    length: float


@dataclass(frozen=True)
class ReasonList:
    """The reasons to show at once and those to unfold."""

    first: Sequence[Markup]
    rest: Sequence[Markup]

    def __len__(self) -> int:
        return len(self.first) + len(self.rest)


def wage_text(facts: VacancyFacts) -> str:
    """The offer in millions of dong a month."""
    return offered(facts.wage_min, facts.wage_max)


def wage_choices() -> list[tuple[str, str]]:
    """The least wages one can choose."""
    return [(str(wage), gettext("%(wage)s triệu đồng", wage=wage)) for wage in WAGES]


def asked_words(wanted: Wanted) -> list[Markup]:
    """What a search is narrowed by, each part in words; what somebody typed stands in it as theirs."""
    names = dict(service.provinces())
    wage = gettext("từ %(wage)s triệu đồng", wage=wanted.wage // 1_000_000) if wanted.wage is not None else ""
    province = pick(names[wanted.province_id]) if wanted.province_id in names else ""
    typed = [_TYPED % text for text in (wanted.text, wanted.sector) if text]
    return [*typed, *(escape(text) for text in (province, wage) if text)]


def group_names() -> dict[str, str]:
    """What the pieces of the score bar stand for."""
    return {
        "trade": gettext("Kỹ năng và nghề"),
        "language": gettext("Ngoại ngữ"),
        "terms": gettext("Nơi làm, lương và kinh nghiệm"),
    }


def part_names() -> dict[str, str]:
    """What each part of the score is about."""
    return {
        "skills": gettext("Kỹ năng"),
        "occupation": gettext("Nghề"),
        "text": gettext("Chữ hai bên cùng dùng"),
        "language": gettext("Ngoại ngữ bắt buộc"),
        "language_wished": gettext("Ngoại ngữ ưu tiên"),
        "experience": gettext("Kinh nghiệm"),
        "place": gettext("Nơi làm"),
        "wage": gettext("Lương"),
        "start": gettext("Ngày bắt đầu"),
    }


def marked(text: Message) -> Markup:
    """A room's sentence in the reader's language; what a person typed stands in it as theirs, in Vietnamese."""
    values = {name: _value(value) for name, value in text.values.items()}
    return escape(gettext(text.msgid)) % values


def _value(value: object) -> Markup:
    if isinstance(value, Message):
        return marked(value)
    return _TYPED % value if isinstance(value, str) else escape(messages.show(value, current_locale(), gettext))


def reason_list(reasons: Sequence[Reason]) -> ReasonList:
    """The reasons as they are shown; a single one is not worth unfolding."""
    lines = [marked(reason.text) for reason in reasons]
    shown = FIRST_REASONS if len(lines) > FIRST_REASONS + 1 else len(lines)
    return ReasonList(lines[:shown], lines[shown:])


def shelf_names() -> dict[str, str]:
    """What the shelves are called."""
    return {
        "own": gettext("Đúng nghề hay nghề gần"),
        "other": gettext("Nghề khác, đủ kỹ năng"),
        "few": gettext("Ít khớp kỹ năng"),
    }


def fit_row(fit: Fit) -> dict[str, Any]:
    """A card: what it shows of a pair, whichever side looks."""
    return {
        "fit": fit,
        "facts": fit.vacancy,
        "wage": wage_text(fit.vacancy),
        "bars": bars(fit),
        "why": marked(fit.why.text) if fit.why else None,
        **_lists(fit.reasons),
    }


def pair_row(pair: Pair) -> dict[str, Any]:
    """The reasons of one pair as a card shows them, and those that take it out of the ranking."""
    return {
        "why": marked(pair.why.text) if pair.why else None,
        "vetoes": ReasonList([marked(reason.text) for reason in pair.vetoes], []),
        **_lists(pair.reasons),
    }


def _lists(reasons: Reasons) -> dict[str, ReasonList]:
    return {
        "meets": reason_list(reasons.meets),
        "lacks": reason_list(reasons.lacks),
        "unused": reason_list(reasons.unused),
    }


def bars(fit: Fit) -> list[Bar]:
    """The score as three pieces of a bar: trade, language, terms of work."""
    points: Mapping[str, float] = dict(fit.parts)
    pieces, start = [], 0.0
    for group, names in _GROUPS:
        length = sum(points.get(name, 0.0) for name in names)
        if length:
            pieces.append(Bar(group, round(start, 1), round(length, 1)))
        start += length
    return pieces
