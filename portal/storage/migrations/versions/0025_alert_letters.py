"""Letters about new vacancies: who gets them, what they search for, what was found and told; reminders for those coming home."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
PURPOSES = "'be_seen', 'share_contact', 'share_messages'"
NEW = sa.text("noted IS NOT TRUE")
WAITING = sa.text("told_on IS NULL")


def upgrade():
    _purposes(f"{PURPOSES}, 'match_letters'")
    with op.batch_alter_table("match_alert") as batch:
        batch.add_column(sa.Column("noted", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("match_alert") as batch:
        batch.alter_column("noted", server_default=None)
    op.create_index("ix_match_alert_new", "match_alert", ["id"], sqlite_where=NEW, postgresql_where=NEW)
    _readers()
    op.create_table(
        "alert_news",
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("vacancy_id", sa.Integer(), nullable=False),
        sa.Column("search_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        _of("alert_news", "reader_id", "alert_reader"),
        _of("alert_news", "vacancy_id", "vacancy"),
        sa.PrimaryKeyConstraint("reader_id", "vacancy_id", "search_id", name=op.f("pk_alert_news")),
    )
    op.create_index(op.f("ix_alert_news_vacancy_id"), "alert_news", ["vacancy_id"])
    op.create_index(
        "ix_alert_news_waiting", "alert_news", ["reader_id"], sqlite_where=WAITING, postgresql_where=WAITING
    )
    op.create_table(
        "home_reminder",
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("home_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.CheckConstraint("stage IN ('six_months', 'one_month', 'home')", name=op.f("ck_home_reminder_stage")),
        _of("home_reminder", "reader_id", "alert_reader"),
        sa.PrimaryKeyConstraint("reader_id", "stage", name=op.f("pk_home_reminder")),
    )


def downgrade():
    for table in ("home_reminder", "alert_news", "saved_search", "alert_reader"):
        op.drop_table(table)
    op.drop_index("ix_match_alert_new", "match_alert")
    with op.batch_alter_table("match_alert") as batch:
        batch.drop_column("noted")
    op.execute(sa.text("DELETE FROM consent WHERE purpose = 'match_letters'"))
    _purposes(PURPOSES)


def _purposes(allowed):
    with op.batch_alter_table("consent") as batch:
        batch.drop_constraint(op.f("ck_consent_purpose"), type_="check")
        batch.create_check_constraint(op.f("ck_consent_purpose"), f"purpose in ({allowed})")


def _of(table, column, other):
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete="CASCADE"
    )


def _readers():
    op.create_table(
        "alert_reader",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("email_sealed", sa.Text(), nullable=True),
        sa.Column("email_index", sa.Text(), nullable=True),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("token_sealed", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("fits", sa.Boolean(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.CheckConstraint("account IS NOT NULL OR email_sealed IS NOT NULL", name=op.f("ck_alert_reader_whose")),
        sa.CheckConstraint("locale IN ('vi', 'en')", name=op.f("ck_alert_reader_locale")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_reader")),
        *(
            sa.UniqueConstraint(name, name=op.f(f"uq_alert_reader_{name}"))
            for name in ("ref", "account", "email_index", "token_hash")
        ),
    )
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("said_sealed", sa.Text(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("since_seq", sa.BigInteger(), nullable=False),
        sa.Column("since_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        _of("saved_search", "reader_id", "alert_reader"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("ref", name=op.f("uq_saved_search_ref")),
    )
    op.create_index(op.f("ix_saved_search_reader_id"), "saved_search", ["reader_id"])
    op.create_index(op.f("ix_saved_search_confirmed_at"), "saved_search", ["confirmed_at"])
