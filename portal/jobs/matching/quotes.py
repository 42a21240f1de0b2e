"""Where two texts say the same words: a quotation that stands letter for letter in the field it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.jobs.facts import ProfileFacts, VacancyFacts
from portal.jobs.matching.reading_limits import shortened_profile, shortened_vacancy
from portal.jobs.matching.readings import ProfileReading, VacancyReading
from portal.jobs.matching.text_evidence import Weights, strongest_pairs
from portal.jobs.matching.tokens import Token, tokenise
from portal.shared.text import nfc

_TRIES = 12
_STOPS = frozenset(".,;:!?()/\n–-+")
_FUNCTION_WORD = re.compile(
    r"ở|tại|bằng|cho|và|của|có|là|được|đc|các|những|với|trong|khi|để|từ|đến|theo|thì|mà|hoặc|hay|em|tôi|mình|anh|chị|người"
    r"|làm|biết|đều|cũng|rất|hơn|nếu|sau|trước|không|chưa|đang|sẽ|đã|đi|về|lên|ra|vào|còn|mới|một|tự|bên|khoảng|the|to|and"
    r"|in|of|a|at|for|with|or",
    re.IGNORECASE,
)
_SAYS_LITTLE = re.compile(
    r"(?:công nhân|nhà máy|công ty|kiểm tra|vận hành|vận hành máy|hành máy|kinh nghiệm|chứng chỉ|kỹ thuật|kỹ thuật viên"
    r"|xử lý|quản lý|về nước|gần nhà|tập sinh|giao tiếp tiếng|cong nhan|nha may|cong ty|\d+ \w+)",
    re.IGNORECASE,
)
_PAUSE = re.compile(r"[^\w\s]")


@dataclass(frozen=True)
class Quote:
    """Words as they stand in a field."""

    field: str
    quote: str
    start: int = 0


@dataclass(frozen=True)
class SharedQuote:
    """Words that stand in a field of each side."""

    profile_field: str
    vacancy_field: str
    quote: str
    profile_start: int
    vacancy_start: int


def profile_texts(facts: ProfileFacts) -> Iterator[tuple[str, str]]:
    """Every text of a profile with its path, the most telling first, as far as it is read."""
    facts = shortened_profile(facts)
    yield from ((f"skills[{i}].name", skill.name) for i, skill in enumerate(facts.skills))
    yield from ((f"certificates[{i}]", text) for i, text in enumerate(facts.certificates))
    for place, stint in enumerate(facts.experience):
        yield f"experience[{place}].duties", stint.duties
        yield f"experience[{place}].occupation", stint.occupation
        yield f"experience[{place}].sector", stint.sector
    yield "summary", facts.summary
    yield "headline", facts.headline


def vacancy_texts(facts: VacancyFacts) -> Iterator[tuple[str, str]]:
    """Every text of a vacancy with its path, the most telling first, as far as it is read."""
    facts = shortened_vacancy(facts)
    yield "title", facts.title
    yield from ((f"skills_required[{i}]", text) for i, text in enumerate(facts.skills_required))
    yield from ((f"skills_preferred[{i}]", text) for i, text in enumerate(facts.skills_preferred))
    yield from ((f"certificates_required[{i}].name", ask.name) for i, ask in enumerate(facts.certificates_required))
    yield "description", facts.description
    yield "sector", facts.sector


def find_words(term: str, texts: Iterator[tuple[str, str]]) -> Quote | None:
    """The first field that says this folded term (a word or a pair), and how it writes it."""
    wanted = term.split()
    for field, text in texts:
        text = nfc(text)
        tokens = tokenise(text)
        for place in range(len(tokens) - len(wanted) + 1):
            here = tokens[place : place + len(wanted)]
            if [token.folded for token in here] == wanted and not _PAUSE.search(text, here[0].start, here[-1].end):
                return Quote(field, text[here[0].start : here[-1].end], here[0].start)
    return None


def quote_shared(asked: Weights, facts: ProfileFacts) -> Quote | None:
    """The weightiest asked term that the profile says, as the profile writes it."""
    for term in sorted(asked, key=lambda t: (-asked[t], t))[: 2 * _TRIES]:
        if (found := find_words(term, profile_texts(facts))) is not None:
            return _widened(found, nfc(dict(profile_texts(facts))[found.field]), asked)
    return None


def _widened(found: Quote, text: str, asked: Weights) -> Quote:
    """The quotation with the asked words that stand beside it, so that it does not stop in the middle of a word of two."""
    tokens = tokenise(text)
    first = next(place for place, token in enumerate(tokens) if token.start == found.start)
    last = next(place for place, token in enumerate(tokens) if token.end == found.start + len(found.quote))

    def belongs(place: int, beside: int) -> bool:
        if not 0 <= place < len(tokens) or tokens[place].folded not in asked:
            return False
        one, other = sorted((place, beside))
        return not _PAUSE.search(text, tokens[one].end, tokens[other].start)

    while belongs(first - 1, first):
        first -= 1
    while belongs(last + 1, last):
        last += 1
    return Quote(found.field, text[tokens[first].start : tokens[last].end], tokens[first].start)


def shared_by_both(vacancy: VacancyReading, profile: ProfileReading, said: str) -> SharedQuote | None:
    """The longest words around the weightiest shared pair that both sides write alike, and that are not in `said` (lower case)."""
    for term in strongest_pairs(vacancy.words, profile.words, _TRIES):
        mine = find_words(term, profile_texts(profile.facts))
        theirs = find_words(term, vacancy_texts(vacancy.facts))
        shared = _common(mine, theirs, profile.facts, vacancy.facts) if mine and theirs else None
        if shared is not None and shared.quote.lower() not in said:
            return shared
    return None


def _common(mine: Quote, theirs: Quote, profile: ProfileFacts, vacancy: VacancyFacts) -> SharedQuote | None:
    """The run of words around these two places that stands in both letter for letter, or None where it is no more than
    function words."""
    one, other = nfc(dict(profile_texts(profile))[mine.field]), nfc(dict(vacancy_texts(vacancy))[theirs.field])
    if mine.quote != theirs.quote:
        return None
    start, there = mine.start, theirs.start
    while start and there and one[start - 1] == other[there - 1] and one[start - 1] not in _STOPS:
        start, there = start - 1, there - 1
    end, there_end = mine.start + len(mine.quote), theirs.start + len(mine.quote)
    while end < len(one) and there_end < len(other) and one[end] == other[there_end] and one[end] not in _STOPS:
        end, there_end = end + 1, there_end + 1
    run = [t for t in tokenise(one) if t.start >= start and t.end <= end and _whole(other, t.start - start + there, t)]
    while run and _FUNCTION_WORD.fullmatch(one, run[0].start, run[0].end):
        run = run[1:]
    while run and _FUNCTION_WORD.fullmatch(one, run[-1].start, run[-1].end):
        run = run[:-1]
    said = one[run[0].start : run[-1].end] if len(run) > 1 else ""
    if not said or _SAYS_LITTLE.fullmatch(said):
        return None
    return SharedQuote(mine.field, theirs.field, said, run[0].start, run[0].start - start + there)


def _whole(text: str, start: int, token: Token) -> bool:
    """The word stands there as a whole word too."""
    end = start + token.end - token.start
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()) or not token.folded.isascii()
