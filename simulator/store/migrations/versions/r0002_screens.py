"""What the screens keep: pauses, notes, hints and difficulty of a call, preferences, and scores by people."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def of_calls() -> list[sa.Column[Any]]:
    """What calls gain."""
    return [
        sa.Column("difficulty", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("notes", sa.Text(), nullable=False, server_default=""),
        sa.Column("paused_at", sa.DateTime(timezone=True)),
        sa.Column("paused_seconds", sa.Double(), nullable=False, server_default="0"),
        sa.Column("hints", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("grade_id", sa.Integer()),
        sa.Column("settled_overall", sa.Double()),
        sa.Column("settled_passed", sa.Boolean()),
        sa.Column("overridden", sa.Boolean(), nullable=False, server_default=sa.false()),
    ]


def upgrade() -> None:
    """Go to this revision."""
    for column in of_calls():
        op.add_column("calls", column)
    op.create_index("ix_calls_private_started_at", "calls", ["private", "started_at"])
    op.add_column("people", sa.Column("preferences", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "overrides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("grade_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("was", sa.Double()),
        sa.Column("score", sa.Double()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_overrides"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_overrides_call_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["grade_id"], ["grades.id"], name="fk_overrides_grade_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name="fk_overrides_author"),
    )
    op.create_index("ix_overrides_call_id", "overrides", ["call_id"])
    op.create_index("ix_overrides_grade_id", "overrides", ["grade_id"])
    name_latest_grades()


def name_latest_grades() -> None:
    """Write the result of each call's latest grade beside the call, where lists read it."""
    latest = "SELECT max(grades.id) FROM grades WHERE grades.call_id = calls.id"
    op.execute(f"UPDATE calls SET grade_id = ({latest})")
    for column, source in (("settled_overall", "overall"), ("settled_passed", "passed")):
        op.execute(f"UPDATE calls SET {column} = (SELECT grades.{source} FROM grades WHERE grades.id = calls.grade_id)")


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_table("overrides")
    op.drop_column("people", "preferences")
    op.drop_index("ix_calls_private_started_at", "calls")
    for column in of_calls():
        op.drop_column("calls", column.name)
