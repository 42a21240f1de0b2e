"""How a command gets the app: built from the environment, with the settings' mistakes told in words."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click

from portal.app import create_app
from portal.config import ConfigurationError
from portal.storage.turns import TurnTaken

P = ParamSpec("P")
R = TypeVar("R")
BUSY = "another change of the database is under way; nothing was changed. Try again in a minute."


def with_app(command: Callable[P, R]) -> Callable[P, R]:
    """Run the command inside an app context. It does not serve, so a demo's data is no reason to refuse."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            app = create_app(serving=False)
        except ConfigurationError as error:
            raise click.ClickException(str(error)) from None
        with app.app_context():
            try:
                return command(*args, **kwargs)
            except TurnTaken:
                raise click.ClickException(BUSY) from None

    return run
