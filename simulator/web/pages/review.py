"""Graded calls: what trainees share with their leads, filtered and in order, and where it is failing."""

import streamlit as st

from simulator.web import routes, services
from simulator.web.components import page_head, review_filters, review_list, review_standing

viewer, review = services.viewer(), services.review()
people = review.people(viewer)
page_head.show(
    routes.REVIEW,
    lead="Calls that trainees share, with the words that each score rests on. Private calls are never listed here.",
)
if not people:
    review_list.nothing_shared()
    st.stop()

shelf = services.library()
callers = {persona.id: persona.name for persona in shelf.personas()}
rubrics = {rubric.id: rubric.name for rubric in shelf.rubrics()}
asked = review_filters.show(people, callers=callers, rubrics=rubrics)
total = review.count(viewer, asked.filter)
if not total:
    review_list.nothing_found()
    st.stop()
review_standing.show(review.standings(viewer, asked.filter))
above = st.container()
page = review_list.page_asked(total, asked.mark)
with above:
    review_list.show(
        review.calls(viewer, asked.filter, order=asked.order, descending=asked.descending, page=page), callers
    )
