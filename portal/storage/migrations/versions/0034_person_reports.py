"""What employers tell the moderators of the person they talked with."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "meeting_person_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("reason", "said_sealed")),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], ondelete="CASCADE", name=op.f("fk_meeting_person_report_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_person_report")),
        sa.UniqueConstraint("ref", name=op.f("uq_meeting_person_report_ref")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_meeting_person_report_meeting_id")),
    )


def downgrade():
    op.drop_table("meeting_person_report")
