"""What authorities decided about a firm is kept beside its licence, and an order remembers when its price took it off the lists."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "firm_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("decision_no", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("runs_to", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("source_address", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mistake", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('sanction', 'praise', 'branch_allowed', 'branch_barred')", name=op.f("ck_firm_record_kind")
        ),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_firm_record_firm_id_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_firm_record")),
        sa.UniqueConstraint("ref", name=op.f("uq_firm_record_ref")),
    )
    op.create_index(op.f("ix_firm_record_firm_id"), "firm_record", ["firm_id"], unique=False)
    op.add_column("recruitment_order", sa.Column("withheld_on", sa.Date(), nullable=True))


def downgrade():
    op.drop_column("recruitment_order", "withheld_on")
    op.drop_index(op.f("ix_firm_record_firm_id"), table_name="firm_record")
    op.drop_table("firm_record")
