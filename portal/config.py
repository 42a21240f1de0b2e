"""Settings of one installation, read from the environment once; every mistake is collected and told in plain words."""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SECRET_LENGTH = 32
DEMO_SECRET = "demo-secret"  # noqa: S105 - the name of a file
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
KEY_BYTES = 64
SEARCH_BACKENDS = ("whoosh", "postgres")
MAIL_FROM = "ben-ve@localhost"
LIMITS_IN_PRODUCTION = (
    "limits are raised (PORTAL_LIMITS_FACTOR); that is for load trials, production never does: unset it"
)
_WEAK = ("dev", "secret", "changeme", "change-me", "default", "password")


class ConfigurationError(Exception):
    """The environment cannot be used; `mistakes` says all that is wrong with it."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("The settings cannot be used:\n" + "\n".join(f"  - {m}" for m in mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True)
class Settings:
    """One installation. `production` is the default; `demo` means that the state folder holds illustrative data."""

    environment: str
    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    state_dir: Path
    search_index_dir: Path
    search_backend: str = "whoosh"
    """`whoosh`: an index of files for one host; `postgres`: an index in the database, for several."""
    translations_dir: Path = ROOT / "translations"
    hosts: tuple[str, ...] = LOOPBACK
    https: bool = False
    keys: tuple[tuple[int, bytes], ...] = field(default=(), repr=False)
    """Master keys of sealed columns, newest first: (version from 1, 64 bytes). Version 0 is made from the secret."""
    smtp_url: str | None = field(default=None, repr=False)
    mail_from: str = MAIL_FROM
    sms_url: str | None = field(default=None, repr=False)
    """Where messages to phones go; without it phone accounts keep their printed codes only."""
    proxies: int = 0
    """How many proxies in front are trusted to say where a request came from (X-Forwarded-For); the rest is forged."""
    limits_factor: int = 1
    """How many times more generous every limit is; for load trials of a development installation only."""
    site_url: str = "http://127.0.0.1:5000"
    """Where the site is, without a path: what links in letters begin with. Never taken from a request."""

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @classmethod
    def from_environment(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Read the environment; raise ConfigurationError with every mistake found."""
        mistakes: list[str] = []
        state_dir = _folder(env, "PORTAL_STATE_DIR", "instance")
        demo = _demo_secret(state_dir)
        kept = demo if demo and not env.get("SECRET_KEY") and "PORTAL_ENV" not in env else None
        environment = env.get("PORTAL_ENV") or ("development" if kept else "production")
        if environment not in ("production", "development"):
            mistakes.append(f"PORTAL_ENV is {environment!r}; use production or development")
        secret = env.get("SECRET_KEY") or kept or ""
        if not secret and environment == "development":
            secret = demo or secrets.token_urlsafe(48)
        mistakes += _secret_mistakes(secret) + _debugger_mistakes(env, environment)
        url = env.get("DATABASE_URL") or f"sqlite:///{state_dir / 'ben-ve.sqlite3'}"
        if not (driver := _with_driver(url)):
            mistakes.append("DATABASE_URL must begin with sqlite:/// or postgresql://")
        smtp_url, mail_from = _mail(env, mistakes)
        extra = tuple(h.strip() for h in env.get("PORTAL_HOSTS", "").split(",") if h.strip())
        site_url = _site(env, extra, mistakes)
        proxies, factor = _proxies(env, mistakes), _limits_factor(env, environment, mistakes)
        found = cls(
            environment=environment,
            secret_key=secret,
            database_url=driver,
            state_dir=state_dir,
            search_index_dir=_folder(env, "SEARCH_INDEX_DIR", "search_index"),
            search_backend=_search_backend(env, driver, mistakes),
            hosts=LOOPBACK + extra,
            https=_truth(env.get("PORTAL_HTTPS", "")),
            keys=_keys(env.get("PORTAL_KEYS", ""), mistakes),
            smtp_url=smtp_url,
            mail_from=mail_from,
            sms_url=_sms(env, environment, mistakes),
            site_url=site_url,
            proxies=proxies,
            limits_factor=factor,
        )
        if mistakes:
            raise ConfigurationError(mistakes)
        return found


def keep_demo_secret(state_dir: Path) -> str:
    """The secret of a demo, made once and kept in the state folder; its presence marks the folder as a demo."""
    if kept := _demo_secret(state_dir):
        return kept
    state_dir.mkdir(parents=True, exist_ok=True)
    path = state_dir / DEMO_SECRET
    secret = secrets.token_urlsafe(48)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(secret)
    return secret


def _demo_secret(state_dir: Path) -> str | None:
    path = state_dir / DEMO_SECRET
    return path.read_text(encoding="ascii").strip() if path.is_file() else None


def _secret_mistakes(secret: str) -> list[str]:
    make = 'python -c "import secrets; print(secrets.token_urlsafe(48))"'
    if not secret:
        return [f"SECRET_KEY is not set; make one with: {make}"]
    if len(secret) < SECRET_LENGTH:
        return [f"SECRET_KEY has {len(secret)} characters, at least {SECRET_LENGTH} are needed; make one with: {make}"]
    if len(set(secret)) < 8 or any(secret.lower().startswith(weak * 2) for weak in _WEAK):
        return [f"SECRET_KEY is easily guessed; make one with: {make}"]
    return []


def _debugger_mistakes(env: Mapping[str, str], environment: str) -> list[str]:
    if environment == "production" and _truth(env.get("FLASK_DEBUG", "")):
        return ["FLASK_DEBUG is on; production never runs with the debugger: unset it"]
    return []


