"""Times in which the register did not name a firm."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "firm_absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_firm_absence_firm_id_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_firm_absence")),
    )
    for column in ("firm_id", "from_on"):
        op.create_index(op.f(f"ix_firm_absence_{column}"), "firm_absence", [column])


def downgrade():
    op.drop_table("firm_absence")
