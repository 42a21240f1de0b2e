"""How an employer's vacancy is put before a reader: caught passages marked, what the matcher understood, the wage beside the minimum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from portal.content import service as content
from portal.jobs.facts import VacancyFacts
from portal.jobs.matching.people import matcher
from portal.jobs.posting import known, wording
from portal.jobs.posting.judging import ABROAD, Judged
from portal.jobs.posting.rules.screening import CONTACT, Passage
from portal.jobs.posting.rules.wages import Compared
from portal.jobs.posting.typed import LANGUAGES, MUST, NICE, STRICT, texts_of
from portal.jobs.service import language_names, provinces
from portal.web.shell.evidence import Evidence, evidence_of
from portal.web.shell.wording import money, pick, say

_MARK = Markup('<mark class="is-%s">%s</mark>')


@dataclass(frozen=True)
class Understood:
    """A line of the vacancy and what it was read as; no names where only its words are compared."""

    text: str
    names: Sequence[str]
    required: bool


@dataclass(frozen=True)
class Region:
    """A region's minimum with its evidence; `below`: the offer is less."""

    name: str
    amount: str
    evidence: Evidence
    below: bool


@dataclass(frozen=True)
class Caught:
    """A passage that was caught: what it says, and why."""

    text: str
    why: str
    tone: str


@dataclass(frozen=True)
class Look:
    """A vacancy as its employer and a moderator see it before others do."""

    facts: VacancyFacts
    texts: dict[str, Markup]
    names: dict[str, str]
    occupations: Sequence[str]
    lines: Sequence[Understood]
    caught: Sequence[Caught]
    regions: Sequence[Region]
    verdict: str
    tone: str
    abroad: bool
    """It speaks of work abroad, which has its place elsewhere on the site."""


def look(facts: VacancyFacts, judged: Judged, lawful_reason: str) -> Look:
    """Everything there is to see of it."""
    occupations, lines = understood(facts)
    verdict, tone = wage_verdict(judged.wage)
    return Look(
        facts, marked_texts(facts, judged), field_names(facts), occupations, lines, caught(facts, lawful_reason, judged),
        regions(judged.wage), verdict, tone, any(one.why == ABROAD for found in judged.marked.values() for one in found),
    )  # fmt: skip


def understood(facts: VacancyFacts) -> tuple[list[str], list[Understood]]:
    """The occupations that the title was read as, and every line with its skills, papers and languages."""
    reading = matcher().read_vacancy(facts)
    lines = []
    for line in reading.lines:
        names = [_name("skill", id) for id in line.skills] + [_name("certificate", id) for id in line.papers]
        names += [pick(language_names().get(ask.language, {"vi": ask.language})) for ask in line.asks]
        lines.append(Understood(line.text, list(dict.fromkeys(names)), line.required))
    return [_name("occupation", id) for id in reading.occupations], lines


def marked(text: str, passages: Sequence[Passage]) -> Markup:
    """The text with what was caught in it marked, line by line."""
    out, after = Markup(""), 0
    for passage in passages:
        start = max(passage.start, after)
        if start >= passage.end:
            continue
        tone = "warn" if passage.level == "highlight" else "bad"
        out += _lines(text[after:start]) + _MARK % (tone, text[start : passage.end])
        after = passage.end
    return out + _lines(text[after:])


def _lines(text: str) -> Markup:
    return Markup("<br>").join(text.split("\n"))


def marked_texts(facts: VacancyFacts, judged: Judged) -> dict[str, Markup]:
    """Every text of the vacancy by its field, with what was caught marked."""
    return {field: marked(text, judged.marked.get(field, ())) for field, text in texts_of(facts)}


def caught(facts: VacancyFacts, lawful_reason: str, judged: Judged) -> list[Caught]:
    """What was caught, each once, in the order of the fields."""
    texts = dict(texts_of(facts)) | {"lawful_reason": lawful_reason}
    found: dict[tuple[str, str], Caught] = {}
    for field, passages in judged.marked.items():
        for passage in passages:
            quote = texts[field][passage.start : passage.end]
            tone = "warn" if passage.level == "highlight" else "bad"
            found.setdefault((quote, passage.why), Caught(quote, _why(passage.why), tone))
    return list(found.values())


def regions(wage: Compared) -> list[Region]:
    """The minimum wage of each region, as sourced, and whether the offer is below it."""
    found = []
    for id, name, node in known.minimum_nodes():
        found.append(Region(pick(name), money(node["value"]), evidence_of(node), id in wage.regions))
    return found


def wage_verdict(wage: Compared) -> tuple[str, str]:
    """How the offer stands to the minimum, in words, and the tone."""
    if wage.verdict == "below":
        return _("Thấp hơn lương tối thiểu của mọi vùng: không đăng được."), "bad"
    if wage.verdict == "depends":
        return (
            _("Tùy nơi làm việc thuộc vùng nào: ở những vùng đánh dấu dưới đây, mức này thấp hơn lương tối thiểu."),
            "warn",
        )
    if wage.verdict == "enough":
        return _("Không thấp hơn lương tối thiểu của vùng nào."), "good"
    return _("Chưa ghi lương."), "warn"


def choices() -> dict[str, list[tuple[str, str]]]:
    """What the choices of the form offer."""
    languages = [(code, pick(name)) for code, name in language_names().items()]
    return {
        "provinces": [("", _("Hãy chọn")), *((id, pick(name)) for id, name in provinces())],
        "languages": [("", _("Không chọn")), *languages],
        "needs": [
            (NICE, _("Có thì tốt hơn")), (MUST, _("Bắt buộc, thiếu vẫn xem xét")), (STRICT, _("Chỉ nhận người có")),
        ],
    }  # fmt: skip


def language_rows() -> range:
    """The rows for languages."""
    return range(1, LANGUAGES + 1)


def field_names(facts: VacancyFacts) -> dict[str, str]:
    """What the fields of the form are called; a level by its language and how much it is needed."""
    names = {
        "title": _("Tên việc"), "sector": _("Ngành"), "description": _("Mô tả công việc"), "education": _("Học vấn"),
        "skills_required": _("Kỹ năng bắt buộc"), "skills_preferred": _("Kỹ năng có thì tốt hơn"),
        "certificates_required": _("Giấy chứng nhận cần có"), "certificates_strict": _("Giấy chứng nhận: chỉ nhận người có"),
    }  # fmt: skip
    needs = dict(choices()["needs"])
    spoken = language_names()
    for n, ask in enumerate(facts.languages, 1):
        need = needs[STRICT if ask.strict else MUST if ask.required else NICE]
        names[f"level_{n}"] = f"{pick(spoken.get(ask.language, {'vi': ask.language}))} ({need.lower()})"
    return names


def _why(why: str) -> str:
    if why == CONTACT:
        return str(_("Cách liên hệ hoặc đường dẫn"))
    name, legal = known.reason_of(why) or ({"vi": why}, None)
    return f"{pick(name)} – {pick(legal)}" if legal else pick(name)


def _name(kind: str, id: str) -> str:
    item = content.find(kind, id)
    return pick(item.data["name"]) if item is not None else id


def state_words(stands: str) -> tuple[str, str]:
    """The state and its tone."""
    return say(wording.STATES[stands]), wording.TONES[stands]
