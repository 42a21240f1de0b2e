"""Imports of orders are kept like those of the register, and orders know which one told them and that it was taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

OLD, NEW = "register_import", "file_import"
PARTS = ("new", "changed", "restated", "gone", "returned")
KEPT = "id, file, digest, rows, as_of, imported_at, version, approved, diff, before, undoes, undone_on"


def upgrade():
    _table(
        NEW,
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.CheckConstraint("kind IN ('register', 'orders')", name=op.f("ck_file_import_kind")),
        version_may_lack=True,
    )
    op.create_index(op.f("ix_file_import_kind"), NEW, ["kind"])
    op.execute(
        f"INSERT INTO {NEW} (kind, actor, counts, {KEPT}) SELECT 'register', 'system', '{{}}', {KEPT} FROM {OLD} ORDER BY id"  # noqa: S608
    )
    _count()
    _go_on(NEW)
    op.drop_table(OLD)
    op.add_column("recruitment_order", sa.Column("import_id", sa.Integer(), nullable=True))
    op.add_column("recruitment_order", sa.Column("taken_back_on", sa.Date(), nullable=True))


def downgrade():
    op.drop_column("recruitment_order", "taken_back_on")
    op.drop_column("recruitment_order", "import_id")
    _table(OLD)
    op.execute(f"INSERT INTO {OLD} ({KEPT}) SELECT {KEPT} FROM {NEW} WHERE kind = 'register' ORDER BY id")  # noqa: S608
    _go_on(OLD)
    op.drop_index(op.f("ix_file_import_kind"), NEW)
    op.drop_table(NEW)


def _table(name, *more, version_may_lack=False):
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Text(), nullable=version_may_lack),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("diff", sa.JSON(), nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("undone_on", sa.Date(), nullable=True),
        *more,
        sa.ForeignKeyConstraint(["undoes"], [f"{name}.id"], name=op.f(f"fk_{name}_undoes_{name}")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("version", name=op.f(f"uq_{name}_version")),
    )


def _count():
    """How many things each part of a kept diff tells."""
    bind = op.get_bind()
    kept = sa.table(NEW, sa.column("id", sa.Integer), sa.column("diff", sa.JSON), sa.column("counts", sa.JSON))
    for row in bind.execute(sa.select(kept.c.id, kept.c.diff)).all():
        diff = row.diff if isinstance(row.diff, dict) else {}
        counts = {part: len(diff.get(part, ())) for part in PARTS}
        bind.execute(kept.update().where(kept.c.id == row.id).values(counts=counts))


def _go_on(name):
    """New numbers begin after those that were copied."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name})) FROM {name} LIMIT 1"  # noqa: S608
        )
