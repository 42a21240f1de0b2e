"""Vacancies, and profiles of returnees."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("experience", sa.JSON(), nullable=False),
        sa.Column("certificates", sa.JSON(), nullable=False),
        sa.Column("education", sa.Text(), nullable=True),
        sa.Column("provinces", sa.JSON(), nullable=False),
        sa.Column("relocate", sa.Boolean(), nullable=False),
        sa.Column("expected_wage", sa.BigInteger(), nullable=True),
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("ref", name=op.f("uq_profile_ref")),
    )
    op.create_table(
        "vacancy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("employer", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.Column("province", sa.Text(), nullable=False),
        sa.Column("province_id", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("skills_required", sa.JSON(), nullable=False),
        sa.Column("skills_preferred", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("wage_min", sa.BigInteger(), nullable=True),
        sa.Column("wage_max", sa.BigInteger(), nullable=True),
        sa.Column("experience_years", sa.Float(), nullable=True),
        sa.Column("education", sa.Text(), nullable=True),
        sa.Column("positions", sa.Integer(), nullable=False),
        sa.Column("start_by", sa.Date(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.CheckConstraint("state in ('pending', 'open', 'closed')", name=op.f("ck_vacancy_state")),
        sa.CheckConstraint("positions >= 1", name=op.f("ck_vacancy_positions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancy")),
        sa.UniqueConstraint("ref", name=op.f("uq_vacancy_ref")),
    )
    op.create_index(op.f("ix_vacancy_province_id"), "vacancy", ["province_id"], unique=False)
    op.create_index(op.f("ix_vacancy_state_posted_at"), "vacancy", ["state", "posted_at"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_vacancy_state_posted_at"), table_name="vacancy")
    op.drop_index(op.f("ix_vacancy_province_id"), table_name="vacancy")
    op.drop_table("vacancy")
    op.drop_table("profile")
