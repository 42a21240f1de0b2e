"""What takes a pair out of the ranking: no consent, an inactive profile, a hidden employer, a strict certificate."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("profile") as batch:
        batch.add_column(sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch.add_column(sa.Column("consented", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("hidden_employers", sa.JSON(), nullable=False, server_default="[]"))
    op.execute(sa.text("UPDATE profile SET consented = illustrative"))  # invented people are asked for nothing
    with op.batch_alter_table("vacancy") as batch:
        batch.add_column(sa.Column("certificates_required", sa.JSON(), nullable=False, server_default="[]"))
    for table, names in (
        ("profile", ("active", "consented", "hidden_employers")),
        ("vacancy", ("certificates_required",)),
    ):
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.alter_column(name, server_default=None)


def downgrade():
    with op.batch_alter_table("vacancy") as batch:
        batch.drop_column("certificates_required")
    with op.batch_alter_table("profile") as batch:
        for name in ("hidden_employers", "consented", "active"):
            batch.drop_column(name)
