"""Does a typed name fit a firm's name, is it that name with a slip, or does it only look like it, and in what?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from portal.firms.rules.distance import distance, is_slip
from portal.firms.rules.lexicon import FORMS_SHOWN, OPTIONAL_FORMS
from portal.firms.rules.names import Name, Word

Kind = Literal[
    "form", "trade_added", "trade_missing", "trade_changed", "own_added", "own_missing", "own_changed", "marks",
    "order", "spacing", "not_full", "foreign", "digits", "invisible", "number",
]  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """In what a typed name is not the firm's: the words as typed, and the words of the firm in their place."""

    kind: Kind
    typed: str = ""
    firm: str = ""


def forms_agree(typed: Name, forms: frozenset[str]) -> bool:
    """No legal form typed, or the firm's own, perhaps not in full; nothing may be added to it.

    Left off may be “một thành viên”, “hai thành viên trở lên”; what follows “tổng công ty”; “TNHH” before “một thành viên”.
    """
    missing = forms - typed.forms
    short = missing <= OPTIONAL_FORMS or "TCT" in typed.forms or (missing == {"TNHH"} and "MTV" in typed.forms)
    return not typed.forms or (typed.forms <= forms and short)


def own_agrees(typed: Name, name: Name) -> bool:
    """The same own name: by its letters where no diacritics were typed, else every mark as well.

    A word with letters no Vietnamese keyboard gives must be the firm's to the letter, wherever it stands.
    """
    if typed.own_key != name.own_key:
        return False
    strange = [(a, b) for a, b in zip(typed.core, name.core, strict=False) if a.foreign]
    if any(a.exact != b.exact for a, b in strange):
        return False
    pairs = zip(typed.own, name.own, strict=True)
    return not typed.marked or all(a.exact == b.exact or a.opened or b.opened for a, b in pairs)


def same_initials(typed: Name, name: Name) -> bool:
    """Whether two names of the same letters differ only in how initials are set apart: `Y.H.D` and `Y H D`, `K-Way` and `KWay`.

    “T&K” is not “TK”: a sign that was said is part of the name.
    """
    if typed.trade_key != name.trade_key or ("&" in typed.text) != ("&" in name.text):
        return False
    if typed.marked and "".join(w.exact for w in typed.own) != "".join(w.exact for w in name.own):
        return False
    given, meant = Counter(typed.own_key.split()), Counter(name.own_key.split())
    return any(len(word) == 1 and word.isalpha() for word in (given - meant) + (meant - given))


def is_part_of(typed: Name, name: Name) -> bool:
    """Whether the typed name is the firm's with trade words left out, its own name whole and nothing added."""
    rest = iter(name.key.split())
    return typed.own_key == name.own_key and all(word.folded in rest for word in typed.core)


def slips(typed: Name, name: Name) -> int | None:
    """How many slips of the finger lead from the firm's name to the typed one; None where more than slips differ.

    The typed name may lack its legal form; a slip may also sit in a word of the legal form.
    """
    for typed_words, words in ((typed.core, name.core), (typed.all_words, name.all_words)):
        if (count := _count_slips(typed_words, words, typed.marked)) is not None:
            return count
    return None


def _count_slips(typed: Sequence[Word], words: Sequence[Word], marked: bool) -> int | None:
    if len(typed) != len(words):
        return None
    order, own_order = [word.folded for word in typed], [word.folded for word in words]
    if order != own_order and sorted(order) == sorted(own_order):
        return None  # “ứng cung” for “cung ứng”: words were moved, no finger slipped
    count = own_count = 0
    for given, meant in zip(typed, words, strict=True):
        if given.folded == meant.folded and (meant.role != "own" or not marked or given.exact == meant.exact):
            continue
        if not is_slip(given, meant, marked):
            return None
        count += 1
        own_count += meant.role == "own"
    if count == 0:  # the same words, told apart by their order
        return None
    return count if count <= 2 and own_count <= 1 else None


def likeness(typed: Name, name: Name) -> float:
    """How much a typed name looks like a firm's, 0 to 1; from 0.65 on a reader may take one for the other."""
    if typed.bag == name.bag:
        return 0.98 + 0.01 * forms_agree(typed, name.forms) + 0.01 * (typed.key == name.key)
    given = typed.core_folded if name.trade_only else typed.own_folded
    own = _own_likeness(given, name)
    shared = _shared_trade(typed, name)
    if own >= 0.5 and shared >= 0.5:
        own = max(own, 0.7)  # the same trade words and half of the own name: one syllable was changed
    other_marks = typed.marked and any(
        a.folded == b.folded and a.exact != b.exact for a, b in zip(typed.own, name.own, strict=False)
    )
    if own < 0.9 and _is_whole_in(name, typed):
        own = 0.9  # the firm's whole name, however short, with words put before or after it
    return own + 0.05 * shared + 0.005 * forms_agree(typed, name.forms) - 0.02 * other_marks


