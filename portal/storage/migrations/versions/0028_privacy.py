"""Requests about one's data, who left and is not yet gone from every file, letters about absence, incidents."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def text(name, nullable=False):
    return sa.Column(name, sa.Text(), nullable=nullable)


def moment(name, nullable=False):
    return sa.Column(name, MOMENT, nullable=nullable)


def upgrade():
    op.create_table(
        "data_request",
        sa.Column("id", sa.Integer(), nullable=False),
        *(text(name) for name in ("ref", "account", "kind", "state")),
        *(text(name, True) for name in ("asked_sealed", "answer_sealed")),
        moment("received_at"),
        moment("answered_at", True),
        moment("extended_at", True),
        text("extended_for", True),
        moment("ended_at", True),
        *(text(name, True) for name in ("refused_for", "handled_by")),
        sa.CheckConstraint(
            "kind IN ('access', 'rectify', 'provide', 'withdraw', 'restrict', 'object', 'delete')",
            name=op.f("ck_data_request_kind"),
        ),
        sa.CheckConstraint("state IN ('received', 'answered', 'done', 'refused')", name=op.f("ck_data_request_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
        sa.UniqueConstraint("ref", name=op.f("uq_data_request_ref")),
    )
    op.create_index(op.f("ix_data_request_account_received_at"), "data_request", ["account", "received_at"])
    op.create_index(op.f("ix_data_request_state_received_at"), "data_request", ["state", "received_at"])
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        *(text(name) for name in ("account", "cause")),
        moment("hidden_at"),
        sa.Column("change", sa.BigInteger(), nullable=True),
        moment("done_at", True),
        sa.CheckConstraint("cause IN ('asked', 'unused')", name=op.f("ck_erasure_cause")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("account", name=op.f("uq_erasure_account")),
    )
    op.create_index(op.f("ix_erasure_done_at_hidden_at"), "erasure", ["done_at", "hidden_at"])
    op.create_table(
        "absence_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        *(text(name) for name in ("account", "step")),
        *(moment(name) for name in ("seen_at", "sent_at")),
        sa.CheckConstraint("step IN ('first', 'second')", name=op.f("ck_absence_letter_step")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_letter")),
        sa.UniqueConstraint("account", "step", "seen_at", name=op.f("uq_absence_letter_account_step_seen_at")),
    )
    _breaches()


def _breaches():
    op.create_table(
        "breach",
        sa.Column("id", sa.Integer(), nullable=False),
        text("ref"),
        moment("detected_at"),
        text("opened_by"),
        moment("opened_at"),
        *(text(name) for name in ("what_sealed", "data_sealed", "measures_sealed")),
        *(moment(name, True) for name in ("told_at", "people_told_at", "closed_at")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach")),
        sa.UniqueConstraint("ref", name=op.f("uq_breach_ref")),
    )
    op.create_table(
        "breach_list",
        sa.Column("id", sa.Integer(), nullable=False),
        text("ref"),
        sa.Column("breach_id", sa.Integer(), nullable=False),
        *(text(name) for name in ("scope", "scope_ref")),
        *(moment(name) for name in ("since", "until")),
        text("asked_by"),
        moment("asked_at"),
        text("approved_by", True),
        *(moment(name, True) for name in ("approved_at", "taken_at")),
        sa.CheckConstraint("scope IN ('everyone', 'organisation', 'staff')", name=op.f("ck_breach_list_scope")),
        sa.ForeignKeyConstraint(["breach_id"], ["breach.id"], name=op.f("fk_breach_list_breach_id_breach")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_list")),
        sa.UniqueConstraint("ref", name=op.f("uq_breach_list_ref")),
    )
    op.create_index(op.f("ix_breach_list_breach_id"), "breach_list", ["breach_id"])


def downgrade():
    for name in ("breach_list", "breach", "absence_letter", "erasure", "data_request"):
        op.drop_table(name)
