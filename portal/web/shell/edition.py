"""One request reads one edition of the content: nothing is half published on a page."""

from __future__ import annotations

from contextlib import ExitStack

from flask import Flask, g

from portal.content.editions import reading


def hold_edition(app: Flask) -> None:
    """What is published while a page is made shows on the next one. Register before whatever reads content."""

    @app.before_request
    def _hold() -> None:
        g.held_edition = ExitStack()
        g.held_edition.enter_context(reading())

    @app.teardown_request
    def _let_go(_error: BaseException | None) -> None:
        if (held := g.pop("held_edition", None)) is not None:
            held.close()
