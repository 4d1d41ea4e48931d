"""My progress: skills shown, and each criterion with the calls behind it."""

import streamlit as st

from simulator.web import services
from simulator.web.components import milestone_list, nothing_here, page_head, progress_cards, progress_chart

page_head.show("My progress")
viewer, look_back = services.viewer(), services.lookback()
series = look_back.progress(viewer).series
if not series:
    nothing_here.show(
        "There is nothing to see yet",
        "Take a call and read its feedback: its scores are the first points here. "
        "A trend is named from three calls with one caller, or six in all.",
    )
    st.stop()

callers = {persona.id: persona.name for persona in services.library().personas()}
skills_here = st.container()
st.header("Criterion by criterion", anchor=False)
rubrics = {one.rubric_id: one.rubric_name for one in series}
rubric = next(iter(rubrics))
if len(rubrics) > 1:
    rubric = st.segmented_control(
        "Rubric", list(rubrics), default=rubric, required=True, format_func=rubrics.__getitem__, key="progress-rubric"
    )
shown = [one for one in series if one.rubric_id == rubric]
st.markdown(
    f"Your latest score in each, on a scale from {shown[0].lowest} to {shown[0].highest}, and the way there. "
    "Different callers ask for different things, so one low score is no step back. Only you see this page."
)
progress_cards.show(shown)
st.header("Look closer", anchor=False)
names = {one.criterion_id: one.name for one in shown}
chosen = st.selectbox("Criterion", list(names), format_func=names.__getitem__, key=f"criterion-of-{rubric}")
progress_chart.show(next(one for one in shown if one.criterion_id == chosen), callers=callers)

skills = look_back.milestones(viewer)  # last, because calls may have to be read again for it
with_whom = {point.call_id: callers.get(point.persona_id, point.persona_id) for one in series for point in one.points}
with skills_here:
    if skills.milestones:
        st.header("Skills you have shown", anchor=False)
        milestone_list.show(skills.milestones, callers=with_whom)
    if skills.unread:
        st.caption(":material/hourglass: Reading your earlier calls again for the skills in them…")
if skills.unread:
    st.rerun()
