"""How an e-mail address or a phone number is brought to the one form in which an account is found by it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import idna
import phonenumbers

from portal.shared.text import INVISIBLE

LONGEST = 254  # RFC 5321, 4.5.3.1.3
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


class NameFault(StrEnum):
    """Why a login name is refused."""

    EMPTY = "empty"
    NOT_EMAIL = "not_email"
    STRANGE_LETTER = "strange_letter"
    NOT_PHONE = "not_phone"


class BadName(Exception):
    """The text is no login name; `letter` is the character that does not belong there."""

    def __init__(self, fault: NameFault, letter: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.letter = letter


@dataclass(frozen=True)
class LoginName:
    """`key` is what is looked up (lower case, IDN in ASCII; or E.164), `written` what mail is sent to."""

    kind: Literal["email", "phone"]
    key: str
    written: str


def login_name(text: str) -> LoginName:
    """The login name in what somebody typed; raises BadName."""
    typed = unicodedata.normalize("NFC", text[: LONGEST * 4]).strip()
    if not typed:
        raise BadName(NameFault.EMPTY)
    return email(typed) if "@" in typed or not re.search(r"\d{4}", re.sub(r"[\s().-]", "", typed)) else phone(typed)


def email(text: str) -> LoginName:
    """An e-mail address. Only ASCII before the @: there a foreign letter is a trap far more often than a name."""
    typed = unicodedata.normalize("NFC", text).strip()
    if hidden := INVISIBLE.search(typed):
        raise BadName(NameFault.STRANGE_LETTER, f"U+{ord(hidden.group()):04X}")
    local, _, domain = typed.rpartition("@")
    if strange := next((char for char in local if not char.isascii()), ""):
        raise BadName(NameFault.STRANGE_LETTER, strange)
    if not local or len(typed) > LONGEST or len(local) > 64 or not _LOCAL.fullmatch(local.lower()):
        raise BadName(NameFault.NOT_EMAIL)
    host = _domain(domain)
    key = f"{local.lower()}@{host}"
    if len(key) > LONGEST:
        raise BadName(NameFault.NOT_EMAIL)
    return LoginName("email", key, f"{local}@{host}")


def phone(text: str) -> LoginName:
    """A phone number in E.164; without a country code it is Vietnamese."""
    try:
        number = phonenumbers.parse(text[:40], "VN")
    except phonenumbers.NumberParseException:
        raise BadName(NameFault.NOT_PHONE) from None
    if not phonenumbers.is_valid_number(number) or number.extension:
        raise BadName(NameFault.NOT_PHONE)
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return LoginName("phone", written, written)


def masked(name: LoginName) -> str:
    """A login name that its owner knows again and nobody else learns: `l…n@example.vn`, `+84…678`."""
    if name.kind == "phone":
        return f"{name.written[:3]}…{name.written[-3:]}"
    local, _, host = name.written.rpartition("@")
    return f"{local[0]}…{local[-1] if len(local) > 3 else ''}@{host}"


def email_key(written: str) -> str:
    """The look-up form of a stored address (what `flask keys rotate` indexes anew)."""
    return email(written).key


def _domain(text: str) -> str:
    """The domain in ASCII (IDNA 2008). One script in each label, and not Latin's look-alikes beside a Latin end."""
    labels = text.lower().split(".")
    if len(labels) < 2 or not all(labels) or len(text) > LONGEST:
        raise BadName(NameFault.NOT_EMAIL)
    try:
        shown = [idna.decode(label) if label.startswith("xn--") else label for label in labels]
        for label in shown:
            _refuse_mixed(label, others_ascii=any(other.isascii() for other in shown))
        host = ".".join(label if label.isascii() else idna.encode(label).decode() for label in shown)
    except idna.IDNAError:
        raise BadName(NameFault.NOT_EMAIL) from None
    if not all(_LABEL.fullmatch(label) for label in host.split(".")) or host.rpartition(".")[2].isdigit():
        raise BadName(NameFault.NOT_EMAIL)
    return host


def _refuse_mixed(label: str, *, others_ascii: bool) -> None:
    letters = [char for char in label if char.isalpha()]
    foreign = [char for char in letters if _script(char) != "LATIN"]
    if foreign and (others_ascii or len({_script(char) for char in letters}) > 1):
        raise BadName(NameFault.STRANGE_LETTER, foreign[0])


def _script(char: str) -> str:
    return unicodedata.name(char, "?").split()[0]
