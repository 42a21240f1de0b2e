"""Phrases that the search box suggests."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade():
    plain = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "search_suggestion",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("thing", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        *(sa.Column(name, plain, nullable=False) for name in ("folded", "key", "first1", "first2", "first3")),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_suggestion")),
    )
    op.create_index(op.f("ix_search_suggestion_kind_thing"), "search_suggestion", ["kind", "thing"])
    op.create_index(op.f("ix_search_suggestion_key"), "search_suggestion", ["key"])
    for first in ("first1", "first2", "first3"):
        op.create_index(op.f(f"ix_search_suggestion_{first}_rank"), "search_suggestion", [first, "rank"])


def downgrade():
    op.drop_table("search_suggestion")
