"""The log only grows: the database itself refuses to change, take away or slip in rows; rows are found by their object."""

from alembic import op

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE TRIGGER audit_row_no_update BEFORE UPDATE ON audit_row BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    "CREATE TRIGGER audit_row_no_delete BEFORE DELETE ON audit_row BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    # INSERT OR REPLACE takes a row away without asking the trigger above; and nothing is slipped in between rows.
    "CREATE TRIGGER audit_row_at_the_end BEFORE INSERT ON audit_row"
    " WHEN NEW.seq <= (SELECT coalesce(max(seq), 0) FROM audit_row)"
    " BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION audit_row_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE FUNCTION audit_row_at_the_end() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN IF NEW.seq <= (SELECT coalesce(max(seq), 0) FROM audit_row)"
    " THEN RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER audit_row_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_row"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_row_refuse()",
    "CREATE TRIGGER audit_row_at_the_end BEFORE INSERT ON audit_row"
    " FOR EACH ROW EXECUTE FUNCTION audit_row_at_the_end()",
)


def upgrade():
    op.create_index(op.f("ix_audit_row_object_ref_seq"), "audit_row", ["object_ref", "seq"], unique=False)
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_row_at_the_end ON audit_row")
        op.execute("DROP TRIGGER audit_row_unchanged ON audit_row")
        op.execute("DROP FUNCTION audit_row_at_the_end()")
        op.execute("DROP FUNCTION audit_row_refuse()")
    else:
        op.execute("DROP TRIGGER audit_row_at_the_end")
        op.execute("DROP TRIGGER audit_row_no_delete")
        op.execute("DROP TRIGGER audit_row_no_update")
    op.drop_index(op.f("ix_audit_row_object_ref_seq"), table_name="audit_row")
