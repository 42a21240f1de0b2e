"""What the log takes and what it refuses: codes, counts and opaque references, nothing about a person."""

from __future__ import annotations

import secrets
import uuid

import pytest

from portal.audit.rules.entries import LARGEST_NUMBER, LONGEST_FACTS, NotForTheLog, canonical_facts, check, is_code

REF = "hQ3x-Zt0_mB7yK2vN8sLwA"


@pytest.mark.parametrize(
    "code",
    ["editor", "JP", "9030-bnv-gp", "totp", "fee_rule/service-general", "vi", "1234567", "a" * 64, "2026-11",
     REF, "0123456789abcdef0123456789012345", "12345678-1234-1234-1234-123456789012"],
)  # fmt: skip
def test_codes_are_taken(code: str) -> None:
    assert is_code(code)


@pytest.mark.parametrize(
    "personal",
    ["an@example.vn", "an%40example.vn", "0912345678", "091-234-5678", "091.234.56.78", "+84912345678", "12345678",
     "84/912/345/678", "079203001234", "Nguyễn", "Nguyen Van A", "mất sổ", "０９１２３４５６７８", "203.0.113.7",
     "10.0.0.1", "10.0.0.0/24", "2001:db8::1", "::1", "fe80::", "", "a" * 65, "a\nb", "<b>", "01/01/1990",
     "ref-0912345678-long-enough-to-be-opaque"],
)  # fmt: skip
def test_what_may_be_personal_is_refused_and_not_repeated(personal: str) -> None:
    assert not is_code(personal)
    with pytest.raises(NotForTheLog) as refused:
        canonical_facts({"note": ["ok", personal]})
    assert "facts.note" in str(refused.value)
    assert not personal or personal not in str(refused.value)
    if personal:
        with pytest.raises(NotForTheLog, match="object_ref"):
            check("session.start", REF, "editor", "account", personal)
    with pytest.raises(NotForTheLog, match="actor"):
        check("session.start", personal if personal != "a" * 65 else "an", "editor", "", "")


def test_random_references_are_always_taken() -> None:
    for _ in range(2000):
        for ref in (secrets.token_urlsafe(16), secrets.token_hex(16), str(uuid.uuid4()), secrets.token_urlsafe(32)):
            check("session.start", ref, "returnee", "account", ref)


@pytest.mark.parametrize(
    ("facts", "ok"),
    [
        ({"tries": LARGEST_NUMBER - 1}, True),
        ({"tries": LARGEST_NUMBER}, False),
        ({"tries": 1 - LARGEST_NUMBER}, True),
        ({"tries": 912345678}, False),
        ({"share": 0.5}, False),
        ({"on": True, "off": None}, True),
        ({"deep": {"a": 1}}, False),
        ({"list": [1, "a", None]}, True),
        ({"list": [[1]]}, False),
        ({"bytes": b"x"}, False),
        ({"Name": 1}, False),
        ({"an@example.vn": 1}, False),
        ({"codes": ["x" * 60] * 15}, True),
        ({"codes": ["x" * 60] * 16}, False),
    ],
)
def test_the_shapes_of_facts(facts: dict[str, object], ok: bool) -> None:
    if ok:
        assert len(canonical_facts(facts)) <= LONGEST_FACTS  # type: ignore[arg-type]
    else:
        with pytest.raises(NotForTheLog):
            canonical_facts(facts)  # type: ignore[arg-type]


def test_facts_are_written_in_one_way() -> None:
    assert canonical_facts({"b": 1, "a": [True, None, "x"]}) == canonical_facts({"a": [True, None, "x"], "b": 1})
    assert canonical_facts({"b": 1, "a": "x"}) == '{"a":"x","b":1}'
    assert canonical_facts(None) == "{}"


@pytest.mark.parametrize(
    ("action", "role", "kind"),
    [("start", "editor", ""), ("Session.start", "editor", ""), ("session.start!", "editor", ""),
     ("session.start", "Nguyễn An", ""), ("session.start", "", ""), ("session.start", "editor", "Tài khoản")],
)  # fmt: skip
def test_actions_roles_and_kinds_are_names(action: str, role: str, kind: str) -> None:
    with pytest.raises(NotForTheLog):
        check(action, "system", role, kind, "")
