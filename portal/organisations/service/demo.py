"""The organisations of a demo: a verified employer, one whose papers wait, a verified firm of the register. Never in production."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PIL import Image, ImageDraw

from portal.accounts.rules.actor import Actor
from portal.accounts.service.demo import NotInProduction
from portal.organisations.details import Details
from portal.organisations.results import Case, Mine
from portal.organisations.rules.papers import REQUIRED
from portal.organisations.rules.tax_codes import check_digit
from portal.organisations.service import desk, evidence, mine
from portal.storage import at_work

_PHONE = "0912 345 678"
"""The number that the site's own hints show."""
_WHY = "Đã đối chiếu với sổ đăng ký minh họa."


@dataclass(frozen=True)
class Registered:
    """A firm of the illustrative register: what its organisation says of itself."""

    legal_name: str
    tax_code: str
    licence_no: str
    address: str


def load_demo_organisations(refs: Mapping[str, str], firm: Registered | None, now: datetime) -> None:
    """Make them by the same acts as anybody, where their accounts act for none yet.

    `refs`: the account refs of employer, employer2, firm and moderator. Commits act by act.
    """
    if at_work.settings().production:
        raise NotInProduction("demo organisations are never made in production")
    told = {
        "employer": _employer(
            "Công ty TNHH Cơ khí Minh Họa Sông Bình", "991000001", "Khu công nghiệp Minh Họa, Bắc Ninh"
        ),
        "employer2": _employer("Công ty CP Thực phẩm Minh Họa Đồng Xanh", "991000002", "12 đường Minh Họa, Nghệ An"),
    }
    if firm is not None:
        contact = ("Hoàng Văn Thử", _PHONE)
        told["firm"] = Details(firm.legal_name, firm.tax_code, firm.licence_no, firm.address, *contact)
    moderator = Actor(refs["moderator"], frozenset({"moderator"}), session_ref="demo")
    for name, details in told.items():
        actor = Actor(refs[name], frozenset({name.rstrip("2")}), session_ref="demo")
        if not isinstance(mine.my_organisation(actor, now), Mine):
            ref = _send_papers(actor, details, now)
            if name != "employer2":
                _verify(moderator, ref, now)


def _employer(name: str, nine: str, address: str) -> Details:
    """With a tax code whose first digits are no province's."""
    return Details(name, nine + check_digit(nine), "", address, "Lê Minh Họa", _PHONE)


def _send_papers(actor: Actor, details: Details, now: datetime) -> str:
    mine.create(actor, details, now)
    for paper in REQUIRED["firm" if details.licence_no else "employer"]:
        evidence.add(actor, paper, "mau.png", _specimen(), now)
    mine.submit(actor, now)
    found = mine.my_organisation(actor, now)
    assert isinstance(found, Mine)  # noqa: S101 - made three lines above
    return found.organisation.ref


def _verify(moderator: Actor, ref: str, now: datetime) -> None:
    case = desk.open_case(moderator, ref)
    if isinstance(case, Case):
        desk.decide(moderator, ref, desk.Ruling("verify:papers_match", _WHY, str(case.organisation.version)), now)


def _specimen() -> bytes:
    """A picture of a paper that is none, and says so."""
    paper = Image.new("RGB", (600, 400), "white")
    ImageDraw.Draw(paper).text((40, 180), "MAU / SPECIMEN - KHONG CO GIA TRI", fill="black", font_size=28)
    out = io.BytesIO()
    paper.save(out, "PNG")
    return out.getvalue()
