"""Tells a screen reader what a sighted person sees happen in a call: Streamlit announces nothing by itself."""

import functools
from typing import Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from simulator.practice import CallView
from simulator.web import state

NAME: Final = "sidetone_live_region"
MARKUP: Final = '<p role="status" aria-live="polite"></p>'
HIDDEN: Final = (
    "p { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); }"
)
SCRIPT: Final = """
let announced = null; // one for the whole page, so that a frame which is drawn anew repeats nothing

export default function ({ data, parentElement }) {
  const region = parentElement.querySelector("p");
  const frame = parentElement.host.closest("[data-testid=stElementContainer]");
  if (frame) frame.style.position = "absolute"; // nothing is seen here, so nothing may take up room
  const news = JSON.stringify(data);
  if (news === announced) {
    region.replaceChildren(data.text); // a frame drawn anew shows it; what is there from the start is not read out
    return;
  }
  // A region is listened to once it has been there for a moment.
  setTimeout(() => {
    if (news === announced || !region.isConnected) return;
    announced = news;
    region.replaceChildren(data.text);
  }, 150);
}
"""


def show(text: str, *, moment: int = 0) -> None:
    """Announce a text, politely and once; a rerun with the same text and moment says nothing.

    It is not seen, takes no room and never takes the focus. Draw it once a page, at the same place in every run,
    above anything that streams. `moment` tells apart two announcements of the same words, such as two turns "Yes.".
    """
    _region()(key=state.LIVE_REGION, data={"text": text, "moment": moment}, width="content")
    state.drop_live_region()


def follow(view: CallView) -> None:
    """Announce each thing that happens in a call: the caller's finished turns, hold, pause, and the end.

    Call it on every run of the call page, before the conversation and before any `st.stop()`:
    `live_region.follow(view)`. A line that is still being spoken is left out until it is whole.
    """
    show(news(view), moment=len([turn for turn in view.transcript.turns if turn.speaker == "caller"]))


def news(view: CallView) -> str:
    """What happened last, in words to be heard."""
    if view.paused:
        return "Paused. The clock stands still, and nothing counts until you carry on."
    heard = _last_line(view)
    if view.ended:
        return f"{heard} The call is over. Your feedback is ready.".strip()
    if view.state.on_hold:
        return "On hold. They cannot hear you."
    return heard or "The line is open. Greet your caller."


def _last_line(view: CallView) -> str:
    turn = next((turn for turn in reversed(view.transcript.turns) if turn.speaker == "caller"), None)
    if turn is None:
        return ""
    broke_off = " The line broke off here." if turn.status == "interrupted" else ""
    return f"{view.persona.name}: {turn.text or 'says nothing.'}{broke_off}"


@functools.cache
def _region() -> ComponentRenderer:
    return st.components.v2.component(NAME, html=MARKUP, css=HIDDEN, js=SCRIPT)
