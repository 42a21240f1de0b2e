"""One-use links as the acts see them: looked at without a change, followed once, and how often an address may try."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from portal.accounts import store
from portal.accounts.models import Account, OneUseLink
from portal.accounts.rules.origin import Origin, network, one_address
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.rules.sessions import link_refusal
from portal.accounts.tokens import token_hash
from portal.limits import service as limits

LONGEST_TOKEN = 200
Fits = Callable[[Account], bool]
"""Whether the account still is as the link needs it."""


class Opened(NamedTuple):
    """A link that opens, and the account it is for. It is used up by `store.use_link`."""

    link: OneUseLink
    account: Account


def open_link(token: str, purpose: str, fits: Fits, now: datetime) -> Opened | Refused:
    """The link of this purpose, if it opens and its account fits."""
    link = store.find_link(token_hash(token[:LONGEST_TOKEN]), purpose)
    if link is None:
        return Refused(Refusal.LINK_UNKNOWN)
    if refusal := link_refusal(link.expires_at, link.used_at, now):
        return Refused(refusal)
    account = link.account
    return Opened(link, account) if account is not None and fits(account) else Refused(Refusal.LINK_USED)


def refusal_of(token: str, purpose: str, fits: Fits, now: datetime) -> Refused | None:
    """Why the link does not open, or None. Changes nothing: mail programs open links by themselves."""
    opened = open_link(token, purpose, fits, now)
    return opened if isinstance(opened, Refused) else None


def follow(token: str, purpose: str, fits: Fits, origin: Origin, now: datetime) -> Opened | Refused:
    """The link, for somebody who acts on it: counted by address."""
    refused = slowed([("link.address", one_address(origin.address))], now)
    return refused or open_link(token, purpose, fits, now)


def slowed(hits: list[limits.Hit], now: datetime) -> Refused | None:
    """Count an act: None where it may go on, else how long to wait."""
    verdict = limits.hit_all(hits, now)
    return None if verdict.allowed else Refused(Refusal.TOO_MANY, verdict.retry_after)


def door_hits(door: str, key: str, origin: Origin) -> list[limits.Hit]:
    """What a request at an open door (`sign_up`, `reset`) counts by: whom it is for, and where it comes from."""
    return [
        (f"{door}.recipient", key),
        (f"{door}.address", one_address(origin.address)),
        (f"{door}.network", network(origin.address)),
        (f"{door}.all", ""),
    ]
