"""Whether a call failed critically stands beside the call, where lists read it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Go to this revision."""
    op.add_column("calls", sa.Column("critical", sa.Boolean(), nullable=False, server_default=sa.false()))
    if op.get_context().dialect.name == "sqlite":
        failures, yes = "json_array_length(grades.body, '$.critical')", "1"
    else:
        failures, yes = "json_array_length(grades.body -> 'critical')", "true"
    failed = f"SELECT grades.id FROM grades WHERE {failures} > 0"
    op.execute(f"UPDATE calls SET critical = {yes} WHERE grade_id IN ({failed})")


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_column("calls", "critical")
