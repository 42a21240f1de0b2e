"""A vacancy is read: its lines as skills, languages or stays abroad, its title as occupations, its place."""

from __future__ import annotations

import re
from dataclasses import replace

from portal.jobs.facts import CertificateAsk, VacancyFacts
from portal.jobs.matching.knowledge import Knowledge
from portal.jobs.matching.normaliser import Finding, read, read_together
from portal.jobs.matching.papers import asked_by_papers, papers_in
from portal.jobs.matching.reading_limits import shortened_vacancy
from portal.jobs.matching.readings import PROOF, Ask, Line, VacancyReading, employer_key
from portal.jobs.matching.spoken import mentions
from portal.jobs.matching.text_evidence import weigh
from portal.jobs.places import province_id
from portal.shared.text import nfc

REQUIRED, PREFERRED = 2, 1
IN_TITLE, USUAL, UNKNOWN_RARITY = 3, 2, 100
"""Importance 1..3: a skill that the title names counts half as much again."""
ROLE_BESIDE_TRADE = 128
_EITHER = re.compile(r"\b(?:hoặc|hay|hoac|or|oder)\b|/", re.IGNORECASE)
_STAYED = re.compile(r"\b(?:từng|tung|đã|kinh nghiệm|kinh nghiem|sống|đi|ở|experience|lived|worked)\b", re.IGNORECASE)


def read_vacancy(facts: VacancyFacts, known: Knowledge) -> VacancyReading:
    """The reading of a vacancy (texts as typed)."""
    whole, facts = facts, shortened_vacancy(facts)
    texts = [("title", facts.title), *(("line", text) for text in facts.skills_required)]
    title = [finding for finding in read_together(texts, known.dictionary) if finding.field == "title"]
    in_title = {finding.id for finding in title if finding.kind == "skill" and not finding.denied}
    lines = [
        _line(nfc(text), f"skills_{name}[{place}]", name == "required", in_title, known)
        for name, texts in (("required", facts.skills_required), ("preferred", facts.skills_preferred))
        for place, text in enumerate(texts)
    ]
    lines += [
        _certificate(ask, _line(nfc(ask.name), f"certificates_required[{place}].name", True, in_title, known))
        for place, ask in enumerate(facts.certificates_required)
    ]
    return VacancyReading(
        whole,
        tuple(lines),
        _occupations(title, facts, known),
        _asks(facts, lines, known),
        province_id(facts.province),
        employer_key(facts.employer),
        weigh(vacancy_fields(facts), known.terms),
    )


def vacancy_fields(facts: VacancyFacts) -> list[tuple[int, str]]:
    """The texts of a vacancy with their weight in a comparison of texts."""
    fields = [(3, facts.title), (1, facts.sector), (1, facts.description)]
    fields += [(2, text) for text in facts.skills_required] + [(1, text) for text in facts.skills_preferred]
    return fields + [(2, ask.name) for ask in facts.certificates_required]


def _line(text: str, field: str, required: bool, in_title: set[str], known: Knowledge) -> Line:
    found = read(text, field, known.dictionary)
    skills = tuple(dict.fromkeys(f.id for f in found if f.kind == "skill" and not f.denied))
    asks = tuple(
        Ask(said.language, said.level, required, field, said.quote, start=said.start)
        for said in mentions(text, field, known)
    )
    papers = papers_in(text, field, known.dictionary)
    by_paper = () if skills or asks else asked_by_papers(papers, known.dictionary)
    skills = skills or by_paper
    rarity = max((known.dictionary.skills[id].rarity for id in skills), default=UNKNOWN_RARITY)
    importance = IN_TITLE if in_title & set(skills) else USUAL
    return Line(
        text, field, required,
        weight=(REQUIRED if required else PREFERRED) * importance * rarity,
        skills=skills,
        either=bool(_EITHER.search(text)),
        asks=asks,
        proof=bool(by_paper or PROOF.search(text)),
        papers=tuple(dict.fromkeys(paper.id for paper in papers)),
        country=None if skills or asks else _country(text, known),
        words=weigh([(1, text)], known.terms),
    )  # fmt: skip


def _certificate(ask: CertificateAsk, line: Line) -> Line:
    """The line of a certificate that is asked for: a paper, whether its name says so or not."""
    return replace(
        line, proof=True, strict=ask.strict, asks=tuple(replace(asked, strict=ask.strict) for asked in line.asks)
    )


def _country(text: str, known: Knowledge) -> str | None:
    """The country where a line wants a person to have been ("từng làm việc ở Hàn Quốc"), ISO code."""
    if not _STAYED.search(text):
        return None
    for name in sorted(known.country_names, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            return known.country_names[name]
    return None


def _occupations(title: list[Finding], facts: VacancyFacts, known: Knowledge) -> dict[str, int]:
    """Occupations that the title names, or less surely its skills are the core of; else what sector and lines name.

    The surest counts 256.
    """
    named = {f.id: 256 for f in title if f.kind == "occupation" and not f.denied}
    for finding in title:
        if finding.kind == "skill" and not finding.denied:
            for occupation in known.dictionary.by_core(finding.id):
                named.setdefault(occupation, 205)
    if named:
        return _surest_first(_trade_before_role(named, known))
    texts = [facts.sector, *facts.skills_required]
    findings = [f for text in texts for f in read(nfc(text), "sector", known.dictionary) if not f.denied]
    for finding in findings:
        if finding.kind == "occupation":
            named.setdefault(finding.id, 154)
        elif finding.kind == "skill":
            for occupation in known.dictionary.by_core(finding.id):
                named.setdefault(occupation, 154)
    return _surest_first(named)


def _trade_before_role(named: dict[str, int], known: Knowledge) -> dict[str, int]:
    """“Tổ trưởng ca ép nhựa”: the trade is what it takes, and leading in another trade is half the way."""
    role = {id for id in named if known.dictionary.occupations[id].of_any_trade}
    if len(role) == len(named):
        return named
    return {id: sureness * ROLE_BESIDE_TRADE >> 8 if id in role else sureness for id, sureness in named.items()}


def _surest_first(named: dict[str, int]) -> dict[str, int]:
    top = max(named.values(), default=1)
    return {occupation: 256 * sureness // top for occupation, sureness in named.items()}


def _asks(facts: VacancyFacts, lines: list[Line], known: Knowledge) -> tuple[Ask, ...]:
    """The languages asked for: those listed, then those that only a line names."""
    asks: list[Ask] = []
    for place, listed_ask in enumerate(facts.languages):
        language = known.language_of(listed_ask.language)
        level = known.levels.read(language, listed_ask.level, listed_ask.test)
        field, quote = ("level", listed_ask.level) if listed_ask.level else ("language", listed_ask.language)
        required = listed_ask.required or listed_ask.strict
        asks.append(Ask(language, level, required, f"languages[{place}].{field}", quote, listed_ask.strict))
    listed = {ask.language for ask in asks}
    for line in lines:
        for ask in line.asks:
            if ask.language not in listed and not line.skills:
                listed.add(ask.language)
                asks.append(ask)
    return tuple(asks)
