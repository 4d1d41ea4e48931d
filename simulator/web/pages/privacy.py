"""Who sees what, what is kept where, what leaves the machine, and what is never done."""

import streamlit as st

from simulator.web import routes, services
from simulator.web.components import outside_models, page_head, who_sees
from simulator.web.wording import plain

page_head.show(
    "Who sees what",
    lead="Your first three calls, and every moment that you try again, are private until you share them. "
    "A call after those is shared with your leads unless you make it private.",
)
models = services.outside_models()
sent = any(one.leaves for one in models)
who_sees.show(model=sent)
note = " A model is sent something only where you agreed, as said below." if sent else ""
st.caption(f"“You” is whoever took the call, here as a trainee.{note}")

st.header("What you can do about it", anchor=False)
st.markdown(
    "Under *My calls*, “More” beside a call lets you **share** it, **make it private** again, or **delete** it. Made "
    "private, nobody else can open it any longer, whatever they were sent. Deleted, its words, your notes, its scores "
    "and its feedback are gone for good; a try that began in it stays, as a call of its own."
)
st.page_link(routes.PAGES / "my_calls.py", label="To my calls", icon=":material/history:")

st.header("What leaves this machine", anchor=False)
endpoint = outside_models.show(models)
if endpoint is not None:
    services.take_back(endpoint)
    st.rerun()

where = services.practice().store.where.removeprefix("sqlite:///")
st.header("What is kept", anchor=False)
st.markdown(
    "The words of each call and when they were said, what was done at the desk, your notes and hints, what you say "
    "stopped you, scores with what they were made from, scores that leads gave blind, and the caller and rubric as "
    "they were that day. All of it is in one database, "
    f"{plain(where)}, and whoever can read that file or server can read what is in it."
)
st.markdown(
    "There is no sign-in here: **whoever can open this page is you**, and can look around in each role. On the lead's "
    "side your private calls stay hidden all the same."
)

st.header("What is never done", anchor=False)
st.markdown(
    "- **Nobody's feelings are read from a voice or a face.** There is neither in here; words are graded.\n"
    "- **No machine certifies anybody.** Scores are for practice; what they mean for a person, a person decides.\n"
    "- **No badge after a death**, or after any other call of high emotional weight.\n"
    "- **No hours are counted.** A milestone is a skill that you showed, with the words that show it."
)
