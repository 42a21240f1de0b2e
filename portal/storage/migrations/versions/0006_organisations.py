"""Organisations, their members, invitations, papers and decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("legal_name", sa.Text(), nullable=False),
        sa.Column("tax_code", sa.Text(), nullable=False),
        sa.Column("licence_no", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.Column("contact_sealed", sa.Text(), nullable=False),
        sa.Column("phone_sealed", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("review", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('employer', 'firm')", name=op.f("ck_organisation_kind")),
        sa.CheckConstraint(
            "review IN ('open', 'waiting', 'returned', 'refused', 'done')", name=op.f("ck_organisation_review")
        ),
        sa.CheckConstraint("state IN ('unverified', 'verified', 'suspended')", name=op.f("ck_organisation_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("ref", name=op.f("uq_organisation_ref")),
    )
    op.create_index(op.f("ix_organisation_tax_code"), "organisation", ["tax_code"], unique=False)
    op.create_index("ix_organisation_review_submitted_at", "organisation", ["review", "submitted_at"], unique=False)
    op.create_index(
        "uq_organisation_tax_code_verified",
        "organisation",
        ["tax_code"],
        unique=True,
        sqlite_where=sa.text("state = 'verified'"),
        postgresql_where=sa.text("state = 'verified'"),
    )
    op.create_table(
        "organisation_membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("account_ref", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.CheckConstraint("role IN ('owner', 'member')", name=op.f("ck_organisation_membership_role")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_membership_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_membership")),
        sa.UniqueConstraint("ref", name=op.f("uq_organisation_membership_ref")),
    )
    op.create_index(
        op.f("ix_organisation_membership_organisation_id"),
        "organisation_membership",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        "uq_organisation_membership_current",
        "organisation_membership",
        ["account_ref"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "organisation_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("email_sealed", sa.Text(), nullable=False),
        sa.Column("email_index", sa.Text(), nullable=False),
        sa.Column("invited_by", sa.Text(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_invitation_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_invitation")),
        sa.UniqueConstraint("ref", name=op.f("uq_organisation_invitation_ref")),
    )
    op.create_index(
        op.f("ix_organisation_invitation_organisation_id"),
        "organisation_invitation",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_organisation_invitation_email_index"), "organisation_invitation", ["email_index"], unique=False
    )
    op.create_table(
        "organisation_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("stored_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("uploaded_by", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_by", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('registration', 'licence', 'authorisation', 'other')", name=op.f("ck_organisation_evidence_kind")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_evidence_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_evidence")),
        sa.UniqueConstraint("ref", name=op.f("uq_organisation_evidence_ref")),
        sa.UniqueConstraint("stored_name", name=op.f("uq_organisation_evidence_stored_name")),
    )
    op.create_index(
        op.f("ix_organisation_evidence_organisation_id"), "organisation_evidence", ["organisation_id"], unique=False
    )
    op.create_table(
        "organisation_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_decision_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_decision")),
    )
    op.create_index(
        op.f("ix_organisation_decision_organisation_id"), "organisation_decision", ["organisation_id"], unique=False
    )


def downgrade():
    op.drop_index(op.f("ix_organisation_decision_organisation_id"), table_name="organisation_decision")
    op.drop_table("organisation_decision")
    op.drop_index(op.f("ix_organisation_evidence_organisation_id"), table_name="organisation_evidence")
    op.drop_table("organisation_evidence")
    op.drop_index(op.f("ix_organisation_invitation_email_index"), table_name="organisation_invitation")
    op.drop_index(op.f("ix_organisation_invitation_organisation_id"), table_name="organisation_invitation")
    op.drop_table("organisation_invitation")
    op.drop_index(
        "uq_organisation_membership_current",
        table_name="organisation_membership",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(op.f("ix_organisation_membership_organisation_id"), table_name="organisation_membership")
    op.drop_table("organisation_membership")
    op.drop_index(
        "uq_organisation_tax_code_verified",
        table_name="organisation",
        sqlite_where=sa.text("state = 'verified'"),
        postgresql_where=sa.text("state = 'verified'"),
    )
    op.drop_index("ix_organisation_review_submitted_at", table_name="organisation")
    op.drop_index(op.f("ix_organisation_tax_code"), table_name="organisation")
    op.drop_table("organisation")
