"""Who asked whom for which vacancy, what was agreed to, what was written, who looked."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
LIVE = sa.text("state IN ('asked', 'accepted')")


def upgrade():
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("vacancy_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("opener", sa.Text(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("shares", sa.Text(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.Column("taken_back_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_for", sa.Text(), nullable=True),
        sa.Column("reported_at", MOMENT, nullable=True),
        sa.Column("reported_by", sa.Text(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint("opened_by IN ('employer', 'person')", name=op.f("ck_meeting_opened_by")),
        sa.CheckConstraint(
            "state IN ('asked', 'accepted', 'declined', 'withdrawn', 'closed')", name=op.f("ck_meeting_state")
        ),
        sa.CheckConstraint("shares IN ('messages', 'contact')", name=op.f("ck_meeting_shares")),
        sa.CheckConstraint("reported_by IN ('employer', 'person')", name=op.f("ck_meeting_reported_by")),
        _whose("meeting", "profile"),
        _whose("meeting", "vacancy"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("ref", name=op.f("uq_meeting_ref")),
    )
    op.create_index(
        "uq_meeting_live",
        "meeting",
        ["profile_id", "vacancy_id"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )
    op.create_index(op.f("ix_meeting_organisation_asked_at"), "meeting", ["organisation", "asked_at"])
    for column in ("profile_id", "vacancy_id"):
        op.create_index(op.f(f"ix_meeting_{column}"), "meeting", [column])
    _words()
    _looks()
    op.create_table(
        "meeting_alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('asks', 'reveals')", name=op.f("ck_meeting_alert_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_alert")),
    )
    op.create_index(op.f("ix_meeting_alert_organisation"), "meeting_alert", ["organisation"])


def downgrade():
    for table in ("meeting_alert", "profile_look", "meeting_words", "meeting"):
        op.drop_table(table)


def _whose(table, other):
    name = op.f(f"fk_{table}_{other}_id_{other}")
    return sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=name, ondelete="CASCADE")


def _words():
    op.create_table(
        "meeting_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("said_sealed", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("side IN ('employer', 'person')", name=op.f("ck_meeting_words_side")),
        _whose("meeting_words", "meeting"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_words")),
        sa.UniqueConstraint("ref", name=op.f("uq_meeting_words_ref")),
    )
    op.create_index(op.f("ix_meeting_words_meeting_id"), "meeting_words", ["meeting_id"])


def _looks():
    op.create_table(
        "profile_look",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("viewer", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("vacancy", sa.Text(), nullable=True),
        sa.Column("meeting_ref", sa.Text(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "what IN ('listed', 'card', 'asked', 'contact', 'report')", name=op.f("ck_profile_look_what")
        ),
        _whose("profile_look", "profile"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_look")),
    )
    op.create_index(op.f("ix_profile_look_profile_id_at"), "profile_look", ["profile_id", "at"])
    op.create_index(op.f("ix_profile_look_viewer_what_at"), "profile_look", ["viewer", "what", "at"])
    op.create_index(op.f("ix_profile_look_meeting_ref"), "profile_look", ["meeting_ref"])
