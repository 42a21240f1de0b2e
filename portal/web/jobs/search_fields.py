"""The fields of a search that is to be kept: the filters of the list, as they were typed, and what they offer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.jobs import service
from portal.jobs.alerts.typed import FILTERS, LONGEST_NAME
from portal.shared.text import nfc
from portal.web.jobs.forms import LONGEST_TEXT
from portal.web.jobs.presenters import wage_choices
from portal.web.shell.wording import pick


def typed_of(args: Mapping[str, str]) -> dict[str, str]:
    """The filters of this address; whatever else it holds is none of ours."""
    return {name: nfc(args.get(name, ""))[:LONGEST_TEXT] for name in FILTERS}


def choices() -> dict[str, Any]:
    """What the fields offer."""
    return {
        "sectors": service.sectors(),
        "named_provinces": [(id, pick(name)) for id, name in service.provinces()],
        "named_wages": wage_choices(),
        "longest_name": LONGEST_NAME,
    }
