"""Why a meeting was reported, and when each side last read it.

No batch: SQLite would make the table anew, and what hangs on a meeting would go with the old one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TEXTS, MOMENTS = ("reported_for", "report_sealed"), ("person_read_at", "employer_read_at")


def upgrade():
    for name in TEXTS:
        op.add_column("meeting", sa.Column(name, sa.Text(), nullable=True))
    for name in MOMENTS:
        op.add_column("meeting", sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade():
    for name in (*MOMENTS, *TEXTS):
        op.execute(f"ALTER TABLE meeting DROP COLUMN {name}")
