"""Files of every kind, good and bad, and people who act for organisations."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass, field, replace

from PIL import Image

from portal.accounts import store as accounts
from portal.accounts.rules.actor import Actor
from portal.accounts.service import demo
from portal.organisations.details import Details
from portal.organisations.results import Created, Done, Mine
from portal.organisations.service import desk, evidence, mine
from portal.shared.clock import now
from portal.storage.db import db

TAX, TAX2, BRANCH = "0100109106", "0101248141", "0100109106-001"
DETAILS = Details(
    "Công ty TNHH Minh Họa Bến Lau", TAX, "", "12 phố Thử, Hà Nội", "Lê Thị CanaryContact", "0912 345 678"
)
FIRM = replace(DETAILS, legal_name="Công ty CP Nhân lực Minh Họa", licence_no="123/LĐTBXH-GP")
WHY = "Đã đối chiếu với nguồn chính thức."


def png(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, "PNG")
    return out.getvalue()


def jpeg(size: tuple[int, int] = (60, 40), exif: bool = False) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", size, "white")
    data = Image.Exif()
    if exif:
        data[0x010F] = "CanaryCamera"
        data[0x0112] = 6  # turned by a quarter
        data.get_ifd(0x8825)[2] = (21.0, 1.0, 42.0)
    image.save(out, "JPEG", exif=data, comment=b"CanaryComment")
    return out.getvalue()


def pdf(inside: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + inside + b" >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def object_stream(objects: bytes, extra: bytes = b"/Filter /FlateDecode", packed: bytes | None = None) -> bytes:
    body = zlib.compress(objects) if packed is None else packed
    return pdf() + b"5 0 obj\n<< /Type /ObjStm /N 1 " + extra + b" >>\nstream\n" + body + b"\nendstream\nendobj\n%%EOF"


@dataclass
class Town:
    """Demo accounts by name, and what they do in one line."""

    actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """An account of this role: `employer`, `employer2`, `moderator`, …"""
        if name not in self.actors:
            demo._NAMES.setdefault(name, f"Người {name}")
            login = demo._login(name, now())
            db.session.commit()
            roles = accounts.roles_of(accounts.get_account(login.ref))
            self.actors[name] = Actor(login.ref, roles, session_ref="s")
        return self.actors[name]

    def make(self, name: str = "employer", details: Details = DETAILS) -> str:
        """An organisation of this account; its ref."""
        created = mine.create(self.actor(name), details, now())
        assert isinstance(created, Created), created
        return created.ref

    def paper(self, name: str = "employer", kind: str = "registration", content: bytes = b"") -> str:
        """A paper sent by this account; its ref."""
        assert evidence.add(self.actor(name), kind, "giay.png", content or png(), now()) == Done()
        return self.mine(name).organisation.evidence[-1].ref

    def waiting(self, name: str = "employer", details: Details = DETAILS) -> str:
        """An organisation whose papers wait; its ref."""
        ref = self.make(name, details)
        for kind in ("registration", "licence", "authorisation"):
            self.paper(name, kind)
        assert mine.submit(self.actor(name), now()) == Done()
        return ref

    def verified(self, name: str = "employer", details: Details = DETAILS) -> str:
        """A verified organisation; its ref."""
        ref = self.waiting(name, details)
        assert self.decide(ref, "verify:papers_match") == Done()
        return ref

    def decide(
        self, ref: str, choice: str, by: str = "moderator", version: int | None = None, why: str = WHY
    ) -> object:
        """A decision on what stands there now, or on an older version."""
        if version is None:
            case = desk.open_case(self.actor(by), ref)
            version = getattr(case, "organisation").version  # noqa: B009
        return desk.decide(self.actor(by), ref, desk.Ruling(choice, why, str(version)), now())

    def mine(self, name: str = "employer") -> Mine:
        found = mine.my_organisation(self.actor(name), now())
        assert isinstance(found, Mine), found
        return found

    def standing(self, name: str = "employer") -> tuple[str, str]:
        standing = self.mine(name).organisation.standing
        return standing.state.value, standing.review.value
