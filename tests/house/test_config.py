"""Settings: mistakes are collected and told in words, and production refuses what would make it unsafe."""

from __future__ import annotations

import base64
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from portal.app import create_app
from portal.config import ConfigurationError, Settings, keep_demo_secret
from portal.storage.db import db
from portal.storage.installation import DEMO, set_mark

SITE = "https://benve.vn"
SECRET = "q9ZkpLmN4x7Rb2Vt8Wc5Yd1Hf6Jg3SaE"


def env(tmp_path: Path, **more: str) -> dict[str, str]:
    return {"PORTAL_STATE_DIR": str(tmp_path), "SEARCH_INDEX_DIR": str(tmp_path / "index"), **more}


def mistakes(values: dict[str, str]) -> str:
    with pytest.raises(ConfigurationError) as caught:
        Settings.from_environment(values)
    return "\n".join(caught.value.mistakes)


def test_production_is_the_default_and_a_good_secret_is_enough(tmp_path: Path) -> None:
    settings = Settings.from_environment(env(tmp_path, SECRET_KEY=SECRET))
    assert settings.production
    assert settings.database_url == f"sqlite:///{tmp_path / 'ben-ve.sqlite3'}"
    assert not settings.https
    assert set(settings.hosts) >= {"127.0.0.1", "localhost", "[::1]"}
    with pytest.raises(FrozenInstanceError):
        settings.https = True  # type: ignore[misc]


@pytest.mark.parametrize(
    ("secret", "word"),
    [
        ("", "not set"),
        ("x" * 31, "31 characters"),
        (SECRET[:31], "31 characters"),
        ("a" * 64, "guessed"),
        ("secret" * 8, "guessed"),
    ],
)
def test_a_weak_secret_is_refused(tmp_path: Path, secret: str, word: str) -> None:
    assert word in mistakes(env(tmp_path, SECRET_KEY=secret))


def test_32_characters_are_enough(tmp_path: Path) -> None:
    assert len(SECRET) == 32
    assert Settings.from_environment(env(tmp_path, SECRET_KEY=SECRET)).secret_key == SECRET


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    told = mistakes(env(tmp_path, SECRET_KEY="dev", PORTAL_ENV="staging", DATABASE_URL="mysql://x"))
    assert "SECRET_KEY" in told
    assert "staging" in told
    assert "DATABASE_URL" in told


def test_production_refuses_the_debugger_and_development_takes_it(tmp_path: Path) -> None:
    assert "FLASK_DEBUG" in mistakes(env(tmp_path, SECRET_KEY=SECRET, FLASK_DEBUG="1"))
    assert not Settings.from_environment(env(tmp_path, PORTAL_ENV="development", FLASK_DEBUG="1")).production


