"""What a moderator found when a report or an alert was looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

TABLES = ("meeting", "meeting_person_report", "meeting_alert")


def upgrade():
    for table in TABLES:
        op.add_column(table, sa.Column("settled_as", sa.Text(), nullable=True))


def downgrade():
    for table in TABLES:
        op.drop_column(table, "settled_as")
