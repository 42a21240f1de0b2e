"""What both sides of a question to a firm check alike: may it go on at this moment, is the text neither too short nor too long."""

from __future__ import annotations

from portal.accounts.service import directory
from portal.firms import enquiry_wording
from portal.firms.cards import firm_card
from portal.firms.enquiry_models import Enquiry
from portal.firms.rules.enquiries import LONGEST, SHORTEST, Around
from portal.organisations.service import directory as organisations
from portal.shared.clock import today
from portal.shared.problems import Problem


def around(row: Enquiry) -> Around:
    """What must hold for the firm to see it, asked now."""
    worker = directory.living([row.worker]).get(row.worker)
    return Around(
        licence=firm_card(row.firm, today()).status,
        verified=organisations.is_verified(row.organisation),
        worker=worker is not None and worker.active,
    )


def read_text(text: str, name: str, problems: list[Problem]) -> str:
    """A question or an answer: its lines kept, spaces at the ends not."""
    said = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
    if len(said) < SHORTEST:
        problems.append(Problem(name, enquiry_wording.TOO_SHORT))
    elif len(said) > LONGEST:
        problems.append(Problem(name, enquiry_wording.TOO_LONG))
    return said
