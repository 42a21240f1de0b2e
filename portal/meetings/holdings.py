"""What the meetings room holds of a person: questions and applications, words, looks; and what they did for an employer."""

from __future__ import annotations

from portal.storage.held import Held, declare

_KEY = "a number inside the database"
_EMPLOYERS = "about the person who was asked; what they did stands here and in the log"
_STAYS = "another's talk or record; only a random ref is left in it"
_BELOW = {"id": _KEY, "meeting_id": "leads to the row above"}

declare(
    Held(
        "meeting",
        "profile_id",
        (
            "ref",
            "vacancy_id",
            "organisation",
            "opened_by",
            "terms",
            "state",
            "shares",
            "asked_at",
            "accepted_at",
            "ended_at",
            "ended_for",
            "reported_at",
            "reported_by",
            "reported_for",
            "report_sealed",
            "person_read_at",
            "settled_at",
            "settled_as",
            "asked_no_more_at",
        ),
        "profile",
        leaves_out={
            "id": _KEY,
            "cell": "the public count that it was added to: month, province, sector",
            "profile_id": "leads to the profile, which is told",
            "opener": "the ref of who opened it, perhaps somebody else; the side is told",
            "taken_back_at": "the employer's own affair: the pages tell when a talk is over",
            "employer_read_at": "when somebody else read; nobody is told that of anybody",
        },
    ),
    Held("meeting", "opener", ("ref", "organisation", "opened_by", "terms", "asked_at"), rest=_EMPLOYERS, stays=_STAYS),
    Held(
        "meeting_words",
        "meeting_id",
        ("side", "said_sealed", "at"),
        "meeting",
        leaves_out={
            "id": _KEY,
            "ref": "a random ref that says nothing of the person",
            "meeting_id": "leads to the row above",
            "author": "the ref of who wrote, perhaps somebody else; the side is told",
        },
    ),
    Held("meeting_words", "author", ("said_sealed", "at"), rest=_EMPLOYERS, stays=_STAYS),
    Held("meeting_step", "meeting_id", ("deed", "reason", "at"), "meeting", leaves_out=_BELOW),
    Held(
        "interview",
        "meeting_id",
        ("starts", "minutes", "held_by", "place_sealed", "offered_at", "chosen", "answered_at"),
        "meeting",
        leaves_out={**_BELOW, "ref": "a random ref that says nothing of the person"},
    ),
    Held(
        "meeting_person_report",
        "meeting_id",
        ("reason", "at", "settled_at", "settled_as"),
        "meeting",
        leaves_out={
            **_BELOW,
            "ref": "a random ref that says nothing of the person",
            "told_by": "who told the moderators",
            "said_sealed": "what somebody else told the moderators in confidence",
            "settled_by": "the ref of a member of the staff",
        },
    ),
    Held("meeting_person_report", "told_by", ("reason", "said_sealed", "at"), rest=_EMPLOYERS, stays=_STAYS),
    Held(
        "meeting_person_report",
        "settled_by",
        ("at", "settled_at", "settled_as"),
        rest="about another person",
        stays="what a staff member did",
    ),
    Held("meeting_follow_up", "meeting_id", ("months", "asked_at", "answered_at"), "meeting", leaves_out=_BELOW),
    Held(
        "meeting_reply",
        "meeting_id",
        ("organisation", "applied_on", "answered_on"),
        "meeting",
        leaves_out=_BELOW,
        stays="an employer's conduct; when the talk goes, it no longer says whose it was",
    ),
    Held(
        "profile_look",
        "profile_id",
        ("viewer", "staff", "what", "vacancy", "meeting_ref", "at"),
        "profile",
        leaves_out={
            "id": _KEY,
            "profile_id": "leads to the profile, which is told",
            "member": "the ref of who looked for the organisation",
        },
    ),
    Held("profile_look", "member", ("what", "vacancy", "at"), rest=_EMPLOYERS, stays=_STAYS),
    Held("profile_look", "viewer", ("what", "vacancy", "at"), rest=_EMPLOYERS, stays=_STAYS),
    Held(
        "meeting_alert",
        "settled_by",
        ("kind", "settled_at", "settled_as"),
        rest="about an organisation",
        stays="what a staff member did",
    ),
)
