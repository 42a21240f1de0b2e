"""How a command gets the app: built from the environment, with the settings' mistakes told in words."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click

from portal.app import create_app
from portal.config import ConfigurationError

P = ParamSpec("P")
R = TypeVar("R")


def with_app(command: Callable[P, R]) -> Callable[P, R]:
    """Run the command inside an app context. It does not serve, so a demo's data is no reason to refuse."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            app = create_app(serving=False)
        except ConfigurationError as error:
            raise click.ClickException(str(error)) from None
        with app.app_context():
            return command(*args, **kwargs)

    return run
