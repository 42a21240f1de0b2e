"""Which pieces make the site: the composition root, the only module that knows every room."""

from __future__ import annotations

from flask import Flask, current_app
from flask_migrate import Migrate
from jinja2 import StrictUndefined
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.accounts import holdings as accounts_held
from portal.audit import holdings as audit_held
from portal.config import LIMITS_IN_PRODUCTION, ROOT, ConfigurationError, Settings
from portal.content import holdings as content_held
from portal.content import search as content_search
from portal.content import service as content
from portal.content.editions import reading
from portal.content.store import shipped
from portal.firms import erasing as firms_erasing
from portal.firms import holdings as firms_held
from portal.firms import search as firms_search
from portal.jobs import erasing as jobs_erasing
from portal.jobs import holdings as jobs_held
from portal.jobs import search as jobs_search
from portal.jobs.matching.people import matcher
from portal.jobs.posting.standing import organisation_changed
from portal.mail import holdings as mail_held
from portal.meetings import holdings as meetings_held
from portal.meetings.service.standing import standing_changed
from portal.moderation import holdings as moderation_held
from portal.organisations import holdings as organisations_held
from portal.organisations.service import erasing as organisations_erasing
from portal.organisations.service import listeners
from portal.privacy import holdings as privacy_held
from portal.privacy.service import erasing as privacy_erasing
from portal.search.engine import Engine
from portal.search.lexicon import former_places, load_lexicon, place_names
from portal.storage import at_work
from portal.storage.db import db
from portal.storage.installation import DEMO
from portal.web.accounts import desk_views, door_views
from portal.web.content import api as content_api
from portal.web.content import views as content_views
from portal.web.costs import views as costs_views
from portal.web.data import views as data_views
from portal.web.editing import views as editing_views
from portal.web.fees import api as fees_api
from portal.web.fees import views as fees_views
from portal.web.firms import api as firms_api
from portal.web.firms import views as firms_views
from portal.web.guidance import api as guidance_api
from portal.web.guidance import views as guidance_views
from portal.web.home import views as home_views
from portal.web.jobs import api as jobs_api
from portal.web.jobs import views as jobs_views
from portal.web.learn import views as learn_views
from portal.web.meetings import views as meetings_views
from portal.web.moderation import views as moderation_views
from portal.web.orders import api as orders_api
from portal.web.orders import views as orders_views
from portal.web.organisations import views as organisations_views
from portal.web.posting import views as posting_views
from portal.web.privacy import views as privacy_views
from portal.web.profiles import views as profiles_views
from portal.web.search import api as search_api
from portal.web.search import views as search_views
from portal.web.shell import openapi
from portal.web.shell.caching import say_who_may_keep
from portal.web.shell.catch_all import CatchAll
from portal.web.shell.compression import compress
from portal.web.shell.csrf import issue_cookies
from portal.web.shell.edition import hold_edition
from portal.web.shell.errors import answer_errors
from portal.web.shell.guards import protect
from portal.web.shell.headers import send_headers
from portal.web.shell.incoming import read_addresses
from portal.web.shell.locale import speak
from portal.web.shell.logs import write_logs
from portal.web.shell.navigation import guide_templates
from portal.web.shell.pace import keep_pace
from portal.web.shell.page_cache import lend_pages
from portal.web.shell.refusals import answer_refusals
from portal.web.shell.visits import count_visits
from portal.web.shell.wording import teach_templates
from portal.web.taxonomy import api as taxonomy_api
from portal.web.taxonomy import views as taxonomy_views
from portal.web.warnings import views as warnings_views

MIGRATIONS = ROOT / "portal" / "storage" / "migrations"
LARGEST_REQUEST = 256 * 1024
_DEEDS = (jobs_erasing, firms_erasing, organisations_erasing, privacy_erasing)
"""Importing them declares what happens with an account that goes."""
_HELD = (
    accounts_held, content_held, organisations_held, firms_held, jobs_held, meetings_held, moderation_held, privacy_held,
    audit_held, mail_held,
)  # fmt: skip
"""Importing them declares what each room holds of a person."""
_APIS = (content_api, fees_api, firms_api, jobs_api, search_api, guidance_api, orders_api, taxonomy_api)
_VIEWS = (
    content_views, fees_views, firms_views, jobs_views, search_views, door_views, desk_views, organisations_views,
    warnings_views, learn_views,
    guidance_views, costs_views, data_views, orders_views, taxonomy_views, meetings_views, profiles_views,
    posting_views, privacy_views, moderation_views, editing_views,
)  # fmt: skip