def _search_backend(env: Mapping[str, str], url: str, mistakes: list[str]) -> str:
    backend = env.get("SEARCH_BACKEND") or "whoosh"
    if backend not in SEARCH_BACKENDS:
        mistakes.append(f"SEARCH_BACKEND is {backend!r}; use whoosh or postgres")
    elif backend == "postgres" and not url.startswith("postgresql"):
        mistakes.append("SEARCH_BACKEND=postgres needs a DATABASE_URL that begins with postgresql://")
    return backend


def _proxies(env: Mapping[str, str], mistakes: list[str]) -> int:
    typed = env.get("PORTAL_PROXIES") or "0"
    if typed in tuple("012345"):
        return int(typed)
    mistakes.append(f"PORTAL_PROXIES is {typed!r}; give the number of trusted proxies in front, 0 to 5")
    return 0


def _limits_factor(env: Mapping[str, str], environment: str, mistakes: list[str]) -> int:
    typed = env.get("PORTAL_LIMITS_FACTOR") or "1"
    if not re.fullmatch(r"[1-9][0-9]{0,6}", typed):
        mistakes.append(f"PORTAL_LIMITS_FACTOR is {typed!r}; give a whole number from 1")
        return 1
    if typed != "1" and environment == "production":
        mistakes.append(LIMITS_IN_PRODUCTION)
    return int(typed)


def _keys(text: str, mistakes: list[str]) -> tuple[tuple[int, bytes], ...]:
    """`2:<base64>,1:<base64>`: newest first. A mistake names the place in the list, never the key."""
    make = 'python -c "import base64, secrets; print(base64.b64encode(secrets.token_bytes(64)).decode())"'
    found: list[tuple[int, bytes]] = []
    for place, part in enumerate(filter(None, (p.strip() for p in text.split(","))), start=1):
        version, _, encoded = part.partition(":")
        if not re.fullmatch(r"[1-9][0-9]{0,3}", version):
            mistakes.append(f"PORTAL_KEYS, entry {place}: write VERSION:KEY with a version from 1 to 9999")
            continue
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if len(key) != KEY_BYTES or len(set(key)) < KEY_BYTES // 4:
            mistakes.append(
                f"PORTAL_KEYS, key {version}: needs {KEY_BYTES} random bytes in base64; make one with: {make}"
            )
        found.append((int(version), key))
    versions = [version for version, _ in found]
    if versions != sorted(set(versions), reverse=True):
        mistakes.append("PORTAL_KEYS must list the newest key first, each version once")
    if len({key for _, key in found}) != len(found):
        mistakes.append("PORTAL_KEYS holds one key under two versions; a new version needs a new key")
    return tuple(found)


def _mail(env: Mapping[str, str], mistakes: list[str]) -> tuple[str | None, str]:
    """The mail server, if one is set, and the address that letters come from."""
    url, sender = env.get("SMTP_URL") or None, env.get("MAIL_FROM") or MAIL_FROM
    if url and (wrong := _smtp_mistake(url)):
        mistakes.append(f"SMTP_URL {wrong}; write smtp://[name:password@]host[:port] or smtps://…")
    if url and not env.get("MAIL_FROM"):
        mistakes.append("MAIL_FROM is not set; with SMTP_URL, letters need an address of yours to come from")
    if not re.fullmatch(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", sender):
        mistakes.append("MAIL_FROM must be a plain address such as no-reply@example.vn, without a name")
    return url, sender


def _site(env: Mapping[str, str], hosts: tuple[str, ...], mistakes: list[str]) -> str:
    """PORTAL_URL, else the first name in PORTAL_HOSTS, else the development server."""
    url = (env.get("PORTAL_URL") or "").rstrip("/")
    if url and not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?", url):
        mistakes.append("PORTAL_URL must be the site's own address without a path, such as https://benve.example.vn")
    names = [host for host in hosts if not host.startswith(".")]
    if not url and not names and env.get("SMTP_URL"):
        mistakes.append("PORTAL_URL is not set; with SMTP_URL, the links in letters need the site's address")
    scheme = "https" if _truth(env.get("PORTAL_HTTPS", "")) else "http"
    return url or (f"{scheme}://{names[0]}" if names else "http://127.0.0.1:5000")


def _smtp_mistake(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return "has a host or port that cannot be read"
    if parts.scheme not in ("smtp", "smtps"):
        return "must begin with smtp:// or smtps://"
    if not host or re.search(r"[\s\x00-\x1f]", url) or parts.path not in ("", "/") or parts.fragment:
        return "must hold a host and nothing after it but options"
    if parts.query not in ("", "starttls=required", "starttls=off"):
        return "knows one option, starttls=required or starttls=off"
    if parts.username and parts.query == "starttls=off":
        return "would send a password in clear; drop starttls=off or the name and password"
    return ""


def _sms(env: Mapping[str, str], environment: str, mistakes: list[str]) -> str | None:
    """The gateway to phones, if one is set: https, plain http on this machine only, or a folder while developing."""
    url = env.get("SMS_URL") or None
    if url is None or (url == "folder:" and environment != "production"):
        return url
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    local = host in ("127.0.0.1", "localhost", "::1")
    good = host and (parts.scheme == "https" or (parts.scheme == "http" and local)) and not parts.query + parts.fragment
    if not good or re.search(r"[\s\x00-\x1f]", url):
        mistakes.append("SMS_URL must be https://[name:password@]host[:port]/path (http:// on this machine only)")
    return url


def _with_driver(url: str) -> str:
    if url.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    return url if url.startswith(("sqlite:///", "postgresql+psycopg://")) else ""


def _folder(env: Mapping[str, str], name: str, default: str) -> Path:
    return Path(env.get(name) or ROOT / default).resolve()


def _truth(text: str) -> bool:
    return text.strip().lower() in ("1", "true", "yes", "on")
