"""The fixed words of a printed profile in the languages of the countries worked in. Terms of the trade come from the taxonomy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from portal.jobs.matching.vocabulary import HAN, JAPANESE, KOREAN, Word

LANGUAGES = ("vi", "en", "ja", "ko", "zh", "de")
TAGS: Mapping[str, str] = MappingProxyType({"zh": "zh-Hant"})
"""The language tag of a page, where it says more than the code: Taiwan writes in traditional characters."""
_HEADINGS = {
    "title": ("Hồ sơ nghề nghiệp", "Curriculum vitae", "職務経歴書", "이력서", "履歷表", "Lebenslauf"),
    "about": ("Giới thiệu", "Profile", "自己紹介", "자기소개", "自我介紹", "Profil"),
    "skills": ("Kỹ năng", "Skills", "スキル", "기술", "技能", "Fachkenntnisse"),
    "jobs": ("Việc đã làm", "Work experience", "職歴", "경력", "工作經歷", "Berufserfahrung"),
    "languages": ("Ngoại ngữ", "Languages", "語学", "외국어", "語言能力", "Sprachkenntnisse"),
    "certificates": ("Bằng, chứng chỉ", "Certificates", "資格", "자격증", "證照", "Zertifikate"),
    "education": ("Học vấn", "Education", "学歴", "학력", "學歷", "Ausbildung"),
    "places": (
        "Nơi muốn làm",
        "Preferred places",
        "希望勤務地",
        "희망 근무지",
        "希望工作地點",
        "Gewünschte Arbeitsorte",
    ),
    "from": ("Làm được từ", "Available from", "就業可能日", "근무 가능일", "可上班日期", "Verfügbar ab"),
    "contact": ("Liên hệ", "Contact", "連絡先", "연락처", "聯絡方式", "Kontakt"),
}
_TIMES = {
    "vi": ("{} năm", "{} năm", "{} tháng", "{} tháng"),
    "en": ("{} year", "{} years", "{} month", "{} months"),
    "ja": ("{}年", "{}年", "{}か月", "{}か月"),
    "ko": ("{}년", "{}년", "{}개월", "{}개월"),
    "zh": ("{}年", "{}年", "{}個月", "{}個月"),
    "de": ("{} Jahr", "{} Jahre", "{} Monat", "{} Monate"),
}
"""One year, more years, one month, more months."""


def headings(language: str) -> dict[str, str]:
    """The fixed words in this language."""
    place = LANGUAGES.index(language)
    return {name: words[place] for name, words in _HEADINGS.items()}


def how_long(years: float, language: str) -> str:
    """A time of work in whole months, in words; "" for none."""
    one_year, more_years, one_month, more_months = _TIMES[language]
    whole, rest = divmod(round(years * 12), 12)
    said = [(one_year if whole == 1 else more_years).format(whole)] if whole else []
    said += [(one_month if rest == 1 else more_months).format(rest)] if rest else []
    return " ".join(said)


def term(words: Sequence[Word], language: str) -> str | None:
    """The word of the taxonomy in this language by the characters it is written in; None where none is surely of it, and for
    languages in Latin letters, whose terms the taxonomy names (`terms`).

    The lists run Japanese, Korean, Chinese, so a word in Chinese characters is Japanese before the first Korean one and
    Chinese after it; where there is none to tell by, only what its characters alone decide is taken.
    """
    first = next((place for place, word in enumerate(words) if word.script == KOREAN), None)
    if language == "ko":
        return None if first is None else words[first].text
    if language == "ja":
        return next((w.text for w in words[:first] if _is_japanese(w, first is not None)), None)
    if language == "zh":
        return next((w.text for w in words[first or 0 :] if _is_chinese(w, first is not None)), None)
    return None


def _is_japanese(word: Word, placed: bool) -> bool:
    return word.script == JAPANESE or (word.script == HAN and placed and _writes(word.text, "shift_jis"))


def _is_chinese(word: Word, placed: bool) -> bool:
    return word.script == HAN and _writes(word.text, "big5") and (placed or not _writes(word.text, "shift_jis"))


def _writes(text: str, encoding: str) -> bool:
    """Whether this national character set has all of these characters."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
