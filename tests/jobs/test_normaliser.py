"""Free text into taxonomy ids: words of several languages, homographs, denials, missing diacritics."""

from __future__ import annotations

import unicodedata

import pytest

from portal.jobs.matching.dictionary import Dictionary, Occupation, Skill, phrases_of
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.normaliser import Finding, read, read_together


def found(text: str, kind: str = "skill", denied: bool = False) -> set[str]:
    text = unicodedata.normalize("NFC", text)
    return {f.id for f in read(text, "x", knowledge().dictionary) if f.kind == kind and f.denied is denied}


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("hàn tic", "han-tig"),
        ("tiện CNC", "tien-cnc"),
        ("đứng máy ép nhựa", "ep-nhua"),
        ("dung may ep nhua ben Nhat", "ep-nhua"),
        ("溶接工として3年", "han-ket-cau"),
        ("사출 성형 3년", "ep-nhua"),
        ("沖壓作業員", "dap"),
        ("Schweißer in Leipzig", "han-ket-cau"),
        ("gelernter Gerüstbauer", "gian-giao"),
        ("フォークリフト運転", "xe-nang"),
        ("KAIGO ở Fukuoka", "cham-nguoi-gia"),
        ("việc là hoà trộn, thủy lực", "thuy-luc"),
        ("thuỷ lực", "thuy-luc"),
    ],
)
def test_words_people_bring(text: str, skill: str) -> None:
    assert skill in found(text)


def test_decomposed_text_reads_the_same() -> None:
    text = "hàn tiếp ống, phay vạn năng, mài phẳng"
    dictionary = knowledge().dictionary
    composed = [(f.id, f.start) for f in read(unicodedata.normalize("NFC", text), "x", dictionary)]
    again = [(f.id, f.start) for f in read_together([("x", unicodedata.normalize("NFD", text))], dictionary)]
    assert composed == again != []


@pytest.mark.parametrize(
    ("text", "welds", "solders"),
    [
        ("thợ hàn kết cấu", True, False),
        ("hàn linh kiện", False, True),
        ("công nhân hàn linh kiện", False, True),
        ("làm cho công ty Hàn Quốc", False, False),
        ("phòng của người Hàn điện tử", False, False),
        ("Biết tiếng Hàn", False, False),
        ("biết hàn, cắt, mài", True, False),
    ],
)
def test_weld_solder_korea(text: str, welds: bool, solders: bool) -> None:
    skills = found(text)
    assert ("han-ket-cau" in skills, "han-thiec" in skills) == (welds, solders)


def test_a_general_word_yields_to_what_is_named_beside_it() -> None:
    dictionary = knowledge().dictionary
    one_job = [("occupation", "Công nhân hàn"), ("duties", "sửa bo mạch, soi kính")]
    assert "han-ket-cau" not in {f.id for f in read_together(one_job, dictionary)}
    two_jobs = [*read_together(one_job[:1], dictionary), *read_together(one_job[1:], dictionary)]
    assert "han-ket-cau" in {f.id for f in two_jobs}


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("chưa biết PLC", True),
        ("chưa từng làm HACCP", True),
        ("khong biet lai xe nang", True),
        ("Chưa lập trình nhưng chạy CNC tốt", False),
        ("không ngại làm việc trên cao", False),
        ("không chỉ biết PLC", False),
        ("biết PLC", False),
        ("Không hút thuốc. Biết PLC", False),
        ("no PLC experience", True),
    ],
)
def test_denial_reaches_to_the_end_of_its_clause(text: str, denied: bool) -> None:
    assert bool(found(text, denied=True)) is denied
    assert bool(found(text)) is not denied


@pytest.mark.parametrize("text", ["máy móc tốt", "mai em về", "may mắn", "bàn bạc", "tôi tên là Nam", "quả cam"])
def test_words_that_only_look_like_a_skill(text: str) -> None:
    assert not found(text)


def test_a_little_is_said_so() -> None:
    [finding] = [f for f in read("PLC sơ sơ", "x", knowledge().dictionary) if f.id == "plc"]
    assert finding.modest


def test_the_longest_phrase_wins_and_the_span_is_exact() -> None:
    ways = [phrases_of("skill", "a", ["máy ép"]), phrases_of("skill", "b", ["máy ép nhựa"])]
    small = Dictionary(
        [Skill("a", {"vi": "a"}, "s"), Skill("b", {"vi": "b"}, "s")], [], [p for way in ways for p in way]
    )
    text = "Đứng máy ép nhựa, máy ép."
    spans = [(f.id, text[f.start : f.end]) for f in read(text, "x", small)]
    assert spans == [("b", "máy ép nhựa"), ("a", "máy ép")]


def test_related_pairs_hold_both_ways() -> None:
    pair = [Skill("a", {"vi": "a"}, "s", related={"b": 128}), Skill("b", {"vi": "b"}, "s")]
    jobs = [Occupation("x", {"vi": "x"}, "s", ("a",), {"y": 140}), Occupation("y", {"vi": "y"}, "t")]
    dictionary = Dictionary(pair, jobs, [])
    assert dictionary.similarity("a", "b") == dictionary.similarity("b", "a") == 128
    assert dictionary.closeness("y", "x") == 140
    assert dictionary.by_core("a") == ["x"]


def test_a_finding_is_a_plain_value() -> None:
    assert Finding("a", "skill", 0, 1, "x") == Finding("a", "skill", 0, 1, "x")
