"""Edits of the content: revisions, remarks and the number of the edition."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "content_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("ref", "kind", "item", "state", "data", "base")),
        sa.Column("before", sa.Text(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("pairs", "why")),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        *(sa.Column(name, MOMENT, nullable=False) for name in ("created_at", "changed_at")),
        sa.Column("submitted_at", MOMENT, nullable=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("decided_by", "decided_role")),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        *(sa.Column(name, MOMENT, nullable=True) for name in ("publish_at", "expire_at")),
        sa.Column("shipped", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'review', 'changes', 'approved', 'discarded')", name=op.f("ck_content_revision_state")
        ),
        sa.CheckConstraint("state <> 'approved' OR number IS NOT NULL", name=op.f("ck_content_revision_number")),
        sa.CheckConstraint("state <> 'approved' OR decided_by <> author", name=op.f("ck_content_revision_four_eyes")),
        sa.CheckConstraint("expire_at IS NULL OR expire_at >= publish_at", name=op.f("ck_content_revision_expire_at")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_revision")),
        sa.UniqueConstraint("ref", name=op.f("uq_content_revision_ref")),
        sa.UniqueConstraint("number", name=op.f("uq_content_revision_number")),
    )
    op.create_index("ix_content_revision_item", "content_revision", ["kind", "item"])
    op.create_index(op.f("ix_content_revision_author"), "content_revision", ["author"])
    still = sa.text("state IN ('draft', 'review', 'changes')")
    op.create_index(
        "uq_content_revision_open", "content_revision", ["kind", "item", "author"], unique=True,
        sqlite_where=still, postgresql_where=still,
    )  # fmt: skip
    op.create_table(
        "content_remark",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "revision_id")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("path", "said", "by")),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["content_revision.id"], ondelete="CASCADE",
            name=op.f("fk_content_remark_revision_id_content_revision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_remark")),
    )  # fmt: skip
    op.create_index(op.f("ix_content_remark_revision_id"), "content_remark", ["revision_id"])
    op.create_table(
        "content_edition",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "number")),
        sa.CheckConstraint("id = 1", name=op.f("ck_content_edition_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_edition")),
    )


def downgrade():
    op.drop_table("content_edition")
    op.drop_table("content_remark")
    op.drop_table("content_revision")
