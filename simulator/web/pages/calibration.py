"""Calibration: what people's blind scores say about the evaluator's, and which of them are corrected."""

import streamlit as st

from simulator.web import measuring, routes, services, state, trusting
from simulator.web.components import calibration_files, calibration_switches, calibration_table, page_head, scorer

viewer, calibrating, scoring = services.viewer(), trusting.calibrating(), trusting.scoring()
page_head.show(
    routes.CALIBRATION,
    lead="People's blind scores beside the evaluator's. A correction is offered only where it raises the agreement on "
    "calls that it was not fitted to, and the evaluator's own score stays beside the corrected one.",
)
ids = scoring.rubrics_to_score(viewer)
if not ids:
    calibration_files.nothing_scored()
    st.stop()
rubric = services.library().rubric(scorer.rubric_of(trusting.named(ids)))
so_far = scoring.progress(viewer, rubric.id)
if not so_far.scored:
    calibration_files.nothing_scored()
    st.stop()
st.markdown(f"Scored blind so far: **{so_far.scored}** calls, **{so_far.double}** of them by two people or more.")
if st.button("Measure on what was scored so far", key="measure", icon=":material/straighten:"):
    measuring.measure(viewer, rubric)

for number, found in enumerate(measuring.measured(rubric)):
    st.header(f"Measured now: {calibration_table.whose(found)}", anchor=False)
    calibration_table.show(found, rubric)
    st.caption("Nothing of this is in force yet.")
    if st.button("Let this hold from now on", key=f"keep-{number}", type="primary", icon=":material/check:"):
        measuring.keep(viewer, found, rubric)
held = calibrating.holding(viewer, rubric.id)
for one in held:
    st.header(f"In force: {calibration_table.whose(one)}, version {one.version}", anchor=False)
    calibration_table.show(one, rubric)
    wanted = calibration_switches.show(one, rubric)
    if wanted is not None:
        measuring.change(viewer, one, wanted)
if held:
    st.header("Every version", anchor=False)
    calibration_switches.history(calibrating.history(viewer, rubric.id))
st.header("To take away", anchor=False)
calibration_files.show(held, trusting.labelled(viewer, rubric.id), rubric.id)
if (done := state.take_done()) is not None:
    st.toast(done, icon=":material/check:")
