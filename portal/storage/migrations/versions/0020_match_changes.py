"""What changed among profiles and vacancies, for the stores that rank."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "match_change",
        sa.Column("seq", NUMBER, autoincrement=True, nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side in ('profile', 'vacancy')", name=op.f("ck_match_change_side")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_match_change")),
        sqlite_autoincrement=True,
    )


def downgrade():
    op.drop_table("match_change")
