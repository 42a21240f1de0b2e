"""What a person meant who typed Telex with the keyboard switched off: `xuaats` → `xuất`, `dduwcs` → `đức`."""

from __future__ import annotations

import re
import unicodedata

_DOUBLED = {
    "aa": "â", "aw": "ă", "ee": "ê", "oo": "ô", "uwow": "ươ", "uow": "ươ", "uwo": "ươ", "ow": "ơ", "uw": "ư", "dd": "đ",
}  # fmt: skip
_TONE = {"f": "\u0300", "r": "\u0309", "x": "\u0303", "s": "\u0301", "j": "\u0323"}
_VOWELS = "aăâeêioôơuưy"
_SYLLABLE = re.compile(r"([bcdđghklmnpqrstvx]*)([" + _VOWELS + r"]+)([a-zđ]*)")
_FINALS = {"", "c", "ch", "m", "n", "ng", "nh", "p", "t"}
_LATE_MARK = re.compile(r"^(.*?)(a|e|o)([cmnpt]|ng|nh|ch)\2$")


def undo(word: str) -> str | None:
    """The Vietnamese syllable behind Telex keys, or None when the word holds no such keys or gives no syllable."""
    keys, tone = _take_tone(word.lower())
    if late := _LATE_MARK.match(keys):  # the mark typed after the last letter: `nhata` for `nhaat`
        keys = late[1] + late[2] * 2 + late[3]
    plain = keys
    for typed, meant in _DOUBLED.items():
        plain = plain.replace(typed, meant)
    if plain == word.lower():
        return None
    match = _SYLLABLE.fullmatch(plain)
    if match is None or match[3] not in _FINALS or len(match[2]) > 3:
        return None
    return unicodedata.normalize("NFC", match[1] + _place(match[1], match[2], match[3], tone) + match[3])


def _take_tone(word: str) -> tuple[str, str]:
    """The word without its tone key, and the tone mark: the key stands last, or right after the vowels."""
    for place in range(len(word) - 1, 0, -1):
        if word[place] in _TONE and any(v in _VOWELS for v in word[:place]):
            rest = word[:place] + word[place + 1 :]
            if place == len(word) - 1 or word[place - 1] in _VOWELS + "w":
                return rest, _TONE[word[place]]
    return word, ""


def _place(onset: str, vowels: str, final: str, tone: str) -> str:
    """The vowels with the tone on the vowel that carries it."""
    if not tone:
        return vowels
    at = next((i for i, v in enumerate(vowels) if v in "ăâêôơư"), None)
    if "ươ" in vowels:
        at = vowels.index("ơ")
    if at is None:
        glide = 1 if len(vowels) > 1 and onset + vowels[0] in ("gi", "qu") else 0
        open_pair = not final and len(vowels) - glide == 2
        at = 1 if not final and len(vowels) == 3 else glide if open_pair else len(vowels) - 1
    return vowels[: at + 1] + tone + vowels[at + 1 :]
