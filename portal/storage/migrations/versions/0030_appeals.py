"""Appeals against decisions; further signs that an employer collects people."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KIND = "ck_meeting_alert_kind"


def upgrade():
    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("ref", "kind", "about")),
        sa.Column("decision", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("first_decider", "organisation", "by", "said_sealed")
        ),
        sa.Column("at", MOMENT, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("outcome", "answer_sealed", "decided_by")),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.CheckConstraint("kind IN ('organisation', 'vacancy')", name=op.f("ck_appeal_kind")),
        sa.CheckConstraint("outcome IN ('stands', 'changed')", name=op.f("ck_appeal_outcome")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("ref", name=op.f("uq_appeal_ref")),
        sa.UniqueConstraint("kind", "decision", name=op.f("uq_appeal_kind_decision")),
    )
    op.create_index(op.f("ix_appeal_organisation"), "appeal", ["organisation"])
    still = sa.text("decided_at IS NULL")
    op.create_index("ix_appeal_open", "appeal", ["at"], sqlite_where=still, postgresql_where=still)
    _kinds("'asks', 'reveals', 'cards', 'reports'")


def downgrade():
    op.drop_table("appeal")
    op.execute("DELETE FROM meeting_alert WHERE kind IN ('cards', 'reports')")
    _kinds("'asks', 'reveals'")


def _kinds(kinds):
    with op.batch_alter_table("meeting_alert") as batch:
        batch.drop_constraint(op.f(KIND), type_="check")
        batch.create_check_constraint(op.f(KIND), f"kind IN ({kinds})")
