"""Every refusal and every fault has words of its own."""

from __future__ import annotations

import pytest

from portal.accounts.rules.names import BadName, NameFault
from portal.accounts.rules.passwords import PasswordFault
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.wording import say, say_name, say_password


def test_every_refusal_and_fault_has_its_own_words() -> None:
    said = [str(say(Refused(why, 7))) for why in Refusal]
    said += [str(say_password(fault)) for fault in PasswordFault]
    said += [str(say_name(BadName(fault, "а"))) for fault in NameFault]
    assert len(set(said)) == len(said)
    assert all(text.endswith(".") and "%" not in text for text in said)


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "2 giây"), (119, "119 giây"), (120, "2 phút"), (121, "3 phút"), (900, "15 phút")]
)
def test_how_long_to_wait(seconds: int, words: str) -> None:
    assert words in str(say(Refused(Refusal.TOO_MANY, seconds)))
