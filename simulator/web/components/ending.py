"""The end of a call: how the agent ends it and why, and what is said once it is over."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from simulator.persona import Persona
from simulator.practice import CallView
from simulator.web import devices
from simulator.web.marking import kept_in_mind
from simulator.web.wording import plain

LAST_WORDS: Final = 240
"""Characters of the caller's last line that are repeated at the foot."""
ENDED: Final = {
    "agent": "You ended the call.",
    "stopped": "You stopped the call.",
    "script": "The script came to its end.",
    "resolved": "The caller ended the call: what they rang for was done.",
    "unresolved": "The caller ended the call: you said goodbye before it was settled.",
    "out_of_time": "The caller ended the call: it had gone on too long for them.",
}
"""Who ended a call and why, by the id of its end."""
SUPPORT: Final = (
    "A call like this can stay with you. If it does, talk to a colleague, or to the people whom your organisation "
    "names for that."
)


@dataclass(frozen=True, slots=True)
class Ending:
    """How the agent ends a call."""

    label: str
    reason: str
    """As the transcript keeps it."""
    by: str = "agent"


FINISHED: Final = Ending("We were finished", "the agent ended the call: it was finished")
HANDED_OVER: Final = Ending("I handed them over to the other team", "the agent ended the call: handed over")
COLD: Final = Ending("I put them through cold, without their story", "cold transfer")
LEFT: Final = Ending("They had to go", "the agent ended the call: the caller had to go")
STOPPED: Final = Ending("I have to stop here", "the agent had to stop", by="stopped")


def choose(view: CallView) -> Ending | None:
    """Draw the way to end the call; how it is to end, once that is confirmed."""
    with (
        st.popover("End call", icon=devices.icon(":material/call_end:"), key="end"),
        st.form("ending", border=False, enter_to_submit=False),
    ):
        ways = {way.label: way for way in endings(view)}
        how = st.radio("What happened?", list(ways), key="end-how")
        st.caption("Your feedback follows at once. An ended call cannot be taken up again.")
        ended = st.form_submit_button(
            "End and read feedback", key="end-now", type="primary", icon=":material/call_end:"
        )
    return ways[how] if ended else None


def endings(view: CallView) -> list[Ending]:
    """The ways in which this call can end: once it was handed over warm, not cold."""
    warm = any("transfer" in action for action in view.state.actions)
    return [FINISHED, HANDED_OVER if warm else COLD, LEFT, STOPPED]


def over(view: CallView) -> bool:
    """Say at the foot of the page who ended the call, why, and on which words; True where the feedback is asked for.

    The words are repeated here because the page may stand elsewhere when the call ends.
    """
    last = next((turn for turn in reversed(view.transcript.turns) if turn.speaker == "caller"), None)
    with st.bottom, st.container(border=True, gap="xsmall", key="over-box"):
        if last is not None and last.text:
            st.markdown(f":gray[{plain(view.persona.name)}, last:] “{kept_in_mind(last.text, LAST_WORDS)}”")
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f":material/call_end: **{_ended(view)}** Your feedback is ready.", width="content")
            wanted = st.button("Read your feedback", key="read-feedback", type="primary", icon=":material/reviews:")
        support(view.persona)
    # Useless but for one thing: with a box at its foot the page stays at the caller's last words.
    st.chat_input("The call is over", key="over", disabled=True)
    return wanted


def support(persona: Persona, *, centred: int | None = None) -> None:
    """After a heavy caller, say whom to turn to; `centred` is the width of the text in pixels where it is centred."""
    if persona.intensity == "high":
        st.caption(
            f":material/favorite: {SUPPORT}",
            text_alignment="left" if centred is None else "center",
            width=centred or "stretch",
        )


def _ended(view: CallView) -> str:
    """Who ended the call, and why."""
    how = next((event.id for event in reversed(view.transcript.events) if event.kind == "end"), None)
    if how == "hung_up":
        silent = view.state.silences > 1
        return f"The caller hung up: {'nobody answered them' if silent else 'they had had enough'}."
    return ENDED.get(how or "", "The call is over.")
