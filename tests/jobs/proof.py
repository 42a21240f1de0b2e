"""Proves the lines of an explanation from the two records and the content files alone.

Nothing here calls the matcher: what a text says of skills, occupations, languages, levels and places is read anew, in a
plainer way (every phrase of the YAML files is looked for in every text). `faults` lists what a line claims and the data do
not show.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from portal.shared.text import fold, nfc

CONTENT = Path(__file__).parent.parent.parent / "content"
Row = dict[str, Any]
EAST = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
TOKEN = re.compile(rf"[{EAST}]|[^\W_{EAST}]+")
PAUSE = re.compile(r"[,.;:!?\n]")
OR = re.compile(r"\b(hoặc|hay|hoac|or|oder)\b|/", re.IGNORECASE)
PAPER = re.compile(
    r"chứng chỉ|chung chi|chứng nhận|^bằng|có bằng|bằng (?:lái|(?-i:[A-Z])|hạng|nghề)|bang lai|giấy phép|giay phep|thẻ an toàn|certif"
    r"|licen[cs]e|資格|免許|技能講習|자격증|면허"
    r"|證照|执照|证书|zertifikat|schein",
    re.IGNORECASE,
)
NO = re.compile(
    r"\b(?:chưa|không|(?<!sua )chua|khong|ko|chẳng|chang)\s+(?:(?!nhưng|mà|but)\w+\s+){0,3}$", re.IGNORECASE
)


@cache
def content(name: str) -> list[Row]:
    """The items of a content file."""
    found: list[Row] = yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))["items"]
    return found


Word = tuple[str, str]
"""A word folded, and in lower case as typed with its tone last."""


def _typed(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in apart if c in "\u0300\u0301\u0303\u0309\u0323"]
    return "".join(c for c in apart if c not in tones) + "".join(tones)


def tokens(text: str) -> list[Word]:
    """The words of a text."""
    return [(fold(word), _typed(word)) for word in TOKEN.findall(nfc(text))]


@cache
def phrases(kind: str) -> dict[str, list[tuple[str, list[Word], Row]]]:
    """First folded word → (id, words, conditions) of every way to say a skill (`skills`), an occupation or a paper."""
    found: dict[str, list[tuple[str, list[Word], Row]]] = defaultdict(list)
    for row in content(kind):
        more = row["synonyms"]
        if isinstance(more, dict):  # by language
            more = [word for words in more.values() for word in words]
        for way in (row["name"]["vi"], row["name"]["en"], *more):
            entry = way if isinstance(way, dict) else {"text": str(way)}
            if said := tokens(entry["text"]):
                found[said[0][0]].append((row["id"], said, entry))
    return found


def _said(said: list[Word], entry: Row, row: list[Word], place: int, first: str) -> bool:
    """These words stand there, with the neighbours and the letters that the phrase wants."""
    there = row[place : place + len(said)]
    if len(there) < len(said) or any(
        h[0] != a[0] or h[1] not in (a[1], a[0]) for a, h in zip(said, there, strict=True)
    ):
        return False
    before = {w for w, _ in row[max(0, place - 2) : place]}
    after = {w for w, _ in row[place + len(said) : place + len(said) + 2]}
    if before & set(entry.get("not_after", ())) or after & set(entry.get("not_before", ())):
        return False
    return not (entry.get("lower") and first.isupper())


@cache
def ids(text: str, kind: str = "skills", settled: bool = True) -> frozenset[str]:
    """Everything of this kind that the text names: of two phrases of which one holds the other, the longer; `settled`: a
    general word gives way to the special thing that the text names elsewhere."""
    found = _readings(text, kind)
    sure = {id for id, yields in (*_readings(text, "skills"), *_readings(text, "occupations")) if not yields}
    return frozenset(id for id, yields in found if not (settled and yields & sure))


@cache
def _readings(text: str, kind: str) -> list[tuple[str, frozenset[str]]]:
    """What the text names, and for general words which special things they give way to."""
    row, places = tokens(text), [(m.start(), m.end()) for m in TOKEN.finditer(nfc(text))]
    paused = [bool(PAUSE.search(nfc(text)[a[1] : b[0]])) for a, b in pairwise(places)]
    spans: list[tuple[int, int, str, frozenset[str]]] = []
    for place, here in enumerate(row):
        for id, said, entry in phrases(kind).get(here[0], ()):
            if any(paused[place : place + len(said) - 1]) and "," not in entry["text"]:
                continue
            if _said(said, entry, row, place, nfc(text)[places[place][0]]):
                spans.append((place, place + len(said), id, frozenset(entry.get("yields_to", ()))))
    kept = [s for s in spans if not any(c <= s[0] and s[1] <= d and (c, d) != s[:2] for c, d, *_ in spans)]
    return [(id, yields) for *_, id, yields in kept]


@cache
def related(kind: str = "skills") -> dict[tuple[str, str], int]:
    """How near two skills or occupations are, both ways, in 1/256."""
    pairs: dict[tuple[str, str], int] = {}
    for row in content(kind):
        for other, strength in row.get("related", {}).items():
            for pair in ((row["id"], other), (other, row["id"])):
                pairs[pair] = max(strength, pairs.get(pair, 0))
    return pairs


@cache
def why_near() -> dict[frozenset[str], dict[str, str]]:
    """Two related skills → why they are near, in each language."""
    return {
        frozenset((row["id"], other)): why
        for row in content("skill_relations")
        for other, why in row["related"].items()
    }


def near(some: Iterable[str], others: Iterable[str], kind: str = "skills") -> bool:
    """One of these is one of those, or related to it."""
    others = list(others)
    return any(a == b or (a, b) in related(kind) for a in some for b in others)


@cache
def occupations() -> dict[str, Row]:
    return {row["id"]: row for row in content("occupations")}


def attested(text: str) -> set[str]:
    """The skills that the papers speak for which a text names."""
    named = ids(text, "certificates")
    return {skill for row in content("certificates") if row["id"] in named for skill in row["attests"]}


def paper_skills(text: str) -> frozenset[str]:
    """What a line asks for that names papers and no skill: what each is about."""
    named = ids(text, "certificates")
    return frozenset(
        next(iter(row["attests"])) for row in content("certificates") if row["id"] in named and row["attests"]
    )


def occupations_in(text: str) -> set[str]:
    """The occupations that a text names, or names the core skill of."""
    skills = ids(text)
    return set(ids(text, "occupations")) | {
        id for id, row in occupations().items() if skills & set(row.get("cores") or row["skills"][:1])
    }


def value(record: Row, path: str) -> Any:
    """What stands at this path."""
    found: Any = record
    for name, place in re.findall(r"(\w+)(?:\[(\d+)\])?", path):
        found = found[name]
        if place:
            found = found[int(place)]
    return found


def stated_texts(person: Row) -> Iterator[str]:
    """Everything in which a person says what they can do, one field after the other."""
    yield person.get("headline") or ""
    yield person.get("summary") or ""
    yield from (skill["name"] for skill in person.get("skills", ()))
    yield from person.get("certificates", ())
    for stint in person.get("experience", ()):
        yield stint.get("occupation") or ""
        yield stint.get("duties") or ""


def claimed(text: str) -> str:
    """The text without what it wishes for, what it denies, and the names of places."""
    text = nfc(text)
    for name in sorted(place_names(), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", ";", text)
    text = re.sub(
        r"\b(?:muốn|mong|(?<!giải )thích(?! ứng| nghi| hợp)|muon|thich)\b(?:(?!\b(?:vì|từng|đã|nhưng|nhờ)\b)[^.;!?\n,()])*",
        ";",
        text,
        flags=re.I,
    )
    return re.sub(
        r"(?:\b(?:chưa|không|chẳng|khong|ko)|(?<!sua )\bchua)\b(?:(?!\b(?:nhưng|mà|và|hoặc|còn)\b)[^.;:!?\n,()])*",
        ";",
        text,
        flags=re.I,
    )


@cache
def place_names() -> frozenset[str]:
    """Names of provinces and cities as they are written."""
    rows = [row["name"]["vi"] for kind in ("provinces", "former_provinces") for row in content(kind)]
    return frozenset([*rows, *(name for row in content("matching_places") for name in row["names"])])


@cache
def _stated(text: str) -> frozenset[str]:
    return ids(claimed(text))


def stated(person: Row) -> frozenset[str]:
    """The skills that some field names; fields that tell of one thing are read together."""
    jobs = [f"{stint.get('occupation') or ''}. {stint.get('duties') or ''}" for stint in person.get("experience", ())]
    about = f"{person.get('headline') or ''}. {person.get('summary') or ''}"
    alone = [skill["name"] for skill in person.get("skills", ())] + [*person.get("certificates", ())]
    return frozenset(id for text in (*alone, *jobs, about) for id in _stated(text))


# --- languages and levels


@cache
def languages() -> dict[str, str]:
    """Every name and code of a language → its code."""
    known: dict[str, str] = {}
    for row in content("languages"):
        known[fold(row["id"])] = row["spoken_as"]
        for name in row["name"].values():
            known.setdefault(fold(name), row["spoken_as"])
    for row in content("matching_languages"):
        for name in (row["id"], *row["names"]):
            known.setdefault(fold(name), row["id"])
    return known


@cache
def ranks() -> dict[tuple[str, str], int]:
    """(test, level) → CEFR rank, the lower of two where the score decides."""
    found: dict[tuple[str, str], int] = {}
    for test in content("language_tests"):
        for level in test.get("levels", ()):
            if level.get("cefr_rank") is not None:
                key = (test["id"], fold(str(level["code"])))
                found[key] = min(level["cefr_rank"], found.get(key, 9))
    return found


LADDERS = {
    "ja": ("jlpt", r"n\s?([1-5])\b"),
    "ko": ("topik", r"(?:topik|cap|level)\s*(?:i{1,2}\b)?\s*([1-6])\b"),
    "zh": ("hsk", r"hsk\s*([1-9])"),
}


def level(language: str, text: str) -> tuple[str, int, int | None] | None:
    """(ladder, step, CEFR rank) of a level; None where this reading does not know it."""
    folded = fold(text)
    if "eps" in folded:
        return None
    if language in LADDERS and (found := re.search(LADDERS[language][1], folded)):
        test, step = LADDERS[language][0], int(found[1])
        if language == "ja":
            return test, 6 - step, ranks().get(("jlpt", f"n{step}"))
        return test, step, step if language == "ko" else ranks().get(("hsk-2", f"hsk{step}"))
    if found := re.search(r"\b([abc])([12])\b", folded):
        rank = "abc".index(found[1]) * 2 + int(found[2])
        return "cefr", rank, rank
    words = {fold(p): row["rank"] for row in content("matching_levels") for p in row["phrases"]}
    said = [p for p in words if re.search(rf"(?<!\w){re.escape(p)}(?!\w)", " ".join(folded.split()))]
    return ("words", words[max(said, key=len)], words[max(said, key=len)]) if said else None


def short(language: str, ask: str, claim: str) -> int | None:
    """How many levels a claim falls short (0: met); None where this reading cannot tell."""
    one, other = level(language, ask), level(language, claim)
    if one is None or other is None:
        return None
    if one[0] == other[0] != "words":
        return max(0, one[1] - other[1])
    if one[2] is None or other[2] is None:
        return None
    return max(0, one[2] - other[2])


@cache
def stays() -> dict[str, tuple[str, list[str]]]:
    """ISO country → its language and its names."""
    return {code: (row["id"], names) for row in content("matching_languages") for code, names in row["stays"].items()}


# --- places


@cache
def provinces() -> dict[str, str]:
    """A name of a province of today or before the merger, or of a city in it → the id of today."""

    def key(name: str) -> str:
        return re.sub(r"^(tinh|thanh pho|tp) ", "", " ".join(re.findall(r"\w+", fold(name))))

    found = {key(name): row["id"] for row in content("provinces") for name in row["name"].values()}
    for row in content("former_provinces"):
        found.setdefault(key(row["name"]["vi"]), row["province"])
    for row in content("matching_places"):
        for name in row["names"]:
            found.setdefault(key(name), row["province"])
    return found


def province(name: str) -> str | None:
    folded = re.sub(r"^(tinh|thanh pho|tp) ", "", " ".join(re.findall(r"\w+", fold(name))))
    return provinces().get(folded) or provinces().get(re.sub(r" (cu|moi)$", "", folded))
