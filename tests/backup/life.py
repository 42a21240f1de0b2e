"""What goes on in an installation before and after a backup, in one line each. Canaries are words that must not be found."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from portal.accounts.models import Account
from portal.accounts.results import Done, MailSent, SignedIn
from portal.accounts.rules.actor import Actor
from portal.accounts.rules.origin import Origin
from portal.accounts.service import me, sign_up
from portal.accounts.service.sign_in import sign_in
from portal.shared.clock import now
from portal.storage.db import db
from tests.accounts.conftest import Post
from tests.files import files_below
from tests.organisations.samples import Town

PASSWORD = "đồng lúa chín vàng quê ngoại"
HOME = Origin("203.0.113.7", "Mozilla/5.0 (Linux; Android 14) Chrome/126.0", "")
LAN = "canary.lan@example.vn"
NAME = "Nguyễn Thị Canary"


def person(login: str = LAN) -> str:
    """Somebody who signed up and confirmed it; the account's ref."""
    assert sign_up.sign_up(sign_up.SignUp(login, PASSWORD, "returnee"), HOME, now()) == MailSent()
    answer = sign_up.confirm(Post().token(login, "confirm"), PASSWORD, HOME, now())
    assert isinstance(answer, SignedIn)
    account = db.session.scalars(select(Account).order_by(Account.id.desc()).limit(1)).one()
    assert me.change_details(actor_of(account.ref), NAME, "vi") == Done()
    return account.ref


def actor_of(ref: str) -> Actor:
    return Actor(ref, frozenset({"returnee"}), session_ref="s")


def leave(ref: str) -> None:
    """The person deletes the account."""
    assert me.delete_account(actor_of(ref), PASSWORD, now()) == Done()


def enters(login: str = LAN) -> bool:
    return isinstance(sign_in(login, PASSWORD, HOME, datetime.now(UTC)), SignedIn)


def papers() -> Town:
    """An organisation with three sealed papers."""
    town = Town()
    town.waiting("employer")
    return town


def canaries(folder: Path, *words: str) -> list[str]:
    """Files below the folder in which one of the words stands, in UTF-8 or as JSON writes it."""
    wanted = {form for word in words for form in (word.encode(), word.encode("unicode_escape"))}
    return [str(path) for path, content in files_below(folder).items() if any(word in content for word in wanted)]
