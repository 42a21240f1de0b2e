"""Orders carry their fee sheet, how it was judged, where they come from, and whether their approval was confirmed."""

import sqlalchemy as sa
from alembic import op

from portal.shared.text import slug, words

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _new():
    return (
        sa.Column("slug", sa.Text(), nullable=False, server_default=""),
        sa.Column("fold", sa.Text(), nullable=False, server_default=""),
        sa.Column("published", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("price_verdict", sa.Text(), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("entered_by", sa.Text(), nullable=True),
        sa.Column("source_file", sa.Text(), nullable=True),
        sa.Column("source_digest", sa.Text(), nullable=True),
        sa.Column("imported_on", sa.Date(), nullable=True),
    )


_DEFAULTED = ("slug", "fold", "published", "confirmed")


def upgrade():
    with op.batch_alter_table("recruitment_order") as batch:
        for column in _new():
            batch.add_column(column)
    _name_rows()
    with op.batch_alter_table("recruitment_order") as batch:
        for name in _DEFAULTED:
            batch.alter_column(name, server_default=None)
        batch.create_unique_constraint(op.f("uq_recruitment_order_slug"), ["slug"])
    op.create_table(
        "recruitment_order_fee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("rule_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["recruitment_order.id"], name=op.f("fk_recruitment_order_fee_order_id_recruitment_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recruitment_order_fee")),
        sa.UniqueConstraint("order_id", "position", name=op.f("uq_recruitment_order_fee_order_id_position")),
    )
    _corrections()


def _corrections():
    op.create_table(
        "firm_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'accepted', 'refused')", name=op.f("ck_firm_correction_state")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_firm_correction_firm_id_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_firm_correction")),
        sa.UniqueConstraint("ref", name=op.f("uq_firm_correction_ref")),
    )
    op.create_index(op.f("ix_firm_correction_firm_id"), "firm_correction", ["firm_id"], unique=False)
    op.create_index(op.f("ix_firm_correction_organisation"), "firm_correction", ["organisation"], unique=False)


def _name_rows():
    """The address and the searched words of each stored order; where two addresses fall together, the later gets its number."""
    orders = sa.table(
        "recruitment_order",
        *(sa.column(name) for name in ("id", "ref", "occupation", "employer", "slug", "fold")),
    )
    connection = op.get_bind()
    taken = set()
    for id, ref, occupation, employer in connection.execute(
        sa.select(orders.c.id, orders.c.ref, orders.c.occupation, orders.c.employer).order_by(orders.c.id)
    ).all():
        name = slug(ref) or f"order-{id}"
        name = f"{name}-{id}" if name in taken else name
        taken.add(name)
        fold = f" {' '.join(words(f'{ref} {occupation} {employer or str()}'))} "
        connection.execute(sa.update(orders).where(orders.c.id == id).values(slug=name, fold=fold))


def downgrade():
    op.drop_index(op.f("ix_firm_correction_organisation"), table_name="firm_correction")
    op.drop_index(op.f("ix_firm_correction_firm_id"), table_name="firm_correction")
    op.drop_table("firm_correction")
    op.drop_table("recruitment_order_fee")
    with op.batch_alter_table("recruitment_order") as batch:
        batch.drop_constraint(op.f("uq_recruitment_order_slug"), type_="unique")
        for column in _new():
            batch.drop_column(column.name)