def create_app(settings: Settings | None = None, *, serving: bool = True) -> Flask:
    """The site for these settings (the environment's by default).

    `serving` refuses a production installation that holds illustrative data; commands that only read pass False.
    Raises ConfigurationError with every mistake in the settings.
    """
    settings = settings or Settings.from_environment()
    if settings.production and settings.limits_factor != 1:
        raise ConfigurationError([LIMITS_IN_PRODUCTION])
    if serving and settings.production:
        _refuse_demo_data(settings.database_url)
    app = Flask(__name__)
    app.extensions["settings"] = settings
    at_work.use(lambda: current_app.extensions["settings"])  # keys and folders follow the app that is at work
    _configure(app, settings)
    _store(app, settings)
    _shell(app)
    _rooms(app)
    return app


def warm_up(app: Flask) -> None:
    """Read content, taxonomy and templates once, so that no visitor waits seconds for what all will need."""
    with app.app_context():
        content.last_updated()
        matcher()
        for name in app.jinja_env.list_templates(extensions=["html"]):
            app.jinja_env.get_template(name)


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TRUSTED_HOSTS=list(settings.hosts),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        MAX_FORM_PARTS=200,
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_SAMESITE="Lax",
        SQLALCHEMY_DATABASE_URI=settings.database_url,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_options["autoescape"] = True
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _store(app: Flask, settings: Settings) -> None:
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    listeners.listen("vacancies", organisation_changed)
    listeners.listen("meetings", standing_changed)
    sources = [*content_search.SOURCES, *firms_search.SOURCES, *jobs_search.SOURCES]
    with reading(
        shipped()
    ):  # made once for every edition: provinces are not edited on the site, and no database is asked
        provinces = content.all_of("province")
        former = former_places(content.all_of("former_province"), provinces)
    lexicon = load_lexicon(former, places=place_names(provinces))
    shared = (lambda: db.engine) if settings.search_backend == "postgres" else None
    app.extensions["search"] = Engine(settings.search_index_dir, sources, lexicon, shared, content_search.readings)


def _shell(app: Flask) -> None:
    """Hooks run after a request in reverse order: privacy, headers, compression, and the log sees the final answer."""
    write_logs(app)
    hold_edition(app)
    count_visits(app)
    keep_pace(app)
    protect(app)
    compress(app)
    read_addresses(app)
    send_headers(app)
    say_who_may_keep(app)
    lend_pages(app)
    issue_cookies(app)
    speak(app)
    answer_errors(app)
    answer_refusals(app)
    teach_templates(app)
    guide_templates(app)
    if proxies := app.extensions["settings"].proxies:  # the sender's address only: host and scheme stay our settings'
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=0, x_host=0)  # type: ignore[method-assign]
    app.wsgi_app = CatchAll(app.wsgi_app, app.logger, app.extensions["settings"].https)  # type: ignore[method-assign]


def _rooms(app: Flask) -> None:
    app.register_blueprint(home_views.root)
    app.register_blueprint(home_views.home)
    for views in _VIEWS:
        app.register_blueprint(views.blueprint)
    for api in _APIS:
        app.register_blueprint(api.blueprint)
    openapi.serve(app, openapi.describe([api.PATHS for api in _APIS], [api.SCHEMAS for api in _APIS]))


def _refuse_demo_data(database_url: str) -> None:
    """Production never shows invented firms or demo accounts. A database that is not there yet holds none."""
    engine = create_engine(database_url, poolclass=NullPool)  # its own: the app's engine is made after workers fork
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("installation_mark"):
                return
            row = connection.execute(
                text("SELECT value FROM installation_mark WHERE key = :key"), {"key": DEMO}
            ).first()
    except SQLAlchemyError:
        return  # unreachable now: pages answer 503 by themselves, and the next start asks again
    finally:
        engine.dispose()
    if row:
        raise ConfigurationError(
            [
                "this database holds demo data (invented firms, demo logins); use another DATABASE_URL or PORTAL_STATE_DIR"
            ]
        )
