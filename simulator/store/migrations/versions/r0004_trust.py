"""What trust in scores rests on: scores given blind, who has seen a grade, corrections, obstacles and flags."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Go to this revision."""
    make_scorings()
    make_calibrations()
    make_obstacles()
    op.add_column("calls", sa.Column("flagged", sa.Boolean(), nullable=False, server_default=sa.false()))


def make_scorings() -> None:
    """Scores given blind, those that are not sent yet, and who has seen a grade."""
    op.create_table(
        "scorings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("rubric", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("scorer", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("score", sa.Double()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_scorings"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_scorings_call_id", ondelete="CASCADE"),
    )
    op.create_index("ix_scorings_call_id", "scorings", ["call_id"])
    op.create_table(
        "scoring_drafts",
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("scorer", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("score", sa.Double()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("call_id", "scorer", "criterion", name="pk_scoring_drafts"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_scoring_drafts_call_id", ondelete="CASCADE"),
    )
    op.create_table(
        "sightings",
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("call_id", "person", name="pk_sightings"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_sightings_call_id", ondelete="CASCADE"),
    )


def make_calibrations() -> None:
    """Corrections, a row for each version."""
    op.create_table(
        "calibrations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rubric_id", sa.Text(), nullable=False),
        sa.Column("evaluator", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_calibrations"),
        sa.UniqueConstraint(
            "rubric_id", "evaluator", "model", "version", name="uq_calibrations_rubric_id_evaluator_model_version"
        ),
    )


def make_obstacles() -> None:
    """What stopped the agent, as they say."""
    op.create_table(
        "obstacles",
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("call_id", "criterion", name="pk_obstacles"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_obstacles_call_id", ondelete="CASCADE"),
    )


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_column("calls", "flagged")
    for table in ("obstacles", "calibrations", "sightings", "scoring_drafts", "scorings"):
        op.drop_table(table)
