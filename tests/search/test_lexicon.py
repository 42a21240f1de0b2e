"""The reviewed word lists say what they mean, and each phrase means one thing."""

from collections import Counter

import yaml

from portal.config import ROOT
from portal.search.lexicon import load_lexicon
from portal.search.rules.lexicon import build
from portal.search.rules.terms import terms_of
from portal.search.rules.tokens import clean, tokens

GROUPS = yaml.safe_load((ROOT / "content" / "search_synonyms.yaml").read_text(encoding="utf-8"))["items"]
STOPS = yaml.safe_load((ROOT / "content" / "search_stop_words.yaml").read_text(encoding="utf-8"))["items"]


def exact(phrase: str) -> tuple[str, ...]:
    return tuple(token.exact for token in tokens(clean(phrase)))


def test_each_phrase_stands_in_one_group() -> None:
    counts = Counter(exact(phrase) for group in GROUPS for phrase in group["same"])
    assert not {phrase: n for phrase, n in counts.items() if n > 1}


def test_every_entry_is_text() -> None:
    """YAML reads `on`, `no` and `off` as truth values."""
    texts = [t for group in GROUPS for t in [*group["same"], *group.get("near", [])]] + [
        w for s in STOPS for w in s["words"]
    ]
    assert all(isinstance(text, str) and exact(text) for text in texts)
    assert len({group["id"] for group in GROUPS}) == len(GROUPS)


def test_an_is_no_stop_word() -> None:
    assert not load_lexicon().is_stop(tokens("an")[0], marked=True)


def test_a_document_stands_under_its_concepts_only_where_the_marks_are_right() -> None:
    lexicon = load_lexicon()
    assert "#germany" in terms_of("Điều dưỡng đi Đức", lexicon)
    assert "#germany" not in terms_of("Thợ đúc kim loại", lexicon)
    assert "#cost" not in terms_of("Phi lê cá đông lạnh", lexicon)
    assert "#loan" not in terms_of("Chi phí đi Đài Loan", lexicon)
    assert "#germany" in terms_of("DIEU DUONG DI DUC", lexicon)


def test_a_former_province_leads_to_the_present_one_and_not_back() -> None:
    lexicon = build([], former_places=[("Bình Dương", "TP Hồ Chí Minh")])
    assert "#tp-ho-chi-minh" in terms_of("Trụ sở tại Bình Dương", lexicon)
    assert "#tp-ho-chi-minh" in terms_of("Trụ sở tại TP Hồ Chí Minh", lexicon)


def test_the_fingerprint_follows_the_words() -> None:
    same = build([{"id": "a", "same": ["thợ hàn", "welder"]}])
    again = build([{"id": "a", "same": ["welder", "thợ hàn"]}])
    other = build([{"id": "a", "same": ["thợ hàn", "welders"]}])
    assert same.fingerprint() == again.fingerprint() != other.fingerprint()
