"""Tables that hold nothing of a person with an account, and why: with the declarations of the rooms they are all tables there are.

A new table stands in a declaration (`portal/storage/held.py`) or here, or a test is red.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

NOT_OF_PERSONS: Mapping[str, str] = MappingProxyType(
    {
        "content_edition": "the number of the edition of the content",
        "content_visit": "how often each page of the content was asked for in a month, by nobody in particular",
        "firm": "public register of licensed firms",
        "firm_name": "public register of licensed firms",
        "licence_state": "public register of licensed firms",
        "firm_absence": "public register of licensed firms",
        "firm_branch": "public register of licensed firms",
        "firm_person": "whom the public register names as allowed to act for a firm; no account, corrected by the firm",
        "firm_market": "public register of licensed firms",
        "recruitment_order": "a firm's recruitment orders",
        "recruitment_order_fee": "a firm's recruitment orders",
        "organisation": "who the organisation says it is; told to whoever acts for it (organisations/holdings.py)",
        "vacancy": "an organisation's vacancy; its pages give it to whoever acts for it",
        "match_change": "numbers of rows that changed, in the order of commits; removed after 30 days",
        "mail_outbox": "known by address, not by account: mail/holdings.py tells what waits",
        "firm_watch": "known by address, not by account: firms/holdings.py tells it",
        "limit_bucket": "keyed hashes that nobody can read back; those of an account go with it, all others within 72 hours",
        "installation_mark": "about the installation",
        "outcome_count": "counts in fixed cells, shown from five on; no row leads to a person",
        "tombstone": "a keyed digest of what was erased, so that a backup cannot bring it back; nobody can read it back",
        "search_outbox": "what is published changed; no profile is in the index",
        "search_suggestion": "published phrases",
        "search_miss": "questions without results that name nobody (search/rules/screening.py)",
    }
)

NOT_REFS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("interview", "held_by"): "how it is held: at a place or by phone",
        ("meeting", "opened_by"): "a side: employer or person",
        ("meeting", "reported_by"): "a side: employer or person",
        ("firm_enquiry", "reported_by"): "a side: worker or firm",
        ("recruitment_order", "entered_by"): "the organisation that typed it",
        ("firm_record", "issued_by"): "the authority that decided, in words",
        ("firm_record", "ended_by"): "the decision that ended it, in words",
    }
)
"""Columns that are named as if they held the ref of an account, and do not."""
