"""The caller after the call: their own survey, and what they were thinking and did not say."""

from typing import Final

import streamlit as st

from simulator.caller.survey import survey
from simulator.caller.thoughts import thoughts
from simulator.practice import CallView
from simulator.web.marking import to_turn
from simulator.web.wording import plain

UNASKED: Final = (
    "Nobody sends this caller a questionnaire; after some calls a survey would be one thing too many. How they rang "
    "off stands in the call itself."
)
BOXES: Final = 5


def show(view: CallView) -> None:
    """Draw the survey, or why there is none, and every thought with its turn."""
    filled = survey(view.persona, view.state, seed=view.call.seed)
    if filled is not None:
        with st.container(border=True, gap="small", key="survey"):
            for answer in filled.answers:
                ticked = "●" * answer.score + "○" * (BOXES - answer.score)
                st.markdown(f"{plain(answer.question)}  \n:gray[{ticked}] **{plain(answer.answer)}**")
            if filled.comment:
                st.markdown(f"*“{plain(filled.comment)}”*")
        st.caption(filled.about)
    elif view.state.said:
        st.markdown(UNASKED)
    thought = thoughts(view.persona, view.state, view.transcript)
    if thought:
        st.markdown("**What they thought and did not say**")
        st.markdown("\n".join(f"- {to_turn(one.turn)}: *“{plain(one.words)}”*" for one in thought))
