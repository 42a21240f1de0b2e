"""What visitors without an account tell, and what is answered."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("ref", "code", "about", "page", "said_sealed", "locale")
        ),
        sa.Column("at", MOMENT, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("outcome", "answer_sealed", "decided_by")),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "about IN ('scam', 'firm', 'job', 'page', 'account', 'other')", name=op.f("ck_feedback_about")
        ),
        sa.CheckConstraint(
            "outcome IN ('mended', 'passed_on', 'not_ours', 'no_cause')", name=op.f("ck_feedback_outcome")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("ref", name=op.f("uq_feedback_ref")),
        sa.UniqueConstraint("code", name=op.f("uq_feedback_code")),
    )
    still = sa.text("decided_at IS NULL")
    op.create_index("ix_feedback_open", "feedback", ["at"], sqlite_where=still, postgresql_where=still)


def downgrade():
    op.drop_table("feedback")
