"""Each import of the register is kept with what it changed and what stood before, so that it can be taken back as one change."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "register_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("diff", sa.JSON(), nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("undone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["undoes"], ["register_import.id"], name=op.f("fk_register_import_undoes_register_import")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_import")),
        sa.UniqueConstraint("version", name=op.f("uq_register_import_version")),
    )
    op.add_column("firm", sa.Column("import_id", sa.Integer(), nullable=True))
    op.add_column("licence_state", sa.Column("import_id", sa.Integer(), nullable=True))
    op.add_column("licence_state", sa.Column("withdrawn_on", sa.Date(), nullable=True))


def downgrade():
    op.drop_column("licence_state", "withdrawn_on")
    op.drop_column("licence_state", "import_id")
    op.drop_column("firm", "import_id")
    op.drop_table("register_import")
