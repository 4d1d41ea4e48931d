"""The call: the conversation in the middle, the desk beside it, the line's controls at the foot."""

import streamlit as st

from simulator.errors import ActionRefusedError
from simulator.web import routes, services, state, talking
from simulator.web.components import call_bar, call_head, conversation, desk, nothing_here

call_id = routes.named(routes.CALL)
if call_id is None:
    nothing_here.show("No call is open", "Choose somebody to talk to, and the line opens.")
    st.stop()
practice, viewer = services.practice(), services.viewer()
now = talking.now(call_id)
view = now.view
deed = desk.show(view)
call_head.show(view)
conversation.show(view)
if view.ended:
    if call_head.over(view):
        routes.to_feedback(call_id)
    st.stop()

wish = call_bar.show(now)
if wish.end:
    practice.end(viewer, call_id)
    routes.to_feedback(call_id)
if wish.hold or wish.resume:
    (practice.hold if wish.hold else practice.resume)(viewer, call_id)
    st.rerun()
if deed is not None:
    state.forget_refusal(call_id)
    try:
        practice.act(viewer, call_id, deed.action, deed.amount)
    except ActionRefusedError as refusal:
        state.keep_refusal(call_id, deed.action, str(refusal))
    st.rerun()

if wish.say is not None:
    line = talking.said(now, wish.say)
    if line is not None:
        conversation.just_said(wish.say, view.persona)
else:
    talking.seen(now)
    line = talking.coming(now)
if line is not None:
    conversation.spoken(line, view.persona)
if line is not None or wish.say is not None:
    st.rerun()
if now.partial:
    conversation.broken(now.partial, view.persona)
if not now.busy:
    state.draft_delivered(call_id)
