"""The corrections that hold, each with its switch, and the way to let the evaluator's own scores stand again."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from simulator.access import Role, called
from simulator.evaluator.calibration import Calibration
from simulator.rubric import Rubric
from simulator.store import CalibrationRecord
from simulator.web.wording import day_and_time, plain


@dataclass(frozen=True, slots=True)
class Switch:
    """A correction to be switched."""

    criterion: str
    on: bool


@dataclass(frozen=True, slots=True)
class Revoke:
    """Every correction of an evaluator is to be taken back."""

    reason: str


def show(held: Calibration, rubric: Rubric) -> Switch | Revoke | None:
    """Draw a switch for each correction that helps; what is wanted."""
    names = {one.id: one.name for one in rubric.criteria}
    wanted: Switch | Revoke | None = None
    helpful = {name: entry for name, entry in held.criteria.items() if entry.correction is not None}
    if helpful:
        st.markdown("**Corrections that help,** on or off:")
    with st.container(gap="xxsmall"):
        for criterion, entry in helpful.items():
            now = entry.on and not held.revoked
            does = entry.correction.described() if entry.correction is not None else ""
            label = f"{plain(names.get(criterion, criterion))}: {plain(does)}"
            on = st.toggle(label, now, key=f"correct-{held.name}-{criterion}")
            if on != now:
                wanted = Switch(criterion, on)
    if held.revoked:
        st.caption("Taken back: the evaluator's own scores stand, and every criterion counts.")
        return wanted
    with st.popover("Take all of it back", icon=":material/undo:", key=f"revoke-{held.name}"):
        st.markdown("The evaluator's own scores stand again, and every criterion counts. This version stays on record.")
        reason = st.text_input("Why", key=f"why-revoke-{held.name}", max_chars=300)
        if st.button("Take it back", key=f"send-revoke-{held.name}", type="primary"):
            wanted = Revoke(reason)
    return wanted


def history(records: Sequence[CalibrationRecord]) -> None:
    """Draw every version, the latest first, each as a file."""
    for one in records:
        who, whose = called(one.author, one.author, role=Role.LEAD), one.model or one.evaluator
        reason = f": “{plain(one.reason)}”" if one.reason else ""
        when = plain(day_and_time(one.created))
        st.markdown(f"**Version {one.version}** of {plain(whose)}, by {plain(who)} on {when}{reason}")
