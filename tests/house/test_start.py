"""How the site starts: what everybody needs is read once, without a request."""

from flask import Flask

from portal.app import warm_up
from portal.jobs.matching.people import matcher


def test_warming_up_reads_taxonomy_and_compiles_every_page(site: Flask) -> None:
    matcher.cache_clear()
    assert site.jinja_env.cache is not None
    site.jinja_env.cache.clear()
    warm_up(site)
    assert matcher.cache_info().currsize == 1
    compiled = {str(key[1]) for key in site.jinja_env.cache}
    assert {"home/front.html", "shell/error.html", "firms/check.html"} <= compiled
