"""Addresses that watch a firm or an order, and what workers ask firms."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0014"
branch_labels = None
depends_on = None

_WAITING = sa.text("state = 'open' AND answered_at IS NULL")


def upgrade():
    op.create_table(
        "firm_watch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("email_sealed", sa.Text(), nullable=False),
        sa.Column("email_index", sa.Text(), nullable=False),
        sa.Column("token_sealed", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('firm', 'order')", name=op.f("ck_firm_watch_kind")),
        sa.CheckConstraint("locale IN ('vi', 'en')", name=op.f("ck_firm_watch_locale")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_firm_watch")),
        sa.UniqueConstraint("ref", name=op.f("uq_firm_watch_ref")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_firm_watch_token_hash")),
        sa.UniqueConstraint("kind", "target", "email_index", name=op.f("uq_firm_watch_kind_target_email_index")),
    )
    op.create_index("ix_firm_watch_confirmed_at_created_at", "firm_watch", ["confirmed_at", "created_at"], unique=False)
    _enquiries()


def _enquiries():
    op.create_table(
        "firm_enquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("order_ref", sa.Text(), nullable=True),
        sa.Column("asked_sealed", sa.Text(), nullable=False),
        sa.Column("name_sealed", sa.Text(), nullable=True),
        sa.Column("phone_sealed", sa.Text(), nullable=True),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_for", sa.Text(), nullable=True),
        sa.Column("answer_sealed", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reported_by", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'withdrawn', 'closed')", name=op.f("ck_firm_enquiry_state")),
        sa.CheckConstraint("locale IN ('vi', 'en')", name=op.f("ck_firm_enquiry_locale")),
        sa.CheckConstraint("reported_by IN ('worker', 'firm')", name=op.f("ck_firm_enquiry_reported_by")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_firm_enquiry_firm_id_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_firm_enquiry")),
        sa.UniqueConstraint("ref", name=op.f("uq_firm_enquiry_ref")),
    )
    for column in ("firm_id", "organisation", "worker", "sent_at"):
        op.create_index(op.f(f"ix_firm_enquiry_{column}"), "firm_enquiry", [column], unique=False)
    op.create_index(
        "uq_firm_enquiry_waiting",
        "firm_enquiry",
        ["worker", "organisation"],
        unique=True,
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )


def downgrade():
    op.drop_table("firm_enquiry")
    op.drop_table("firm_watch")
