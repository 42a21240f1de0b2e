"""Who is acting: a signed-in account with its roles, nobody in particular, or the system's own commands."""

from __future__ import annotations

from dataclasses import dataclass

from portal.shared.locales import SOURCE, Locale

PERSON_ROLES = ("returnee", "employer", "firm")
STAFF_ROLES = ("editor", "reviewer", "moderator", "officer", "admin")
ROLES = (*PERSON_ROLES, *STAFF_ROLES, "anonymous", "system")


@dataclass(frozen=True)
class Actor:
    """`ref` is the opaque account ref (or `anonymous`, `system`); `session_ref` names the session acted from."""

    ref: str
    roles: frozenset[str]
    session_ref: str = ""
    locale: Locale = SOURCE

    @property
    def role(self) -> str:
        """The one role that the log names: the strongest of a staff member, the first of a person."""
        order = (*reversed(STAFF_ROLES), *PERSON_ROLES, "anonymous", "system")
        return next((role for role in order if role in self.roles), "none")

    @property
    def signed_in(self) -> bool:
        return bool(self.session_ref)


ANONYMOUS = Actor("anonymous", frozenset({"anonymous"}))
SYSTEM = Actor("system", frozenset({"system"}))
