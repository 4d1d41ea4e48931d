"""Calibration between the domain and the screen: what was measured and not kept yet, and what is done with it."""

from typing import NoReturn

import streamlit as st

from simulator.access import Viewer
from simulator.errors import ScoreRefusedError
from simulator.evaluator.calibration import Calibration
from simulator.rubric import Rubric
from simulator.web import state, trusting
from simulator.web.components.calibration_switches import Revoke, Switch
from simulator.web.wording import plain


def measure(viewer: Viewer, rubric: Rubric) -> None:
    """Measure each evaluator on what was scored so far, and keep the result in this tab."""
    with st.spinner("Comparing scores…"):
        found = trusting.calibrating().measure(viewer, rubric)
    state.keep_measured(rubric.id, [one.to_json() for one in found])


def measured(rubric: Rubric) -> list[Calibration]:
    """What was measured in this tab and does not hold yet."""
    return [Calibration.model_validate_json(text) for text in state.measured(rubric.id)]


def keep(viewer: Viewer, found: Calibration, rubric: Rubric) -> NoReturn:
    """Let this hold from now on."""
    trusting.calibrating().keep(viewer, found)
    left = [one.to_json() for one in measured(rubric) if one != found]
    state.keep_measured(rubric.id, left)
    state.keep_done("It holds from now on. Stored grades are corrected too.")
    st.rerun()


def change(viewer: Viewer, held: Calibration, wanted: Switch | Revoke) -> None:
    """Switch a correction, or take all of them back; what is refused is said."""
    try:
        if isinstance(wanted, Switch):
            trusting.calibrating().switch(viewer, held, wanted.criterion, on=wanted.on)
        else:
            trusting.calibrating().revoke(viewer, held, reason=wanted.reason)
    except ScoreRefusedError as refusal:
        st.warning(plain(str(refusal)), icon=":material/info:")
    else:
        state.keep_done("Saved as a new version.")
        st.rerun()
