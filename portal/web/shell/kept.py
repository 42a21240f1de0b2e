"""What somebody had typed when their session was over: carried through the sign-in, sealed, in the pages themselves.

Nothing is stored: the sealed text stands in a hidden field of the sign-in pages and comes back with them. It is offered
again after the sign-in and sent by the person, never by itself. Secrets are not kept, and uploads cannot be.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request
from werkzeug.exceptions import HTTPException

from portal.shared.clock import now
from portal.storage.encryption import NotReadable, seal, unseal
from portal.storage.encryption import context as place
from portal.web.shell.csrf import FIELD, is_proven_own
from portal.web.shell.forms import UNREADABLE

KEPT = "kept"
LONGEST = 40_000
LONGEST_SEALED = LONGEST * 6
"""In base64 of UTF-8: what the pages that carry it must let through."""
LIFE = timedelta(hours=1)
SECRETS = frozenset({"password", "old", "new", "code", FIELD, KEPT})
_PLACE = place("kept_form", "said", "sign-in")


@dataclass(frozen=True)
class Kept:
    """A form that was not sent: where to, and its fields as they were typed."""

    path: str
    fields: tuple[tuple[str, str], ...]
    files: bool
    """Whether an upload was in it, which must be chosen again."""


def keep_form() -> str:
    """Seal the form of this request; "" where there is nothing to keep, or no proof that a page of ours sent it."""
    if not is_proven_own():
        return ""
    try:
        fields = [(name, value) for name, value in request.form.items(multi=True) if name not in SECRETS]
        files = any(file.filename for file in request.files.values())
    except HTTPException:  # too large to be read
        return ""
    if any(UNREADABLE.search(name + value) for name, value in fields):
        return ""
    said = json.dumps([now().isoformat(), request.path, fields, files], ensure_ascii=False)
    return seal(_PLACE, said) if fields and len(said) <= LONGEST else ""


def open_kept(sealed: str) -> Kept | None:
    """The form, or None where the text is none, was changed, or is older than an hour."""
    if not sealed or len(sealed) > LONGEST_SEALED:
        return None
    try:
        since, path, fields, files = json.loads(unseal(_PLACE, sealed))
    except NotReadable:
        return None
    if now() - datetime.fromisoformat(since) > LIFE:
        return None
    return Kept(path, tuple((name, value) for name, value in fields), bool(files))
