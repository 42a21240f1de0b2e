"""Adds the content addresses of today to the list of addresses that must answer for ever: `python -m tests.web.data.publish`.

Nothing is ever taken out of the list. Firms and vacancies are not in it: they come and go with their registers.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from portal.app import create_app
from portal.config import Settings
from portal.web.data.addresses import of_content

LIST = Path(__file__).with_name("published_addresses.txt")


def main() -> None:
    """Write the list anew: what stood in it and what is published now."""
    with tempfile.TemporaryDirectory() as folder:
        env = {
            "PORTAL_ENV": "development",
            "SECRET_KEY": "k9Lm2Qw7Zx4Vb8Nt3Rf6Yh1Jp5Sd0Gc-publish",
            "PORTAL_STATE_DIR": folder,
        }
        app = create_app(Settings.from_environment(env))
        with app.test_request_context("/vi/"):
            now = {f"/{code}/{address.path}" for address in of_content() for code in ("vi", "en")}
    known = set(LIST.read_text(encoding="utf-8").split()) if LIST.exists() else set()
    LIST.write_text("\n".join(sorted(known | now)) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(known | now)} addresses, {len(now - known)} new\n")


if __name__ == "__main__":
    main()
