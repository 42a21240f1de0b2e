"""Every public page, in both languages: no amount, percentage or count of days stands without its evidence."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.data.walk import WALK, judged

pytestmark = WALK


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_figure_came_with_its_evidence(site: Flask, locale: str) -> None:
    bare = {page.path: page.bare for page in judged(site, locale) if page.bare}
    told = "\n".join(f"{path}: {len(found)}: {found[:4]}" for path, found in bare.items())
    assert not bare, f"{len(bare)} pages with bare figures\n{told}"


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_evidence_says_state_day_and_source(site: Flask, locale: str) -> None:
    poor = {page.path: page.poor for page in judged(site, locale) if page.poor}
    told = "\n".join(f"{path}: {len(found)}: {found[:3]}" for path, found in poor.items())
    assert not poor, f"{len(poor)} pages with poor evidence\n{told}"
