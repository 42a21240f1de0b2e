"""One proof for each kind of line that an explanation may show; the sentences of the matcher are known by their source text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.jobs import wording
from portal.jobs.matching.reasons import Reason, Reasons
from portal.shared.text import fold, nfc
from tests.jobs import proof
from tests.jobs.proof import NO, OR, PAPER, Row, ids, near, value

MEETS, LACKS, UNUSED = "meets", "lacks", "unused"


@dataclass(frozen=True)
class Shown:
    """A line with the list it stands in and the two records it speaks of."""

    kind: str
    reason: Reason
    person: Row
    job: Row

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.reason.text.values)

    @property
    def mine(self) -> Any:
        """What stands in the profile where the line points at."""
        return value(self.person, self.reason.profile_field or "")

    @property
    def theirs(self) -> Any:
        return value(self.job, self.reason.vacancy_field or "")

    @property
    def language(self) -> str:
        return proof.languages()[fold(self.values["language"]["vi"])]

    @property
    def required(self) -> bool:
        field = self.reason.vacancy_field or ""
        return field.startswith(("skills_required", "certificates_required")) or bool(
            field.startswith("languages") and value(self.job, field.split(".")[0]).get("required")
        )


Proof = Callable[[Shown], Iterator[str]]


def faults(told: Reasons, person: Row, job: Row) -> list[str]:
    """Everything in an explanation that the two records do not show."""
    found = []
    for kind in (MEETS, LACKS, UNUSED):
        for reason in getattr(told, kind):
            shown = Shown(kind, reason, person, job)
            for fault in _line(shown):
                found.append(f"{fault}: {kind} “{reason.text}” {reason.profile_field} {reason.vacancy_field}")
    return found + list(_untold(told, job))


def _line(shown: Shown) -> Iterator[str]:
    entry = PROOFS.get(shown.reason.text.msgid)
    if entry is None:
        yield "a sentence nobody can prove"
        return
    kinds, prove = entry
    if shown.kind not in kinds:
        yield "stands in the wrong list"
    yield from _spans(shown)
    yield from prove(shown)


def _spans(shown: Shown) -> Iterator[str]:
    """Words between quotation marks that stand in a field are where the span says; a field that is a text has a span."""
    for field, span, record in (
        (shown.reason.profile_field, shown.reason.profile_span, shown.person),
        (shown.reason.vacancy_field, shown.reason.vacancy_span, shown.job),
    ):
        if field is None:
            continue
        stands = value(record, field)
        if isinstance(stands, str) and not _a_date(stands) and span is None:
            yield f"{field} has no span"
        if span is not None and nfc(stands)[span[0] : span[1]] not in [
            v for v in shown.values.values() if isinstance(v, str)
        ]:
            yield f"{field}{span} is not what the line quotes"


def _a_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _untold(told: Reasons, job: Row) -> Iterator[str]:
    """Everything insisted on is told as met or as lacking, and what is told as met was proven above."""
    fields = {reason.vacancy_field for reason in (*told.meets, *told.lacks)}
    asked = [f"skills_required[{n}]" for n in range(len(job.get("skills_required", ())))]
    asked += [f"certificates_required[{n}].name" for n in range(len(job.get("certificates_required", ())))]
    spoken = [r.text.values["asked"] for r in (*told.meets, *told.lacks) if "language" in r.text.values]
    for n, ask in enumerate(job.get("languages", ())):
        twin = (ask.get("level") or ask["language"]) in spoken
        if ask.get("required") and not twin and not {f"languages[{n}].level", f"languages[{n}].language"} & fields:
            yield f"languages[{n}] is not told"
    for field in asked:
        of_a_language = not ids(value(job, field)) and any(said in value(job, field) for said in spoken)
        if field not in fields and not of_a_language:
            yield f"{field} is not told"


# --- skills


def _quotes(shown: Shown) -> Iterator[str]:
    """The line quotes the vacancy's line in full and the profile's words as they stand, and the profile does not deny them."""
    if shown.values["asked"] != nfc(shown.theirs):
        yield "asks for something else"
    mine, quote = nfc(shown.mine), shown.values["quote"]
    if quote not in mine:
        yield "the profile does not say so there"
    elif shown.reason.profile_span and NO.search(mine[: shown.reason.profile_span[0]]):
        yield "the profile says that it is not so"


def _asked(shown: Shown) -> frozenset[str]:
    return ids(shown.values["asked"], settled=False) or proof.paper_skills(shown.values["asked"])


def _speaks(shown: Shown, text: str) -> bool:
    """A line that asks for a language is answered by words that name a level of it."""
    codes = {code for name, code in proof.languages().items() if f" {name} " in f" {fold(text)} " and len(name) > 3}
    asked = shown.values["asked"]
    return any(proof.short(c, asked, text) == 0 for c in codes) or any(
        proof.short(language, asked, text) == 0 for language in proof.LADDERS
    )


def _same_skill(shown: Shown) -> Iterator[str]:
    yield from _quotes(shown)
    quote = shown.values["quote"]
    if not _asked(shown) & ids(quote) and not _speaks(shown, quote):
        yield "another skill"
    yield from _all_there(shown)


def _near_skill(shown: Shown) -> Iterator[str]:
    yield from _quotes(shown)
    yield from _because(shown)
    yield from _all_there(shown)


def _because(shown: Shown) -> Iterator[str]:
    """What is asked and what is quoted are a pair of the taxonomy, and the reason told is that pair's."""
    pairs = [frozenset((a, b)) for a in _asked(shown) for b in ids(shown.values["quote"])]
    reasons = [proof.why_near()[pair] for pair in pairs if pair in proof.why_near()]
    if not reasons:
        yield "not a related skill"
    elif shown.values["because"] not in reasons:
        yield "the reason of another pair"