@pytest.mark.parametrize("scheme", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_postgresql_is_reached_by_psycopg(tmp_path: Path, scheme: str) -> None:
    settings = Settings.from_environment(env(tmp_path, SECRET_KEY=SECRET, DATABASE_URL=f"{scheme}u@h/d"))
    assert settings.database_url == "postgresql+psycopg://u@h/d"


def test_a_demo_folder_needs_no_variable_and_is_never_production(tmp_path: Path) -> None:
    kept = keep_demo_secret(tmp_path)
    assert kept == keep_demo_secret(tmp_path)
    settings = Settings.from_environment(env(tmp_path))
    assert (settings.environment, settings.secret_key) == ("development", kept)
    assert "SECRET_KEY is not set" in mistakes(env(tmp_path, PORTAL_ENV="production"))


def key(fill: int, length: int = 64) -> str:
    return base64.b64encode(bytes((fill + n * 7) % 256 for n in range(length))).decode()


def test_keys_are_read_newest_first(tmp_path: Path) -> None:
    settings = Settings.from_environment(env(tmp_path, SECRET_KEY=SECRET, PORTAL_KEYS=f"12:{key(1)}, 3:{key(2)},"))
    assert [(version, len(one)) for version, one in settings.keys] == [(12, 64), (3, 64)]
    assert Settings.from_environment(env(tmp_path, SECRET_KEY=SECRET)).keys == ()


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        (key(1), "entry 1: write VERSION:KEY"),
        (f"0:{key(1)}", "entry 1"),
        (f"2:{key(1)},x:{key(2)}", "entry 2"),
        (f"1:{key(1, 63)}", "key 1: needs 64 random bytes"),
        (f"1:{key(1, 65)}", "key 1: needs 64 random bytes"),
        ("1:" + base64.b64encode(bytes(64)).decode(), "key 1: needs 64 random bytes"),
        ("1:not base64!", "key 1: needs 64 random bytes"),
        (f"1:{key(1)},2:{key(2)}", "newest key first"),
        (f"2:{key(1)},2:{key(2)}", "each version once"),
        (f"2:{key(1)},1:{key(1)}", "one key under two versions"),
    ],
)
def test_keys_that_cannot_be_used_are_told_without_the_key(tmp_path: Path, keys: str, word: str) -> None:
    told = mistakes(env(tmp_path, SECRET_KEY=SECRET, PORTAL_KEYS=keys))
    assert word in told
    assert key(1)[:12] not in told


@pytest.mark.parametrize(
    "url",
    ["smtp://127.0.0.1:2525", "smtp://mail.example.vn", "smtps://me:p%40ss@mail.example.vn:465",
     "smtp://10.0.0.5?starttls=off", "smtp://me:x@mail.example.vn:587?starttls=required"],
)  # fmt: skip
def test_a_mail_server_is_taken(tmp_path: Path, url: str) -> None:
    settings = Settings.from_environment(
        env(tmp_path, SECRET_KEY=SECRET, SMTP_URL=url, MAIL_FROM="no-reply@benve.vn", PORTAL_URL=SITE)
    )
    assert (settings.smtp_url, settings.mail_from) == (url, "no-reply@benve.vn")


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("mail.example.vn", "smtp:// or smtps://"),
        ("http://mail.example.vn", "smtp:// or smtps://"),
        ("smtp://", "hold a host"),
        ("smtp://mail.example.vn/box", "hold a host"),
        ("smtp://mail.example.vn:port", "cannot be read"),
        ("smtp://mail.example.vn:99999", "cannot be read"),
        ("smtp://mail.example.vn?tls=no", "one option"),
        ("smtp://me:hidden@mail.example.vn?starttls=off", "password in clear"),
    ],
)
def test_a_mail_server_that_cannot_be_used_is_told(tmp_path: Path, url: str, word: str) -> None:
    told = mistakes(env(tmp_path, SECRET_KEY=SECRET, SMTP_URL=url, MAIL_FROM="no-reply@benve.vn", PORTAL_URL=SITE))
    assert word in told
    assert "hidden" not in told


def test_mail_needs_an_address_to_come_from(tmp_path: Path) -> None:
    values = env(tmp_path, SECRET_KEY=SECRET, SMTP_URL="smtp://127.0.0.1", PORTAL_URL=SITE)
    assert "MAIL_FROM is not set" in mistakes(values)
    for address in ("Bến Về <a@b.vn>", "a@b.vn\nBcc: x@y.vn", "a b@c.vn", "@c.vn", "a@", "a@b..vn"):
        assert "plain address" in mistakes(values | {"MAIL_FROM": address}), address


@pytest.mark.parametrize(
    ("more", "site"),
    [
        ({}, "http://127.0.0.1:5000"),
        ({"PORTAL_HOSTS": ".benve.vn, www.benve.vn"}, "http://www.benve.vn"),
        ({"PORTAL_HOSTS": "www.benve.vn", "PORTAL_HTTPS": "1"}, "https://www.benve.vn"),
        ({"PORTAL_HOSTS": "www.benve.vn", "PORTAL_URL": "https://benve.vn:8443/"}, "https://benve.vn:8443"),
    ],
)
def test_links_in_letters_begin_with_the_sites_own_address(tmp_path: Path, more: dict[str, str], site: str) -> None:
    assert Settings.from_environment(env(tmp_path, SECRET_KEY=SECRET, **more)).site_url == site


