"""What an employer types into the form of a vacancy, read into plain values: every mistake by its field, nothing guessed in silence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.content import service as content
from portal.fees.typed import read_day
from portal.jobs.facts import CertificateAsk, LanguageAsk, VacancyFacts
from portal.jobs.formats.wages import Unclear, wage_of
from portal.jobs.posting import wording
from portal.jobs.posting.known import province_name
from portal.shared.messages import Message
from portal.shared.problems import Problem
from portal.shared.text import nfc

LANGUAGES = 4
"""Rows for languages in the form."""
MUST, STRICT, NICE = "required", "strict", "nice"
NEEDS = (NICE, MUST, STRICT)
LISTS = ("skills_required", "skills_preferred", "certificates_required", "certificates_strict")
FIELDS = frozenset(
    {"title", "sector", "province", "description", "experience_years", "education", "wage_min", "wage_max", "positions",
     "start_by", "deadline", "lawful_reason", *LISTS}
    | {f"{part}_{n}" for n in range(1, LANGUAGES + 1) for part in ("language", "level", "need")}
)  # fmt: skip
_LONGEST = {"title": 150, "sector": 100, "education": 200, "description": 6_000, "lawful_reason": 1_000}
_LONGEST_LINE, _MOST_LINES = 200, 60
_MOST_POSITIONS, _MOST_YEARS = 10_000, 40


@dataclass(frozen=True)
class Typed:
    """The values of a form. `problems`: what could not be read, by field; such a value is left out."""

    facts: VacancyFacts
    lawful_reason: str
    problems: tuple[Problem, ...]


def read(form: Mapping[str, str]) -> Typed:
    """The values of this form (every field of FIELDS). The province is an id."""
    problems: list[Problem] = []

    def take(field: str, reader: Callable[[str], object | Message | None]) -> object | None:
        found = reader(nfc(form[field])) if form[field].strip() else None
        if isinstance(found, Message):
            problems.append(Problem(field, found))
            return None
        return found

    low, high = take("wage_min", _wage), take("wage_max", _wage)
    if isinstance(low, int) and isinstance(high, int) and low > high:
        problems.append(Problem("wage_min", wording.WAGES_CROSSED))
    texts = {name: _text(name, form[name], problems) for name in _LONGEST}
    lists = {name: _lines(name, form[name], problems) for name in LISTS}
    facts = VacancyFacts(
        ref="",
        title=texts["title"].replace("\n", " "),
        sector=texts["sector"],
        province=str(take("province", _province) or ""),
        description=texts["description"],
        skills_required=lists["skills_required"],
        skills_preferred=lists["skills_preferred"],
        languages=_languages(form, problems),
        wage_min=low,  # type: ignore[arg-type]
        wage_max=high,  # type: ignore[arg-type]
        experience_years=take("experience_years", _years),  # type: ignore[arg-type]
        education=texts["education"] or None,
        positions=take("positions", _positions) or 1,  # type: ignore[arg-type]
        start_by=take("start_by", _day),  # type: ignore[arg-type]
        deadline=take("deadline", _day),  # type: ignore[arg-type]
        certificates_required=(
            *(CertificateAsk(name) for name in lists["certificates_required"]),
            *(CertificateAsk(name, strict=True) for name in lists["certificates_strict"]),
        ),
    )
    return Typed(facts, texts["lawful_reason"], tuple(problems))


def form_of(facts: VacancyFacts, lawful_reason: str, province_id: str) -> dict[str, str]:
    """A stored vacancy as its form shows it."""
    form = dict.fromkeys(FIELDS, "")
    form |= {name: getattr(facts, name) or "" for name in ("title", "sector", "description", "education")}
    form |= {name: "\n".join(getattr(facts, name)) for name in ("skills_required", "skills_preferred")}
    for name, strict in (("certificates_required", False), ("certificates_strict", True)):
        form[name] = "\n".join(ask.name for ask in facts.certificates_required if ask.strict is strict)
    for n, ask in enumerate(facts.languages[:LANGUAGES], 1):
        form[f"language_{n}"], form[f"level_{n}"] = ask.language, _level(ask)
        form[f"need_{n}"] = STRICT if ask.strict else MUST if ask.required else NICE
    form |= {name: _grouped(getattr(facts, name)) for name in ("wage_min", "wage_max")}
    form |= {name: _shown(getattr(facts, name)) for name in ("start_by", "deadline")}
    years = facts.experience_years
    form["experience_years"] = "" if years is None else f"{years:g}".replace(".", ",")
    return form | {"positions": str(facts.positions), "province": province_id, "lawful_reason": lawful_reason}


def texts_of(facts: VacancyFacts) -> list[tuple[str, str]]:
    """Every text of a vacancy that people read, by the field of the form it stands in."""
    lists = [(name, "\n".join(getattr(facts, name))) for name in ("skills_required", "skills_preferred")]
    papers = [
        ("certificates_strict" if strict else "certificates_required",
         "\n".join(ask.name for ask in facts.certificates_required if ask.strict is strict))
        for strict in (False, True)
    ]  # fmt: skip
    levels = [(f"level_{n}", ask.level) for n, ask in enumerate(facts.languages, 1)]
    plain = [(name, getattr(facts, name) or "") for name in ("title", "sector", "description", "education")]
    return [(field, text) for field, text in (*plain, *lists, *papers, *levels) if text]


def _text(field: str, text: str, problems: list[Problem]) -> str:
    lines = [nfc(line) for line in text.replace("\r\n", "\n").strip().split("\n")]
    said = "\n".join(lines)
    if len(said) > _LONGEST[field]:
        problems.append(Problem(field, wording.too_long(_LONGEST[field])))
    return said


def _lines(field: str, text: str, problems: list[Problem]) -> tuple[str, ...]:
    lines = tuple(dict.fromkeys(line for part in text.split("\n") if (line := nfc(part).strip(" -•*·"))))
    if len(lines) > _MOST_LINES or any(len(line) > _LONGEST_LINE for line in lines):
        problems.append(Problem(field, wording.too_many_lines(_MOST_LINES, _LONGEST_LINE)))
    return lines


def _languages(form: Mapping[str, str], problems: list[Problem]) -> tuple[LanguageAsk, ...]:
    known = {item.id for item in content.all_of("language")}
    found: list[LanguageAsk] = []
    for n in range(1, LANGUAGES + 1):
        code, level, need = form[f"language_{n}"], nfc(form[f"level_{n}"]), form[f"need_{n}"] or NICE
        if not code and level:
            problems.append(Problem(f"language_{n}", wording.NO_LANGUAGE))
        elif code and (code not in known or need not in NEEDS):
            problems.append(Problem(f"language_{n}", wording.NOT_OFFERED))
        elif code and len(level) > _LONGEST_LINE:
            problems.append(Problem(f"level_{n}", wording.too_long(_LONGEST_LINE)))
        elif code and any(code == ask.language for ask in found):
            problems.append(Problem(f"language_{n}", wording.LANGUAGE_TWICE))
        elif code:
            found.append(LanguageAsk(code, level, None, required=need in (MUST, STRICT), strict=need == STRICT))
    return tuple(found)


def _wage(text: str) -> int | Message | None:
    try:
        return wage_of(text)
    except Unclear as why:
        return wording.WAGES[str(why)]


def _province(text: str) -> str | Message:
    return province_name(text) or wording.NOT_OFFERED


def _years(text: str) -> float | Message:
    try:
        years = float(text.lower().removesuffix("năm").strip().replace(",", "."))
    except ValueError:
        return wording.NO_YEARS
    return years if 0 <= years <= _MOST_YEARS else wording.NO_YEARS


def _positions(text: str) -> int | Message:
    digits = text.lower().removesuffix("người").strip().replace(".", "")
    fine = digits.isascii() and digits.isdigit() and 1 <= int(digits[:9]) <= _MOST_POSITIONS
    return int(digits) if fine else wording.NO_POSITIONS


def _day(text: str) -> date | Message:
    return read_day(text) or wording.NOT_A_DAY


def _level(ask: LanguageAsk) -> str:
    test = ask.test or ""
    return ask.level if not test or ask.level.startswith(test) else f"{test} {ask.level}".strip()


def _grouped(amount: int | None) -> str:
    return "" if amount is None else f"{amount:,}".replace(",", ".")


def _shown(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"
