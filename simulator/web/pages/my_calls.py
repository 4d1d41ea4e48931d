"""My calls: what was taken, how it went, and who may see it."""

import streamlit as st

from simulator.web import routes, services
from simulator.web.components import call_row, nothing_here

viewer, shelf = services.viewer(), services.shelf()
calls = shelf.mine(viewer)
if not calls:
    nothing_here.show("You have not taken a call yet", "Your first three stay private until you share them.")
    st.stop()

st.title("My calls", anchor=False)
st.caption(
    "Private calls are seen by you alone. Shared ones can be read by your leads, with their feedback. "
    "You can delete any of them."
)
names = {persona.id: persona.name for persona in services.library().personas()}
for summary in calls:
    call_id = summary.call.id
    match call_row.show(summary, name=names.get(summary.call.persona_id, summary.call.persona_id)):
        case "open":
            routes.to_call(call_id)
        case "feedback":
            routes.to_feedback(call_id)
        case "share" | "unshare" as wish:
            shelf.share(viewer, call_id, private=wish == "unshare")
            st.rerun()
        case "delete":
            shelf.delete(viewer, call_id)
            st.rerun()
