"""Which edition of everything that judges a price this installation has: two with the same name judge every offer alike."""

from __future__ import annotations

import hashlib
import json

from portal.content.editions import per_edition
from portal.fees import store

_KINDS = ("fee_rule", "fee_rule_version", "rate", "document", "programme", "occupation")


@per_edition
def edition() -> str:
    """The SHA-256 of the fee rules and of what they are read with: rates, dates of documents, programmes, occupations."""
    told = {kind: store.written(kind) for kind in _KINDS}
    return hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()
