"""The call: the conversation in the middle, the desk beside it, the line's controls at the foot."""

import streamlit as st

from simulator.web import routes, state, talking
from simulator.web.components import call_bar, call_head, conversation, desk, ending, live_region, nothing_here, pause

call_id = routes.named(routes.CALL)
if call_id is None:
    nothing_here.show("No call is open", "Choose somebody to talk to, and the line opens.")
    st.stop()
now = talking.now(call_id)
view = now.view
live_region.follow(view)
deed = desk.show(view)
if view.paused:
    choice = pause.show(view)
    call_bar.follow(now)
    if choice == "end":
        talking.end(now, by=ending.STOPPED.by, reason=ending.STOPPED.reason)
        routes.to_feedback(call_id)
    if choice == "carry on":
        talking.do(now, "unpause")
        st.rerun()
    st.stop()

talk = conversation.frame()
with talk:
    call_head.show(view)
    conversation.show(view)
if view.ended:
    if ending.over(view):
        routes.to_feedback(call_id)
    st.stop()
wish = call_bar.show(now)
if wish.end is not None:
    talking.end(now, by=wish.end.by, reason=wish.end.reason)
    routes.to_feedback(call_id)
if wish.does is not None:
    talking.do(now, wish.does)
    st.rerun()
if deed is not None:
    talking.take(now, deed)
    st.rerun()

with talk:
    if wish.say is None:
        talking.seen(now)
        line = talking.coming(now)
    elif (line := talking.said(now, wish.say)) is not None:
        conversation.just_said(wish.say, view.persona)
    if line is not None:
        conversation.spoken(line, view.persona)
    if line is not None or wish.say is not None:
        st.rerun()
    if now.partial:
        conversation.broken(now.partial, view.persona)
if not now.busy:
    state.draft_delivered(call_id)