def _all_there(shown: Shown) -> Iterator[str]:
    """Said to be met: each skill of the line is stated, or a related one; one is enough where it says "or"; and a paper where
    a paper is asked for."""
    asked = shown.values["asked"]
    have = proof.stated(shown.person)
    parts = [near([skill], have) for skill in _asked(shown)]
    if parts and not (any(parts) if OR.search(asked) else all(parts)):
        yield "only a part of it is there"
    paper = PAPER.search(asked) or (shown.reason.vacancy_field or "").startswith("certificates")
    if paper and "certif" not in (shown.reason.profile_field or "") and not PAPER.search(nfc(shown.mine)):
        yield "no paper"


def _likely_skill(shown: Shown) -> Iterator[str]:
    yield from _quotes(shown)
    field = shown.reason.profile_field or ""
    quote = shown.values["quote"]
    likely = {skill for o in proof.occupations_in(quote) for skill in proof.occupations()[o]["skills"]}
    if field.endswith(("sector", "education")):
        likely |= ids(quote)
    if not near(_asked(shown), likely):
        yield "its occupation does not make it likely"
    if _asked(shown) and _asked(shown) <= proof.stated(shown.person):
        yield "the profile does state it"


def _attested_skill(shown: Shown) -> Iterator[str]:
    yield from _quotes(shown)
    field = shown.reason.profile_field or ""
    if not field.startswith(("certificates", "skills", "education")):
        yield "no place where papers are listed"
    if not near(_asked(shown), proof.attested(shown.values["quote"])):
        yield "no such paper speaks for it"
    if _asked(shown) and _asked(shown) <= proof.stated(shown.person):
        yield "the profile does state it"


def _not_enough(shown: Shown) -> Iterator[str]:
    yield from _quotes(shown)
    yield from _how_much(shown)
    quote = shown.values["quote"]
    if not _asked(shown) & ids(quote) and not _speaks(shown, quote):
        yield (
            "another skill, and no word why it is near" if near(_asked(shown), ids(quote)) else "nothing to do with it"
        )


def _only_near(shown: Shown) -> Iterator[str]:
    yield from _quotes(shown)
    yield from _how_much(shown)
    yield from _because(shown)


def _missing(shown: Shown) -> Iterator[str]:
    if shown.values["asked"] != nfc(shown.theirs):
        yield "asks for something else"
    yield from _how_much(shown)
    asked, have = _asked(shown), proof.stated(shown.person)
    if asked & have:
        yield f"the profile does state {sorted(asked & have)}"
    wanted = f" {' '.join(w for w, _ in proof.tokens(shown.values['asked']))} "
    for text in proof.stated_texts(shown.person):
        if not asked and wanted.strip() and wanted in f" {' '.join(w for w, _ in proof.tokens(text))} ":
            yield f"its words stand in “{text}”"


def _how_much(shown: Shown) -> Iterator[str]:
    """(bắt buộc) and (ưu tiên) are what the vacancy says."""
    if ("bắt buộc" in shown.reason.text.msgid) is not shown.required:
        yield "required or not?"


def _same_words(shown: Shown) -> Iterator[str]:
    yield from _quotes(shown)
    if not set(proof.tokens(fold(shown.values["quote"]))) <= set(proof.tokens(fold(shown.values["asked"]))):
        yield "words that nobody asked for"


def _been_there(shown: Shown) -> Iterator[str]:
    stint = value(shown.person, (shown.reason.profile_field or "").removesuffix(".country"))
    names = proof.stays().get(stint["country"].upper(), ("", []))[1]
    if stint["country"] != shown.values["country"] or not stint["years"]:
        yield "was not there"
    if not any(name in shown.values["asked"] for name in names):
        yield "another country"


# --- languages


