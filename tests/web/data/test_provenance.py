"""Every public page, in both languages: no amount, percentage or count of days stands without its evidence."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.data.walk import pages_of
from tests.web.provenance import bare_figures, poor_evidence, read


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_figure_came_with_its_evidence(site: Flask, locale: str) -> None:
    bare = {path: found for path, page in pages_of(site, locale) if (found := bare_figures(read(page)))}
    told = "\n".join(f"{path}: {len(found)}: {found[:4]}" for path, found in bare.items())
    assert not bare, f"{len(bare)} pages with bare figures\n{told}"


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_evidence_says_state_day_and_source(site: Flask, locale: str) -> None:
    poor = {path: found for path, page in pages_of(site, locale) if (found := poor_evidence(read(page)))}
    told = "\n".join(f"{path}: {len(found)}: {found[:3]}" for path, found in poor.items())
    assert not poor, f"{len(poor)} pages with poor evidence\n{told}"
