"""Uploaded papers are sealed: the seal proves them, and no digest of a known paper is left to compare with."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009" if list(Path(__file__).parent.glob("0009_*.py")) else "0008"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("organisation_evidence") as batch:
        batch.drop_column("sha256")


def downgrade():
    with op.batch_alter_table("organisation_evidence") as batch:
        batch.add_column(sa.Column("sha256", sa.Text(), nullable=False, server_default=""))
