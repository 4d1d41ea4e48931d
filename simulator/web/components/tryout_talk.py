"""A try-out as a conversation: what was said, with what it did inside the caller under each turn."""

import streamlit as st

from simulator.persona import Persona
from simulator.practice.tryout import Moment, Tryout
from simulator.transcript import Turn
from simulator.web import inner
from simulator.web.components import conversation
from simulator.web.marking import badges
from simulator.web.wording import money, plain

HEIGHT = 620


def show(played: Tryout, persona: Persona) -> int | None:
    """Draw all that was said and done, the newest in sight; how many steps are to be kept, to go on from there."""
    if not played.moments:
        st.info(
            "You speak first, as an agent would: a greeting, your name, an offer of help. Under each turn you see what "
            f"{plain(persona.name)} heard in it and what it did.",
            icon=":material/record_voice_over:",
        )
        return None
    kept: int | None = None
    with st.container(height=HEIGHT, border=True, autoscroll=True, key="tryout-talk"):
        for position, moment in enumerate(played.moments):
            if _moment(moment, persona, key=f"from-{position}"):
                kept = position
    return kept


def _moment(moment: Moment, persona: Persona, *, key: str) -> bool:
    """Draw one step; whether it is to be taken back, with all that followed."""
    if moment.step.kind == "say":
        conversation.said(Turn(n=max(1, moment.n), speaker="agent", text=moment.step.text), persona)
    else:
        st.markdown(f":small[{_deed(moment, persona)}]")
    if moment.refused is not None:
        st.warning(f"Not done. {plain(moment.refused)}", icon=":material/block:")
    else:
        _inside(moment, persona)
    words = "Say this differently" if moment.step.kind == "say" else "Undo this"
    back = st.button(words, key=key, type="tertiary", icon=":material/undo:")
    if moment.reply is not None and moment.brief is not None:
        conversation.said(Turn(n=moment.n + 1, speaker="caller", text=moment.reply), persona)
        st.markdown(f":small[:material/theater_comedy: {inner.line_does(moment.brief)}]")
    return back


def _inside(moment: Moment, persona: Persona) -> None:
    with st.container(border=True, gap="xsmall"):
        if moment.heard is not None:
            st.markdown(badges(act.act for act in moment.heard.acts) or ":gray-badge[Nothing that counts as an act]")
            about = inner.about(moment.heard, persona, brief=moment.brief)
            if about:
                st.markdown(f":small[{about}]")
        st.markdown(f":small[**Mood:** {inner.mood_after(moment)}]")
        reasons = inner.reasons(moment.moved, persona)
        if reasons:
            st.markdown("\n".join(f"- :small[{reason}]" for reason in reasons))
        for fact in moment.unlocked:
            st.markdown(f":blue-badge[:material/lock_open: Unlocked: {plain(fact)}]")
        for fact in moment.earned:
            st.markdown(f":green-badge[:material/check_circle: Told: {plain(fact)}]")


def _deed(moment: Moment, persona: Persona) -> str:
    match moment.step.kind:
        case "hold":
            return ":material/phone_paused: You put them on hold."
        case "resume":
            return ":material/phone_in_talk: You took them off hold."
    action = persona.action(moment.step.text)
    amount = f", {money(moment.step.amount)}" if moment.step.amount else ""
    return f":material/done: At the desk: {plain(action.label if action else moment.step.text)}{plain(amount)}"
