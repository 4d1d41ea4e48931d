"""Graded calls: what trainees share with their leads, filtered and in order, and where it is failing."""

import streamlit as st

from simulator.terms import said_of
from simulator.web import routes, services
from simulator.web.components import page_head, review_filters, review_list, review_obstacles, review_standing
from simulator.web.wording import plain

viewer, review = services.viewer(), services.review()
people = review.people(viewer)
page_head.show(
    routes.REVIEW,
    lead="Calls that trainees share, with the words that each score rests on. Private calls are never listed here. "
    "To score a call without knowing what the evaluator made of it, begin from **Score blind**, not from here.",
)
if not people:
    review_list.nothing_shared()
    st.stop()

shelf = services.library()
names = {persona.id: persona.name for persona in shelf.personas()}
taken = {persona: names.get(persona) or said_of(persona) for persona in review.personas(viewer)}
callers = dict(sorted(taken.items(), key=lambda one: one[1]))
rubrics = {rubric.id: rubric.name for rubric in shelf.rubrics()}
criteria = {one.id: one.name for rubric in shelf.rubrics() for one in rubric.criteria}
asked = review_filters.show(people, callers=callers, rubrics=rubrics, criteria=criteria)
total = review.count(viewer, asked.filter)
if not total:
    review_list.nothing_found()
    st.stop()
review_standing.show(review.standings(viewer, asked.filter))
review_obstacles.show(asked.filter, callers)
ranked = review.weakest(viewer, asked.criterion, asked.filter) if asked.criterion is not None else None
if ranked is not None:
    review_list.say_ranked(criteria[ranked.criterion], len(ranked.scores))
above = st.container()
page = review_list.page_asked(total if ranked is None else len(ranked.scores), asked.mark)
with above:
    if ranked is None:
        found = review.calls(viewer, asked.filter, order=asked.order, descending=asked.descending, page=page)
        review_list.show(found, callers, rubrics=review.rubrics)
    else:
        found = review.ranked(viewer, ranked, page=page)
        name = criteria[ranked.criterion]
        beside = {call_id: f"{plain(name)} **{score:.1f}**" for call_id, score in ranked.scores.items()}
        review_list.show(found, callers, rubrics=review.rubrics, beside=beside)
