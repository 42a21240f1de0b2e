"""How meetings go on and end: steps, interviews, questions long after, replies and outcomes as counts; vacancies that nobody answers for."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
ON_VACANCY = ("closed_at", "waiting_since", "confirm_asked_at", "silence_told_at")
PURPOSES = "'be_seen', 'share_contact', 'share_messages', 'match_letters'"


def upgrade():
    with op.batch_alter_table("vacancy") as batch:
        for name in ON_VACANCY:
            batch.add_column(sa.Column(name, MOMENT, nullable=True))
    op.execute(sa.text("UPDATE vacancy SET closed_at = changed_at WHERE state = 'closed'"))
    with op.batch_alter_table("meeting") as batch:
        batch.add_column(sa.Column("cell", sa.Text(), nullable=True))
        batch.add_column(sa.Column("asked_no_more_at", MOMENT, nullable=True))
    with op.batch_alter_table("consent") as batch:
        _purposes(batch, f"{PURPOSES}, 'keep_application'")
    _step()
    _interview()
    _follow_up()
    _reply()
    op.create_table(
        "outcome_count",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("province", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "province", "sector", "what", name=op.f("pk_outcome_count")),
    )


def downgrade():
    for table in ("outcome_count", "meeting_reply", "meeting_follow_up", "interview", "meeting_step"):
        op.drop_table(table)
    op.execute(sa.text("DELETE FROM consent WHERE purpose = 'keep_application'"))
    with op.batch_alter_table("consent") as batch:
        _purposes(batch, PURPOSES)
    with op.batch_alter_table("meeting") as batch:
        batch.drop_column("asked_no_more_at")
        batch.drop_column("cell")
    with op.batch_alter_table("vacancy") as batch:
        for name in reversed(ON_VACANCY):
            batch.drop_column(name)


def _purposes(batch, allowed):
    batch.drop_constraint(op.f("ck_consent_purpose"), type_="check")
    batch.create_check_constraint(op.f("ck_consent_purpose"), f"purpose in ({allowed})")


def _of_meeting(table, ondelete="CASCADE"):
    name = op.f(f"fk_{table}_meeting_id_meeting")
    return sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=name, ondelete=ondelete)


def _step():
    op.create_table(
        "meeting_step",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "deed IN ('interview', 'offered', 'hired', 'refused', 'confirmed', 'contradicted', 'told')",
            name=op.f("ck_meeting_step_deed"),
        ),
        _of_meeting("meeting_step"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_step")),
    )
    op.create_index(op.f("ix_meeting_step_meeting_id"), "meeting_step", ["meeting_id"])


def _interview():
    op.create_table(
        "interview",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("held_by", sa.Text(), nullable=False),
        sa.Column("place_sealed", sa.Text(), nullable=False),
        sa.Column("offered_at", MOMENT, nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.CheckConstraint("held_by IN ('place', 'phone')", name=op.f("ck_interview_held_by")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 480", name=op.f("ck_interview_minutes")),
        _of_meeting("interview"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
        sa.UniqueConstraint("ref", name=op.f("uq_interview_ref")),
    )
    op.create_index(op.f("ix_interview_meeting_id"), "interview", ["meeting_id"])


def _follow_up():
    op.create_table(
        "meeting_follow_up",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.CheckConstraint("months BETWEEN 1 AND 12", name=op.f("ck_meeting_follow_up_months")),
        _of_meeting("meeting_follow_up"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_follow_up")),
        sa.UniqueConstraint("meeting_id", "months", name=op.f("uq_meeting_follow_up_meeting_id_months")),
    )


def _reply():
    op.create_table(
        "meeting_reply",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        _of_meeting("meeting_reply", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_reply")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_meeting_reply_meeting_id")),
    )
    op.create_index(op.f("ix_meeting_reply_organisation_applied_on"), "meeting_reply", ["organisation", "applied_on"])
