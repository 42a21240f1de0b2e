"""A new e-mail address waits for its link, sheets of codes are numbered, a suspension says why, messages go by phone too."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_PURPOSE = "ck_one_use_link_purpose"


def upgrade():
    op.add_column("account", sa.Column("codes_version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("account", sa.Column("pending_email_sealed", sa.Text(), nullable=True))
    op.add_column("account", sa.Column("suspended_for", sa.Text(), nullable=True))
    op.add_column("mail_outbox", sa.Column("channel", sa.Text(), nullable=False, server_default="mail"))
    with op.batch_alter_table("one_use_link") as batch:
        batch.drop_constraint(op.f(_PURPOSE), type_="check")
        batch.create_check_constraint(op.f(_PURPOSE), "purpose IN ('confirm', 'reset', 'invitation', 'email_change')")
    op.create_table(
        "phone_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_phone_code_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_code")),
    )
    op.create_index(op.f("ix_phone_code_account_id"), "phone_code", ["account_id"], unique=False)
    op.create_index(op.f("ix_phone_code_expires_at"), "phone_code", ["expires_at"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_phone_code_expires_at"), table_name="phone_code")
    op.drop_index(op.f("ix_phone_code_account_id"), table_name="phone_code")
    op.drop_table("phone_code")
    op.execute("DELETE FROM one_use_link WHERE purpose = 'email_change'")
    with op.batch_alter_table("one_use_link") as batch:
        batch.drop_constraint(op.f(_PURPOSE), type_="check")
        batch.create_check_constraint(op.f(_PURPOSE), "purpose IN ('confirm', 'reset', 'invitation')")
    op.execute("DELETE FROM mail_outbox WHERE channel <> 'mail'")
    op.drop_column("mail_outbox", "channel")
    op.drop_column("account", "suspended_for")
    op.drop_column("account", "pending_email_sealed")
    op.drop_column("account", "codes_version")
