"""The register: firms, names, licence states, branches, people, markets, orders."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "firm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("licence_no", sa.Text(), nullable=False),
        sa.Column("number_part", sa.Text(), nullable=False),
        sa.Column("licence_issued_on", sa.Date(), nullable=True),
        sa.Column("tax_code", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("province_key", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("legal_representative", sa.Text(), nullable=True),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("fold", sa.Text(), nullable=False),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.Column("unlisted_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_firm")),
        sa.UniqueConstraint("licence_no", name=op.f("uq_firm_licence_no")),
        sa.UniqueConstraint("ref", name=op.f("uq_firm_ref")),
    )
    op.create_index(op.f("ix_firm_number_part"), "firm", ["number_part"], unique=False)
    op.create_index(op.f("ix_firm_province_key"), "firm", ["province_key"], unique=False)
    op.create_index(op.f("ix_firm_sort_key"), "firm", ["sort_key"], unique=False)
    op.create_index(op.f("ix_firm_tax_code"), "firm", ["tax_code"], unique=False)
    op.create_table(
        "firm_branch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_firm_branch_firm_id_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_firm_branch")),
        sa.UniqueConstraint("firm_id", "position", name=op.f("uq_firm_branch_firm_id_position")),
    )
    op.create_table(
        "firm_market",
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("market", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_firm_market_firm_id_firm")),
        sa.PrimaryKeyConstraint("firm_id", "market", name=op.f("pk_firm_market")),
    )
    op.create_index(op.f("ix_firm_market_market"), "firm_market", ["market"], unique=False)
    op.create_table(
        "firm_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('vi', 'en', 'short', 'former')", name=op.f("ck_firm_name_kind")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_firm_name_firm_id_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_firm_name")),
        sa.UniqueConstraint("firm_id", "position", name=op.f("uq_firm_name_firm_id_position")),
    )
    op.create_table(
        "firm_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_firm_person_firm_id_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_firm_person")),
        sa.UniqueConstraint("firm_id", "position", name=op.f("uq_firm_person_firm_id_position")),
    )
    op.create_table(
        "licence_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("runs_to", sa.Date(), nullable=True),
        sa.Column("decision_no", sa.Text(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state IN ('valid', 'suspended', 'revoked', 'expired', 'handed_back')", name=op.f("ck_licence_state_state")
        ),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_licence_state_firm_id_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence_state")),
    )
    op.create_index("ix_licence_state_firm_id", "licence_state", ["firm_id"], unique=False)
    op.create_index(
        "uq_licence_state_current",
        "licence_state",
        ["firm_id"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_table(
        "recruitment_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("ref_key", sa.Text(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("market", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=True),
        sa.Column("occupation", sa.Text(), nullable=False),
        sa.Column("employer", sa.Text(), nullable=True),
        sa.Column("positions", sa.Integer(), nullable=True),
        sa.Column("wage_amount", sa.Text(), nullable=True),
        sa.Column("wage_currency", sa.Text(), nullable=True),
        sa.Column("contract_months", sa.Integer(), nullable=True),
        sa.Column("approval_no", sa.Text(), nullable=True),
        sa.Column("approval_key", sa.Text(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_recruitment_order_firm_id_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recruitment_order")),
        sa.UniqueConstraint("ref_key", name=op.f("uq_recruitment_order_ref_key")),
    )
    op.create_index(op.f("ix_recruitment_order_approval_key"), "recruitment_order", ["approval_key"], unique=False)
    op.create_index(op.f("ix_recruitment_order_firm_id"), "recruitment_order", ["firm_id"], unique=False)
    op.create_index(op.f("ix_recruitment_order_market"), "recruitment_order", ["market"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_recruitment_order_market"), table_name="recruitment_order")
    op.drop_index(op.f("ix_recruitment_order_firm_id"), table_name="recruitment_order")
    op.drop_index(op.f("ix_recruitment_order_approval_key"), table_name="recruitment_order")
    op.drop_table("recruitment_order")
    op.drop_index(
        "uq_licence_state_current",
        table_name="licence_state",
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.drop_index("ix_licence_state_firm_id", table_name="licence_state")
    op.drop_table("licence_state")
    op.drop_table("firm_person")
    op.drop_table("firm_name")
    op.drop_index(op.f("ix_firm_market_market"), table_name="firm_market")
    op.drop_table("firm_market")
    op.drop_table("firm_branch")
    op.drop_index(op.f("ix_firm_tax_code"), table_name="firm")
    op.drop_index(op.f("ix_firm_sort_key"), table_name="firm")
    op.drop_index(op.f("ix_firm_province_key"), table_name="firm")
    op.drop_index(op.f("ix_firm_number_part"), table_name="firm")
    op.drop_table("firm")
