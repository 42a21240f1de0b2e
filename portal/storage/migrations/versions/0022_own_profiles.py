"""Whose a profile and a vacancy are, what a moderator decided of a vacancy, and what somebody agreed to."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade():
    with op.batch_alter_table("profile") as batch:
        batch.add_column(sa.Column("account", sa.Text(), nullable=True))
        batch.add_column(sa.Column("programme", sa.Text(), nullable=True))
        batch.add_column(sa.Column("home_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("not_mine", sa.JSON(), nullable=False, server_default="[]"))
        batch.create_unique_constraint(op.f("uq_profile_account"), ["account"])
    with op.batch_alter_table("profile") as batch:
        batch.alter_column("not_mine", server_default=None)
    with op.batch_alter_table("vacancy") as batch:
        batch.add_column(sa.Column("organisation", sa.Text(), nullable=True))
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("lawful_reason", sa.Text(), nullable=True))
        batch.add_column(sa.Column("submitted_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("confirmed_at", MOMENT, nullable=True))
        _states(batch, "'pending', 'open', 'paused', 'closed', 'draft'")
        batch.create_index(op.f("ix_vacancy_organisation"), ["organisation"])
    with op.batch_alter_table("vacancy") as batch:
        batch.alter_column("version", server_default=None)
    _new_tables()


def downgrade():
    op.drop_table("consent")
    op.drop_table("vacancy_decision")
    op.execute(sa.text("UPDATE vacancy SET state = 'pending' WHERE state IN ('draft', 'paused')"))
    with op.batch_alter_table("vacancy") as batch:
        batch.drop_index(op.f("ix_vacancy_organisation"))
        _states(batch, "'pending', 'open', 'closed'")
        for name in ("confirmed_at", "submitted_at", "lawful_reason", "version", "organisation"):
            batch.drop_column(name)
    with op.batch_alter_table("profile") as batch:
        batch.drop_constraint(op.f("uq_profile_account"), type_="unique")
        for name in ("not_mine", "home_on", "programme", "account"):
            batch.drop_column(name)


def _states(batch, allowed):
    batch.drop_constraint(op.f("ck_vacancy_state"), type_="check")
    batch.create_check_constraint(op.f("ck_vacancy_state"), f"state in ({allowed})")


def _new_tables():
    op.create_table(
        "vacancy_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vacancy_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "decision in ('published', 'returned', 'refused', 'stopped')", name=op.f("ck_vacancy_decision_decision")
        ),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancy.id"], name=op.f("fk_vacancy_decision_vacancy_id_vacancy"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancy_decision")),
    )
    op.create_index(op.f("ix_vacancy_decision_vacancy_id"), "vacancy_decision", ["vacancy_id"])
    op.create_table(
        "consent",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("locale in ('vi', 'en')", name=op.f("ck_consent_locale")),
        sa.CheckConstraint(
            "purpose in ('be_seen', 'share_contact', 'share_messages')", name=op.f("ck_consent_purpose")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_account_purpose_matter"), "consent", ["account", "purpose", "matter"])