def _is_whole_in(name: Name, typed: Name) -> bool:
    """Whether a full name was typed that has the firm's form, trade words and own name, and something more."""
    alike = typed.forms and typed.forms == name.forms and typed.trade_key == name.trade_key
    return bool(alike) and f" {name.own_key} " in f" {typed.own_key} "


def _shared_trade(typed: Name, name: Name) -> float:
    """How many trade words are the same, 0 to 1. Where neither has any, a typed “công ty” makes it a full name."""
    given, meant = typed.trade_words, name.trade_words
    if either := len(given | meant):
        return len(given & meant) / either
    return 0.5 if any(word.role == "form" for word in typed.all_words) else 0.0


def _own_likeness(typed: Sequence[str], name: Name) -> float:
    words = name.own_folded
    if not typed or not words:
        return 0.0
    joined, firm_joined = "".join(typed), name.own_joined
    shortest = 4 if name.brand else 5  # four letters that are no syllable are hardly typed by chance
    if len(typed) == len(words) == 1 and max(len(joined), len(firm_joined)) < shortest and joined != firm_joined:
        return 0.5 if distance(joined, firm_joined, 1) == 1 else 0.0  # two short words alone are alike by chance
    best = _by_words(typed, words)
    far = min(len(joined), len(firm_joined)) // 4
    if far and best < 0.8 and distance(joined, firm_joined, far) <= far:
        best = 0.8
    if len(firm_joined) >= 4 - name.brand and f" {' '.join(words)} " in f" {' '.join(typed)} ":
        best = max(best, 0.9)  # the firm's whole own name stands in the typed one, with words added
    return best


def _by_words(typed: Sequence[str], words: Sequence[str]) -> float:
    """How alike two lists of words are: word by word from the beginning, from the end, or in any order."""
    table = [[1.0 if a == b else _word_likeness(a, b) for a in typed] for b in words]
    shorter = min(len(typed), len(words))
    straight = sum(table[place][place] for place in range(shorter))
    from_end = sum(table[-place][-place] for place in range(1, shorter + 1))
    any_order = sum(map(max, table))
    return max(straight, from_end, 0.95 * min(any_order, len(typed))) / max(len(typed), len(words))


@lru_cache(maxsize=20_000)
def _word_likeness(typed: str, word: str) -> float:
    if typed == word:
        return 1.0
    longest = max(len(typed), len(word))
    if longest >= 3 and distance(typed, word, 1) == 1:
        return 0.75
    return 0.6 if longest >= 6 and distance(typed, word, 2) == 2 else 0.0


def differences(typed: Name, name: Name, forms: frozenset[str]) -> tuple[Difference, ...]:
    """Everything in which the typed name is not the firm's, in words to show side by side."""
    found: list[Difference] = []
    if not forms_agree(typed, forms):
        found.append(Difference("form", _form_words(typed.forms), _form_words(forms)))
    if name.trade_only:
        return (*found, *_differences("trade", typed.core, name.core, typed.marked))
    found += _differences("own", typed.own, name.own, typed.marked)
    found += _differences("trade", typed.trade, name.trade, False)
    if not found and typed.key != name.key:
        found.append(Difference("order", _say(typed.core), _say(name.core)))
    return tuple(found)


def _differences(part: str, typed: Sequence[Word], words: Sequence[Word], marked: bool) -> list[Difference]:
    given, meant = [word.folded for word in typed], [word.folded for word in words]
    if given == meant:
        wrong = [(a, b) for a, b in zip(typed, words, strict=True) if (marked or a.foreign) and a.exact != b.exact]
        if not wrong:
            return []
        return [Difference("marks", _say([a for a, _ in wrong]), _say([b for _, b in wrong]))]
    if sorted(given) == sorted(meant):
        return [Difference("order", _say(typed), _say(words))]
    if "".join(given) == "".join(meant):
        return [Difference("spacing", _say(typed), _say(words))]
    found: list[Difference] = []
    for step, a, b, c, d in SequenceMatcher(None, given, meant, autojunk=False).get_opcodes():
        if step != "equal":
            kind = {"replace": "changed", "delete": "added", "insert": "missing"}[step]
            found.append(Difference(f"{part}_{kind}", _say(typed[a:b]), _say(words[c:d])))  # type: ignore[arg-type]
    return found


def _say(words: Sequence[Word]) -> str:
    return " ".join(word.shown for word in words)


def _form_words(codes: frozenset[str]) -> str:
    return " ".join(shown for code, shown in FORMS_SHOWN.items() if code in codes)
