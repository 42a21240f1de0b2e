"""The fields of a profile and of a vacancy as they are shown: every text as it was written, with the words that reasons rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from flask_babel import gettext as _
from markupsafe import Markup, escape

from portal.jobs.facts import LanguageAsk, LanguageClaim, ProfileFacts, VacancyFacts
from portal.jobs.matching.reasons import Span
from portal.jobs.service import language_names
from portal.shared.text import nfc
from portal.web.shell.wording import day, money, number, pick

_TYPED = Markup('<span lang="vi" data-as-typed>%s</span>')
_PLAIN = Markup("%s")
_MARK = Markup('<mark class="is-%s">%s</mark>')
_NOTE = Markup('<sup><a href="#%s" aria-label="%s">%s</a></sup>')


@dataclass(frozen=True)
class Note:
    """A reason that points at a field: its number on the page, its tone, and the words there (None: the whole field)."""

    number: int
    tone: str
    field: str
    span: Span | None


@dataclass(frozen=True)
class Piece:
    """One field. `text` stands as it was written; without one, `said` says the value in the reader's language."""

    field: str
    text: str = ""
    said: str = ""
    label: str = ""


@dataclass(frozen=True)
class Group:
    """Fields of one kind: `field` is their common root, each entry the pieces of one line."""

    field: str
    label: str
    entries: Sequence[Sequence[Piece]]


@dataclass(frozen=True)
class Shown:
    """A group on the page: its anchor (empty where its only field has the same), its name, and its lines."""

    anchor: str
    label: str
    lines: Sequence[Markup]


def anchor(side: str, field: str) -> str:
    """Where a field stands on the page; `side` is p (profile) or v (vacancy)."""
    return f"{side}-" + re.sub(r"\W+", "-", field).strip("-")


def shown(side: str, groups: Sequence[Group], notes: Sequence[Note]) -> list[Shown]:
    """The groups with their words marked, each mark with the numbers of the reasons that rest on it."""
    return [
        Shown(
            "" if any(p.field == group.field for entry in group.entries for p in entry) else anchor(side, group.field),
            group.label,
            [Markup(" · ").join(_piece(side, piece, notes) for piece in entry) for entry in group.entries]
            or [escape(_("không ghi"))],
        )
        for group in groups
    ]


def _piece(side: str, piece: Piece, notes: Sequence[Note]) -> Markup:
    mine = [note for note in notes if note.field == piece.field]
    inside = _marked(nfc(piece.text), mine) if piece.text else _whole(piece.said, mine)
    words = (_TYPED if piece.text else _PLAIN) % Markup("").join(inside)
    label = Markup('<span class="small">%s</span> ') % piece.label if piece.label else Markup("")
    return Markup('<span id="%s">%s%s</span>') % (anchor(side, piece.field), label, words)


def _marked(text: str, notes: Sequence[Note]) -> Iterator[Markup]:
    """The text cut where a mark begins or ends; where several overlap, the first reason gives the tone."""
    spans = [(*(note.span or (0, len(text))), note) for note in notes]
    cuts = sorted({0, len(text), *(place for start, end, _ in spans for place in (start, end))})
    for start, end in pairwise(cuts):
        over = [note for first, last, note in spans if first <= start and end <= last]
        words = escape(text[start:end])
        yield _MARK % (over[0].tone, words) if over else words
        yield from (_note(note) for _, last, note in spans if last == end)


def _whole(said: str, notes: Sequence[Note]) -> Iterator[Markup]:
    yield _MARK % (notes[0].tone, said) if notes else escape(said)
    yield from map(_note, notes)


def _note(note: Note) -> Markup:
    return _NOTE % (f"r{note.number}", _("Điều %(n)s", n=note.number), note.number)


def profile_groups(facts: ProfileFacts) -> list[Group]:
    """A profile, in the order of a card; the person's own decisions last, where they hold something back."""
    skills = [[Piece(f"skills[{n}].name", s.name), *_years(f"skills[{n}].years", s.years)]
              for n, s in enumerate(facts.skills)]  # fmt: skip
    groups = [
        Group("headline", _("Giới thiệu ngắn"), _lines("headline", facts.headline)),
        Group("summary", _("Lời kể"), _lines("summary", facts.summary)),
        Group("skills", _("Kỹ năng"), skills),
        Group("languages", _("Ngoại ngữ"), [_language(n, claim) for n, claim in enumerate(facts.languages)]),
        Group("experience", _("Đã làm"), _experience(facts)),
        Group("certificates", _("Chứng chỉ"), _each("certificates[%d]", facts.certificates)),
        Group("education", _("Học vấn"), _lines("education", facts.education)),
        Group("provinces", _("Muốn làm ở"), _each("provinces[%d]", facts.provinces)),
        Group("relocate", _("Sẵn sàng chuyển nơi ở"), _value("relocate", _("có") if facts.relocate else _("không"))),
        Group("expected_wage", _("Lương mong muốn"), _value("expected_wage", _money(facts.expected_wage))),
        Group("available_from", _("Có thể bắt đầu từ"), _value("available_from", _day(facts.available_from))),
    ]
    if not facts.active:
        groups.append(Group("active", _("Đang tìm việc"), _value("active", _("không"))))
    if not facts.consented:
        groups.append(Group("consented", _("Đồng ý cho xếp hạng"), _value("consented", _("không"))))
    if facts.hidden_employers:
        hidden = ", ".join(facts.hidden_employers)
        groups.append(Group("hidden_employers", _("Ẩn với"), _lines("hidden_employers", hidden)))
    return groups


