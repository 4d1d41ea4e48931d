"""The head of a call: who is on the line before the first word, and anything the agent has to be told."""

import streamlit as st

from simulator.practice import CallView, failures
from simulator.web import devices, services
from simulator.web.components import face
from simulator.web.wording import plain


def show(view: CallView) -> None:
    """Draw the head: large while nobody has spoken, then a line above the first words."""
    if view.transcript.turns:
        st.subheader(f"Call with {plain(view.persona.name)}", anchor=False)
        st.space("xxsmall")
    elif not view.ended:
        _opening(view)
    _told(view)


def _opening(view: CallView) -> None:
    with st.container(horizontal_alignment="center", gap="xsmall", key="opening"):
        st.space("small")
        face.show(view.persona.id, view.persona.name, width=96)
        st.title(plain(view.persona.name), anchor=False, text_alignment="center")
        st.markdown("**The line is open**", text_alignment="center")
        st.markdown(
            "You speak first, as on a real line: a greeting, your name, an offer of help.",
            text_alignment="center",
        )
        desk = " Your desk is behind » at the top." if devices.phone() else ""
        st.caption(
            f"Write what you would say, and press Enter.{desk} "
            "To stop everything for a while, press Pause or type that one word.",
            text_alignment="center",
            width=520,
        )


def _told(view: CallView) -> None:
    if view.call.forked_at is not None:
        st.caption(f":material/replay: You are trying again from turn {view.call.forked_at} of an earlier call.")
        for failure in services.failed_before(view):
            st.caption(
                f":material/report: That call had already failed at turn {failure.turn}: "
                f"{plain(failures.named(failure, view.rubric))} It stays in this one; practise the rest all the same."
            )
    if view.fallback:
        st.info(
            f"The model stopped answering, so the built-in caller carries this call on. Nothing you said was lost.  \n"
            f"{plain(view.fallback)}",
            icon=":material/swap_horiz:",
        )
