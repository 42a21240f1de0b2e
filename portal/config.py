"""Settings of one installation, read from the environment once; every mistake is collected and told in plain words."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECRET_LENGTH = 32
DEMO_SECRET = "demo-secret"  # noqa: S105 - the name of a file
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
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
    secret_key: str
    database_url: str
    state_dir: Path
    search_index_dir: Path
    translations_dir: Path = ROOT / "translations"
    hosts: tuple[str, ...] = LOOPBACK
    https: bool = False

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
        mistakes += _secret_mistakes(secret)
        if environment == "production" and _truth(env.get("FLASK_DEBUG", "")):
            mistakes.append("FLASK_DEBUG is on; production never runs with the debugger: unset it")
        url = env.get("DATABASE_URL") or f"sqlite:///{state_dir / 'ben-ve.sqlite3'}"
        if not (driver := _with_driver(url)):
            mistakes.append("DATABASE_URL must begin with sqlite:/// or postgresql://")
        if mistakes:
            raise ConfigurationError(mistakes)
        extra = tuple(h.strip() for h in env.get("PORTAL_HOSTS", "").split(",") if h.strip())
        return cls(
            environment=environment,
            secret_key=secret,
            database_url=driver,
            state_dir=state_dir,
            search_index_dir=_folder(env, "SEARCH_INDEX_DIR", "search_index"),
            hosts=LOOPBACK + extra,
            https=_truth(env.get("PORTAL_HTTPS", "")),
        )


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


def _with_driver(url: str) -> str:
    if url.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    return url if url.startswith(("sqlite:///", "postgresql+psycopg://")) else ""


def _folder(env: Mapping[str, str], name: str, default: str) -> Path:
    return Path(env.get(name) or ROOT / default).resolve()


def _truth(text: str) -> bool:
    return text.strip().lower() in ("1", "true", "yes", "on")
