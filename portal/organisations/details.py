"""What an organisation says of itself, as typed and as read; every mistake is told at once, by field."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from portal.accounts.rules.names import BadName, phone
from portal.organisations import wording
from portal.organisations.rules import papers
from portal.organisations.rules.tax_codes import BadTaxCode, read_tax_code
from portal.shared.messages import Message
from portal.shared.problems import BadInput, Problem
from portal.shared.text import compact, fold, nfc

_LICENCE = re.compile(r"[0-9A-Za-zÀ-ỹĐđ/.\- ]*[0-9][0-9A-Za-zÀ-ỹĐđ/.\- ]*")


@dataclass(frozen=True)
class Details:
    """The fields of the form; after `read` they are in their stored form (tax code with its dash, phone in E.164)."""

    legal_name: str
    tax_code: str
    licence_no: str
    address: str
    contact: str = field(repr=False)
    phone: str = field(repr=False)

    @property
    def searched(self) -> str:
        """What the queue is searched in: folded name, then licence and tax code without signs."""
        return f"{fold(self.legal_name)} {compact(self.licence_no)} {compact(self.tax_code)}"


def read(kind: str, typed: Details) -> Details:
    """The details of an organisation of this kind; raises BadInput (fields named as in Details)."""
    reader = _Reader()
    details = Details(
        legal_name=reader.text("legal_name", typed.legal_name, papers.LONGEST_NAME, wording.NO_NAME),
        tax_code=reader.tax_code(typed.tax_code),
        licence_no=reader.licence(typed.licence_no) if kind == "firm" else "",
        address=reader.text("address", typed.address, papers.LONGEST_ADDRESS, wording.NO_ADDRESS),
        contact=reader.text("contact", typed.contact, papers.LONGEST_CONTACT, wording.NO_CONTACT),
        phone=reader.phone(typed.phone),
    )
    if reader.problems:
        raise BadInput(reader.problems)
    return details


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def text(self, name: str, typed: str, most: int, missing: Message) -> str:
        """One line of Latin letters, digits and signs: a check of the form, wider than the law's rule for names.

        Article 37 of Law 59/2020/QH14 was read in a law firm's account of it; the official text: chưa đối chiếu.
        """
        text = nfc(typed)
        if not text:
            self._note(name, missing)
        elif len(text) > most:
            self._note(name, wording.too_long(most))
        elif strange := next((char for char in text if not _is_known(char)), ""):
            self._note(name, wording.strange_letter(strange))
        return text

    def tax_code(self, typed: str) -> str:
        """The tax code with its dash."""
        text = nfc(typed)
        if len(text) > papers.LONGEST_TAX_CODE:
            self._note("tax_code", wording.too_long(papers.LONGEST_TAX_CODE))
            return text
        try:
            return read_tax_code(text)
        except BadTaxCode as bad:
            self._note("tax_code", wording.say_tax_code(bad.fault))
            return text

    def licence(self, typed: str) -> str:
        """The licence number as written; its form is not judged further, for newer forms are not known yet."""
        text = nfc(typed).replace("–", "-")
        if not text:
            self._note("licence_no", wording.NO_LICENCE)
        elif len(text) > papers.LONGEST_LICENCE:
            self._note("licence_no", wording.too_long(papers.LONGEST_LICENCE))
        elif not _LICENCE.fullmatch(text):
            self._note("licence_no", wording.BAD_LICENCE)
        return text

    def phone(self, typed: str) -> str:
        """The number in E.164."""
        try:
            return phone(nfc(typed)).key
        except BadName:
            self._note("phone", wording.BAD_PHONE)
            return typed

    def _note(self, name: str, said: Message) -> None:
        self.problems.append(Problem(name, said))


def _is_known(char: str) -> bool:
    """A Latin letter, a digit 0–9, a space or a sign; no control character, no letter of another script."""
    category = unicodedata.category(char)
    if category.startswith("L"):
        return unicodedata.name(char, "").startswith("LATIN") and "FULLWIDTH" not in unicodedata.name(char)
    return char.isascii() and char.isprintable() if category.startswith("N") else category[0] in "PSZ"
