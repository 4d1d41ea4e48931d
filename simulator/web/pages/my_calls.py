"""My calls: what was taken, how it went, and who may see it."""

import math
from functools import partial

import streamlit as st

from simulator.web import routes, services
from simulator.web.components import call_filters, call_row, deletion, nothing_here, page_head
from simulator.web.wording import said_of

PAGE = 10

page_head.show("My calls")
viewer, shelf = services.viewer(), services.shelf()
everything = shelf.history(viewer)
if not everything:
    nothing_here.show(
        "You have not taken a call yet",
        "Each call you take is kept here with its feedback. The first three stay private until you share them.",
    )
    st.stop()

st.markdown("A private call is seen by you alone; a shared one can be read by your leads. You can delete any of them.")
shown = {persona.id: persona.name for persona in services.library().personas()}
taken = {one.first.call.persona_id for one in everything}
names = {persona: shown.get(persona) or said_of(persona) for persona in sorted(taken)}
threads = shelf.history(viewer, call_filters.show(names))
if not threads:
    st.info("None of your calls fits that. Choose less, or show all of them again.", icon=":material/search_off:")
    st.stop()

list_here = st.container(gap="small", key="my-calls")
page = 1
if len(threads) > PAGE:
    page = st.pagination(math.ceil(len(threads) / PAGE), key=f"page-of-{len(threads)}")
for thread in threads[(page - 1) * PAGE : page * PAGE]:
    name = names[thread.first.call.persona_id]
    with list_here:
        wish = call_row.show(thread, name=name, tried=shelf.lines_tried(thread))
    match wish:
        case call_row.Wish(call_id, "open"):
            routes.to_call(call_id)
        case call_row.Wish(call_id, "feedback"):
            routes.to_feedback(call_id)
        case call_row.Wish(call_id, "share" | "unshare" as what):
            shelf.share(viewer, call_id, private=what == "unshare")
            st.rerun()
        case call_row.Wish(call_id, "delete"):
            which = next(one for one in (thread.first, *thread.tries) if one.call.id == call_id)
            began = sum(one.call.parent == call_id for one in thread.tries)
            deletion.show(which, name=name, tries=began, delete=partial(shelf.delete, viewer, call_id))