def _language_asked(shown: Shown) -> Iterator[str]:
    field, asked = shown.reason.vacancy_field or "", shown.values["asked"]
    if asked not in nfc(str(shown.theirs)):
        yield "asks for something else"
    if field.startswith("languages"):
        row = value(shown.job, field.split(".")[0])
        if proof.languages().get(fold(row["language"]), fold(row["language"])) != shown.language:
            yield "another language is asked for"


def _language_said(shown: Shown) -> Iterator[str]:
    yield from _language_asked(shown)
    field, quote = shown.reason.profile_field or "", shown.values["quote"]
    if quote not in nfc(str(shown.mine)):
        yield "the profile does not say so there"
    if field.startswith("languages"):
        row = value(shown.person, field.split(".")[0])
        if proof.languages().get(fold(row["language"]), fold(row["language"])) != shown.language:
            yield "another language"


def _short(shown: Shown) -> int | None:
    """By the tests that either side names beside the level."""

    def whole(record: Row, field: str, quote: str) -> str:
        row = value(record, field.split(".")[0]) if field.startswith("languages") else {}
        return f"{row.get('test') or ''} {quote}"

    ask = whole(shown.job, shown.reason.vacancy_field or "", shown.values["asked"])
    claim = whole(shown.person, shown.reason.profile_field or "", shown.values["quote"])
    return proof.short(shown.language, ask, claim)


def _language_met(shown: Shown) -> Iterator[str]:
    yield from _language_said(shown)
    if _short(shown):
        yield "the level is lower"


def _language_short(shown: Shown) -> Iterator[str]:
    yield from _language_said(shown)
    if _short(shown) == 0:
        yield "the level is there"


def _language_unclear(shown: Shown) -> Iterator[str]:
    yield from _language_said(shown)
    if _short(shown) is not None:
        yield "the levels can be compared"


def _claims(shown: Shown) -> list[Row]:
    rows = shown.person.get("languages", ())
    return [r for r in rows if proof.languages().get(fold(r["language"]), fold(r["language"])) == shown.language]


def _language_missing(shown: Shown) -> Iterator[str]:
    yield from _language_asked(shown)
    yield from _how_much(shown)
    if _claims(shown):
        yield "the profile names this language"


def _language_by_stay(shown: Shown) -> Iterator[str]:
    yield from _language_asked(shown)
    years = sum(
        s["years"]
        for s in shown.person["experience"]
        if proof.stays().get(s["country"].upper(), ("",))[0] == shown.language
    )
    if _claims(shown) or years < 1 or shown.values["country"] != shown.mine:
        yield "a claim, or no stay"


# --- occupation, time, place, wage, day


def _wanted(shown: Shown) -> set[str]:
    """What the vacancy's title names; else what its sector and lines name."""
    texts = [shown.job.get("sector") or "", *shown.job.get("skills_required", ())]
    return proof.occupations_in(shown.job["title"]) or {o for text in texts for o in proof.occupations_in(text)}


def _occupation(nearness: int) -> Proof:
    def prove(shown: Shown) -> Iterator[str]:
        if shown.values["title"] != nfc(shown.job["title"]) or shown.values["quote"] not in nfc(shown.mine):
            yield "says something else"
        rows, pairs = proof.occupations(), proof.related("occupations")
        best = max(
            (
                256 if a == b else pairs.get((a, b), 51 if rows[a]["sector"] == rows[b]["sector"] else 0)
                for a in _wanted(shown)
                for b in proof.occupations_in(shown.values["quote"])
            ),
            default=0,
        )
        if best < nearness:
            yield "another occupation"

    return prove


def _other_occupation(shown: Shown) -> Iterator[str]:
    held = {o for s in shown.person["experience"] for o in ids(f"{s['occupation']}. {s['duties']}", "occupations")}
    if ids(shown.job["title"], "occupations") & held:
        yield "the occupation is there"


def _experience_enough(shown: Shown) -> Iterator[str]:
    stint = value(shown.person, (shown.reason.profile_field or "").removesuffix(".years"))
    asked = shown.job["experience_years"]
    said = (float(shown.values["asked"]), float(shown.values["years"]), shown.values["occupation"])
    if said != (asked, stint["years"], nfc(stint["occupation"])) or stint["years"] < asked:
        yield "not so long"


def _experience_short(shown: Shown) -> Iterator[str]:
    wanted = proof.occupations_in(shown.job["title"])
    same = [
        stint["years"]
        for stint in shown.person["experience"]
        if wanted
        and (proof.occupations_in(stint["occupation"]) or proof.occupations_in(stint["duties"])) == wanted
        and wanted <= proof.occupations_in(f"{stint['occupation']}. {stint['duties']}")
    ]
    if sum(same) >= shown.job["experience_years"]:
        yield "long enough"