def test_an_address_that_is_none_is_told_and_letters_need_one(tmp_path: Path) -> None:
    for url in (
        "benve.vn",
        "ftp://benve.vn",
        "https://benve.vn/vi",
        "https://a@benve.vn",
        "https://benve.vn?x",
        "https://",
    ):
        assert "PORTAL_URL must be" in mistakes(env(tmp_path, SECRET_KEY=SECRET, PORTAL_URL=url)), url
    mail = {"SMTP_URL": "smtp://127.0.0.1", "MAIL_FROM": "a@b.vn", "PORTAL_HOSTS": ".benve.vn"}
    assert "PORTAL_URL is not set" in mistakes(env(tmp_path, SECRET_KEY=SECRET, **mail))


def test_secrets_are_not_in_the_printed_settings(tmp_path: Path) -> None:
    url = "smtps://me:hidden@mail.example.vn"
    values = env(
        tmp_path, SECRET_KEY=SECRET, PORTAL_KEYS=f"1:{key(1)}", SMTP_URL=url, MAIL_FROM="a@b.vn", PORTAL_URL=SITE
    )
    printed = repr(Settings.from_environment(values))
    assert "hidden" not in printed
    assert SECRET not in printed
    assert str(Settings.from_environment(values).keys[0][1]) not in printed


def test_production_refuses_demo_data_and_commands_do_not(tmp_path: Path) -> None:
    values = env(tmp_path, SECRET_KEY=SECRET)
    app = create_app(Settings.from_environment(values))
    with app.app_context():
        db.create_all()
        set_mark(DEMO, "1")
        db.session.commit()
        db.engine.dispose()
    with pytest.raises(ConfigurationError, match="demo data"):
        create_app(Settings.from_environment(values))
    create_app(Settings.from_environment(values), serving=False)
    create_app(Settings.from_environment(values | {"PORTAL_ENV": "development"}))


@pytest.mark.parametrize(("typed", "proxies"), [("", 0), ("0", 0), ("1", 1), ("5", 5)])
def test_the_number_of_trusted_proxies(tmp_path: Path, typed: str, proxies: int) -> None:
    settings = Settings.from_environment(env(tmp_path, SECRET_KEY=SECRET, PORTAL_PROXIES=typed))
    assert settings.proxies == proxies


@pytest.mark.parametrize("typed", ["6", "-1", "one", "1.5", "²"])
def test_a_number_of_proxies_that_cannot_be(tmp_path: Path, typed: str) -> None:
    assert "PORTAL_PROXIES" in mistakes(env(tmp_path, SECRET_KEY=SECRET, PORTAL_PROXIES=typed))


def test_limits_are_raised_for_load_trials_only(tmp_path: Path) -> None:
    trial = env(tmp_path, PORTAL_ENV="development", PORTAL_LIMITS_FACTOR="1000")
    assert Settings.from_environment(trial).limits_factor == 1000
    assert Settings.from_environment(env(tmp_path, SECRET_KEY=SECRET)).limits_factor == 1
    assert "PORTAL_LIMITS_FACTOR" in mistakes(env(tmp_path, SECRET_KEY=SECRET, PORTAL_LIMITS_FACTOR="2"))
    for typed in ("0", "-1", "1.5", "x", "²"):
        assert "PORTAL_LIMITS_FACTOR" in mistakes(env(tmp_path, PORTAL_ENV="development", PORTAL_LIMITS_FACTOR=typed))
    made_by_hand = replace(Settings.from_environment(env(tmp_path, SECRET_KEY=SECRET)), limits_factor=2)
    with pytest.raises(ConfigurationError, match="load trials"):
        create_app(made_by_hand, serving=False)
