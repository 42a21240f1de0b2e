"""How often each page of the content is asked for, by month."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "content_visit",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("path", "month", name=op.f("pk_content_visit")),
    )


def downgrade():
    op.drop_table("content_visit")