def vacancy_groups(facts: VacancyFacts) -> list[Group]:
    """A vacancy, in the order of its page."""
    papers = [ask.name for ask in facts.certificates_required]
    groups = [
        Group("title", _("Tên việc"), _lines("title", facts.title)),
        Group("employer", _("Nơi tuyển"), _lines("employer", facts.employer)),
        Group("province", _("Nơi làm"), _lines("province", facts.province)),
        Group("skills_required", _("Kỹ năng bắt buộc"), _each("skills_required[%d]", facts.skills_required)),
        Group("skills_preferred", _("Kỹ năng ưu tiên"), _each("skills_preferred[%d]", facts.skills_preferred)),
        Group("certificates_required", _("Chứng chỉ bắt buộc"), _each("certificates_required[%d].name", papers)),
        Group("languages", _("Ngoại ngữ"), [_language(n, ask) for n, ask in enumerate(facts.languages)]),
        Group("experience_years", _("Số năm kinh nghiệm"), _value("experience_years", _count(facts.experience_years))),
        Group("wage_min", _("Lương từ"), _value("wage_min", _money(facts.wage_min))),
        Group("wage_max", _("Lương đến"), _value("wage_max", _money(facts.wage_max))),
        Group("education", _("Học vấn"), _lines("education", facts.education)),
        Group("start_by", _("Bắt đầu trước"), _value("start_by", _day(facts.start_by))),
        Group("deadline", _("Nhận hồ sơ đến"), _value("deadline", _day(facts.deadline))),
        Group("sector", _("Ngành"), _lines("sector", facts.sector)),
        Group("description", _("Công việc"), _lines("description", facts.description)),
    ]
    return [group for group in groups if group.entries]


def _language(place: int, claim: LanguageClaim | LanguageAsk) -> list[Piece]:
    name = pick(language_names().get(claim.language, claim.language))
    pieces = [Piece(f"languages[{place}].language", said=name)]
    if claim.level:
        test = f"{claim.test}:" if claim.test and claim.test.lower() not in claim.level.lower() else ""
        pieces.append(Piece(f"languages[{place}].level", claim.level, label=test))
    if isinstance(claim, LanguageAsk):
        strict, need = _("(chỉ nhận người có)"), _("(bắt buộc)") if claim.required else _("(ưu tiên)")
        pieces.append(Piece(f"languages[{place}].required", said=strict if claim.strict else need))
    return pieces


def _experience(facts: ProfileFacts) -> list[list[Piece]]:
    rows = []
    for place, stint in enumerate(facts.experience):
        root = f"experience[{place}]"
        rows.append([
            Piece(f"{root}.occupation", stint.occupation),
            *_years(f"{root}.years", stint.years),
            *([Piece(f"{root}.country", stint.country, label=_("nước:"))] if stint.country else []),
            *([Piece(f"{root}.sector", stint.sector, label=_("ngành:"))] if stint.sector else []),
            *([Piece(f"{root}.duties", stint.duties, label=_("việc:"))] if stint.duties else []),
        ])  # fmt: skip
    return rows


def _years(field: str, years: float | None) -> list[Piece]:
    return [Piece(field, said=_count(years))] if years else []


def _each(path: str, texts: Sequence[str]) -> list[list[Piece]]:
    return [[Piece(path % place, text)] for place, text in enumerate(texts)]


def _lines(field: str, text: str | None) -> list[list[Piece]]:
    return [[Piece(field, text)]] if text else []


def _value(field: str, said: str) -> list[list[Piece]]:
    return [[Piece(field, said=said)]] if said else []


def _money(amount: int | None) -> str:
    return money(amount) if amount else ""


def _day(value: date | None) -> str:
    return day(value) if value else ""


def _count(years: float | None) -> str:
    return _("%(n)s năm", n=number(str(years))) if years else ""