def _place(named: bool, relocate: bool | None) -> Proof:
    def prove(shown: Shown) -> Iterator[str]:
        wished = {proof.province(name) for name in shown.person.get("provinces", ())}
        if (proof.province(shown.job["province"]) in wished) is not named:
            yield "named or not?"
        if relocate is not None and bool(shown.person.get("relocate")) is not relocate:
            yield "would move or not?"
        if named and proof.province(shown.values["named"]) != proof.province(shown.job["province"]):
            yield "another place"

    return prove


def _wage(inside: bool) -> Proof:
    def prove(shown: Shown) -> Iterator[str]:
        top = shown.job.get("wage_max") or shown.job.get("wage_min")
        if (shown.person["expected_wage"] <= top) is not inside:
            yield "inside or above?"
        if (shown.values["asked"].amount, shown.values["offered"].amount) != (shown.person["expected_wage"], top):
            yield "other amounts"

    return prove


def _starts_late(shown: Shown) -> Iterator[str]:
    days = (date.fromisoformat(shown.person["available_from"]), date.fromisoformat(shown.job["start_by"]))
    if (shown.values["available"], shown.values["start_by"]) != days or days[0] <= days[1]:
        yield "in time"


# --- what both say, what is not used


def _both_say(shown: Shown) -> Iterator[str]:
    if shown.values["words"] not in nfc(shown.mine) or shown.values["words"] not in nfc(shown.theirs):
        yield "one of them does not say it"


def _unused(shown: Shown) -> Iterator[str]:
    if shown.values["quote"] != nfc(shown.mine):
        yield "says something else"
    lines = [*shown.job.get("skills_required", ()), *shown.job.get("skills_preferred", ())]
    if ids(shown.values["quote"]) & {skill for line in lines for skill in ids(line)}:
        yield "it is asked for"


def _unused_language(shown: Shown) -> Iterator[str]:
    asked = {proof.languages().get(fold(r["language"])) for r in shown.job.get("languages", ())}
    if shown.language in asked or shown.values["quote"] not in nfc(str(shown.mine)):
        yield "it is asked for"


def _of(sentence: Callable[..., Any], *values: Any) -> str:
    return str(sentence(*values).msgid)


PROOFS: dict[str, tuple[tuple[str, ...], Proof]] = {
    _of(wording.same_skill, "", ""): ((MEETS,), _same_skill),
    _of(wording.near_skill, "", "", {}): ((MEETS,), _near_skill),
    _of(wording.likely_skill, "", ""): ((LACKS,), _likely_skill),
    _of(wording.attested_skill, "", ""): ((LACKS,), _attested_skill),
    _of(wording.same_words, "", ""): ((MEETS,), _same_words),
    _of(wording.been_there, "", ""): ((MEETS,), _been_there),
    _of(wording.missing, "", True): ((LACKS,), _missing),
    _of(wording.missing, "", False): ((LACKS,), _missing),
    _of(wording.not_enough, "", "", True): ((LACKS,), _not_enough),
    _of(wording.not_enough, "", "", False): ((LACKS,), _not_enough),
    _of(wording.only_near, "", "", True, {}): ((LACKS,), _only_near),
    _of(wording.only_near, "", "", False, {}): ((LACKS,), _only_near),
    _of(wording.language_met, {}, "", ""): ((MEETS,), _language_met),
    _of(wording.language_by_stay, {}, "", ""): ((LACKS,), _language_by_stay),
    _of(wording.language_short, {}, "", ""): ((LACKS,), _language_short),
    _of(wording.language_unclear, {}, "", ""): ((LACKS,), _language_unclear),
    _of(wording.language_missing, {}, "", True): ((LACKS,), _language_missing),
    _of(wording.language_missing, {}, "", False): ((LACKS,), _language_missing),
    _of(wording.same_occupation, "", ""): ((MEETS,), _occupation(128)),
    _of(wording.near_occupation, "", ""): ((LACKS,), _occupation(1)),
    _of(wording.other_occupation, ""): ((LACKS,), _other_occupation),
    _of(wording.experience_enough, 0, 0, ""): ((MEETS,), _experience_enough),
    _of(wording.experience_short, 0): ((LACKS,), _experience_short),
    _of(wording.place_named, "", ""): ((MEETS,), _place(True, None)),
    _of(wording.place_willing, ""): ((LACKS,), _place(False, True)),
    _of(wording.place_not, ""): ((LACKS,), _place(False, False)),
    _of(wording.wage_inside, 0, 0): ((MEETS,), _wage(True)),
    _of(wording.wage_above, 0, 0): ((LACKS,), _wage(False)),
    _of(wording.starts_late, None, None): ((LACKS,), _starts_late),
    _of(wording.both_say, ""): ((MEETS,), _both_say),
    _of(wording.unused, ""): ((UNUSED,), _unused),
    _of(wording.unused_language, {}, ""): ((UNUSED,), _unused_language),
}
