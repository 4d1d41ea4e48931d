"""The conversation: what was said and done so far, and the line that is being spoken."""

import time
from collections.abc import Iterator
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from simulator.persona import Persona
from simulator.practice import CallView
from simulator.transcript import REFUSED, Event, Transcript, Turn
from simulator.web.components import face
from simulator.web.wording import money, plain

AGENT: Final = "user"
"""The name under which Streamlit sets a message apart by a background; the face says the rest."""
AGENT_FACE: Final = ":material/headset_mic:"
WRITE_EVERY: Final = 0.15
"""Seconds between writes of a streamed line; more of them slow every other call down and read no better."""


def frame() -> DeltaGenerator:
    """The place of the conversation: what belongs to it goes in there, so that the turns stand close together."""
    return st.container(gap="xxsmall", key="conversation")


def show(view: CallView) -> None:
    """Draw everything that was said and done so far."""
    happened(view, 0)
    for turn in view.transcript.turns:
        said(turn, view.persona)
        happened(view, turn.n)


def said(turn: Turn, persona: Persona, *, numbered: bool = False) -> None:
    """Draw one turn; `numbered` says which it is, for those who read it to judge it."""
    with message(turn.speaker, persona):
        number = f":small[:gray[Turn {turn.n}]]  \n" if numbered else ""
        st.markdown(f"{number}{plain(turn.text) or '*(says nothing)*'}")
        if turn.status == "interrupted":
            st.caption("The line broke off here.")


def message(speaker: str, persona: Persona) -> DeltaGenerator:
    """The frame of a turn."""
    if speaker == "agent":
        return st.chat_message(AGENT, avatar=AGENT_FACE)
    return st.chat_message(persona.name, avatar=face.drawn(persona.id, persona.name))


def spoken(pieces: Iterator[str], persona: Persona) -> None:
    """Draw the caller's line as it is spoken, to its end."""
    with message("caller", persona):
        st.write_stream(_joined(pieces), cursor="▍")


def just_said(text: str, persona: Persona) -> None:
    """Draw what the agent has this moment said."""
    said(Turn(n=1, speaker="agent", text=text), persona)


def broken(text: str, persona: Persona) -> None:
    """Draw a line whose speaker was stopped, as far as it was heard."""
    with message("caller", persona):
        st.markdown(plain(text))
        st.caption(":material/sync: Finding the line again…")


def happened(view: CallView, turn: int) -> None:
    """Draw what was done at the desk and with the line after that turn, and the hints that were asked for there."""
    for words in events(view.transcript, view.persona, turn):
        st.caption(words, text_alignment="center")
    for hint in view.call.hints:
        if hint["turn"] == turn:
            st.info(f"**A hint.** {plain(hint['text'])}", icon=":material/lightbulb:")


def events(transcript: Transcript, persona: Persona, turn: int) -> list[str]:
    """What was done at the desk and with the line after that turn, as Markdown."""
    found = [_in_words(event, persona) for event in transcript.events if event.turn == turn]
    return [words for words in found if words is not None]


def _joined(pieces: Iterator[str]) -> Iterator[str]:
    for piece in pieces:
        yield plain(piece)
        time.sleep(WRITE_EVERY)


def _in_words(event: Event, persona: Persona) -> str | None:
    match event.kind:
        case "action":
            action = persona.action(event.id or "")
            amount = (event.model_extra or {}).get("amount")
            label = plain(action.label if action else event.id or "")
            tried = f"{label}, amount {plain(money(amount))}" if amount else label
            if event.reason == REFUSED:
                return f":material/block: Refused: beyond your authority · {tried}"
            return f":material/done: {tried}"
        case "hold":
            return ":material/phone_paused: On hold"
        case "resume":
            return ":material/phone_in_talk: Off hold"
        case "pause":
            return ":material/play_arrow: Carried on" if event.id == "end" else ":material/pause: Paused"
        case "end":
            return f":material/call_end: {plain((event.reason or 'the call ended').capitalize())}"
        case _:
            return None
