"""Which acts are slowed down, by what, and how much: one row for each.

A sign-in counts by account and network, by account, by address, by network and in all; only failures stay counted (a success
is given back). The browser in which somebody signed in before (the trusted-device cookie) counts for itself alone: what
others do from the same address, or to the same account, does not touch it. Knowing an account from its past addresses would
do the same without a cookie, but would tell a sprayer which accounts are used behind an address; so only the cookie counts.
Nobody without that cookie waits longer than the caps below, and a reset link always opens a way in.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from portal.limits.rules import Policy, policy

_MINUTE, _HOUR, _DAY = 60, 3600, 86400

POLICIES: Mapping[str, Policy] = MappingProxyType(
    {
        "sign_in.account_network": policy(5, 15, cap=15 * _MINUTE, forget=_DAY),
        "sign_in.account": policy(30, 20, cap=2 * _MINUTE, forget=_HOUR),
        "sign_in.address": policy(12, 5, cap=30, forget=15 * _MINUTE),
        "sign_in.network": policy(60, 2, cap=30, forget=15 * _MINUTE),
        "sign_in.all": policy(1200, 0.1, cap=2, forget=5 * _MINUTE),
        "sign_in.device": policy(10, 10, cap=5 * _MINUTE, forget=_HOUR),
        # Six digits, three steps open: 5 guesses at once, then at most one in 15 minutes.
        "second_step.account": policy(5, 30, cap=15 * _MINUTE, forget=_DAY),
        "recovery.account_network": policy(5, 30, cap=15 * _MINUTE, forget=_DAY),
        "recovery.account": policy(20, 60, cap=5 * _MINUTE, forget=_DAY),
        "password_again.account": policy(5, 15, cap=15 * _MINUTE, forget=_DAY),
        "sign_up.address": policy(10, _MINUTE, cap=10 * _MINUTE, forget=_HOUR),
        "sign_up.network": policy(60, 10, cap=5 * _MINUTE, forget=_HOUR),
        "sign_up.all": policy(300, 1, cap=10, forget=5 * _MINUTE),
        "sign_up.recipient": policy(3, 20 * _MINUTE, cap=6 * _HOUR, forget=_DAY),
        "reset.address": policy(10, _MINUTE, cap=10 * _MINUTE, forget=_HOUR),
        "reset.network": policy(60, 10, cap=5 * _MINUTE, forget=_HOUR),
        "reset.all": policy(300, 1, cap=10, forget=5 * _MINUTE),
        "reset.recipient": policy(3, 20 * _MINUTE, cap=_HOUR, forget=_DAY),
        # Codes to phones cost money: three by number, by the thousand numbers around it, and by address, then one in a while.
        "sms.number": policy(3, 30 * _MINUTE, cap=6 * _HOUR, forget=_DAY),
        "sms.prefix": policy(3, 5 * _MINUTE, cap=_HOUR, forget=_DAY),
        "sms.address": policy(3, 10 * _MINUTE, cap=_HOUR, forget=_DAY),
        "sms.all": policy(60, _MINUTE, cap=5 * _MINUTE, forget=_HOUR),
        "email_change.account": policy(3, 20 * _MINUTE, cap=6 * _HOUR, forget=_DAY),
        "look_at.staff": policy(30, 2 * _MINUTE, cap=30 * _MINUTE, forget=_DAY),
        # Letters to an address that somebody typed: three to one address, then one in a while; by sender, network and in all.
        "watch.recipient": policy(3, 20 * _MINUTE, cap=6 * _HOUR, forget=_DAY),
        "watch.address": policy(10, _MINUTE, cap=10 * _MINUTE, forget=_HOUR),
        "watch.network": policy(60, 10, cap=5 * _MINUTE, forget=_HOUR),
        "watch.all": policy(300, 1, cap=10, forget=5 * _MINUTE),
        # Questions to firms: a handful by worker, then one in some hours; what one firm gets in all.
        "enquiry.worker": policy(5, 4 * _HOUR, cap=6 * _HOUR, forget=3 * _DAY),
        "enquiry.organisation": policy(60, 10 * _MINUTE, cap=_HOUR, forget=_DAY),
        # Applications: a day's worth at once, then one in an hour.
        "apply.person": policy(20, _HOUR, cap=6 * _HOUR, forget=2 * _DAY),
        # Everything about oneself as a file: a few a day, then one in some hours. Requests about it: a handful.
        "export.account": policy(4, 6 * _HOUR, cap=6 * _HOUR, forget=_DAY),
        "request.account": policy(5, 4 * _HOUR, cap=6 * _HOUR, forget=_DAY),
        # What visitors tell without an account: a handful at once, then one in ten minutes; codes cannot be guessed through.
        "feedback.address": policy(5, 10 * _MINUTE, cap=_HOUR, forget=_DAY),
        "feedback.network": policy(60, _MINUTE, cap=10 * _MINUTE, forget=_HOUR),
        "feedback.all": policy(300, 5, cap=30, forget=10 * _MINUTE),
        "feedback_code.address": policy(10, 30, cap=5 * _MINUTE, forget=_HOUR),
        "link.address": policy(30, 5, cap=_MINUTE, forget=15 * _MINUTE),
        # Leases of 25 requests (leases.py): 1,200 at once, then 20 a second; 1,000 pass however they fall on up to 9 processes.
        "api.address": policy(48, 1.25, cap=1.25, forget=_MINUTE),
        "mail.recipient": policy(5, 12 * _MINUTE, cap=_HOUR, forget=_DAY),
    }
)
