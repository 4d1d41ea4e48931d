"""The desk beside the call: the check, actions, compulsory wording, the account, its history, articles and notes."""

from typing import Final

import streamlit as st

from simulator.listening.identity import needs_settled, verified_at
from simulator.listening.wording import wording_said
from simulator.persona import Action, Persona
from simulator.practice import CallView
from simulator.web import services, state
from simulator.web.components import earlier
from simulator.web.talking import Deed
from simulator.web.wording import money, plain, said_of

DONE: Final = ":green[:material/check_circle:]"
OPEN: Final = ":material/radio_button_unchecked:"
WAITS: Final = ":material/lock_clock:"
"""Marks what has to wait for the identity check."""
SHUT: Final = f"{WAITS} :gray[after the check]"


def show(view: CallView) -> Deed | None:
    """Draw the desk in the sidebar; the action that was asked for."""
    with st.sidebar:
        st.header("Your desk", anchor=False)
        desk, articles, notes = st.tabs(["This call", "Articles", "Notes"], key="desk-tabs")
        with desk, st.container(gap="small"):
            waiting = _check(view)
            with st.container(gap="xsmall"):
                _account(view.persona, waiting)
                _earlier(view.persona)
            deed = _actions(view, waiting)
            _must_say(view)
        with articles:
            _articles(view.persona.desk.knowledge)
        with notes:
            _notes(view.call.id, view.call.notes)
    return deed


def _heading(words: str) -> None:
    st.markdown(f"#### {words}")


def _check(view: CallView) -> list[str]:
    """What the identity check needs and what is settled of it; the topics and actions that have to wait for it."""
    verify = view.persona.verify
    if verify is None:
        return []
    turns = view.transcript.turns
    settled, checked = needs_settled(turns, verify), verified_at(turns, verify) is not None
    with st.container(gap="xxsmall"):
        _heading("Check first")
        st.markdown(" · ".join(f"{DONE if need in settled else OPEN} {plain(_capital(need))}" for need in verify.needs))
        if checked:
            st.caption("The check is done: you know who is calling.")
            return []
        marked = any(action.id in verify.before for action in view.persona.desk.actions)
        also = f", and leave alone what is marked {WAITS}" if marked else ""
        st.caption(f"Until these are asked for and answered, tell nothing from the account{also}.")
    return verify.before


def _account(persona: Persona, waiting: list[str]) -> None:
    """The account behind its first two entries; what the identity check comes before stays shut until it is done."""
    entries = {
        said_of(name): SHUT if name in waiting else _shown(value) for name, value in persona.desk.account.items()
    }
    if entries:
        first = " · ".join(list(entries.values())[:2])
        with st.expander(f"Account: {first}", icon=":material/badge:", key="account"):
            st.table(entries, border="horizontal", hide_header=True)


def _earlier(persona: Persona) -> None:
    contacts = persona.desk.earlier
    if contacts:
        with st.expander(_contacts(earlier.count(contacts)), icon=":material/history:", key="earlier"):
            earlier.show(contacts)


def _contacts(number: int) -> str:
    return "1 earlier contact" if number == 1 else f"{number} earlier contacts"


def _actions(view: CallView, waiting: list[str]) -> Deed | None:
    actions = view.persona.desk.actions
    if not actions:
        return None
    with st.container(gap="xxsmall"):
        _heading("Actions")
        deeds = [_action(action, view, waits=action.id in waiting) for action in actions]
    return next((deed for deed in deeds if deed), None)


def _action(action: Action, view: CallView, *, waits: bool) -> Deed | None:
    deed = _offered(action, view, waits=waits)
    refused = state.refusal(view.call.id, action.id)
    if refused:
        st.warning(f"Refused. {plain(refused)}", icon=":material/block:")
    return deed


def _offered(action: Action, view: CallView, *, waits: bool) -> Deed | None:
    done, idle = action.id in view.state.actions, view.ended or view.paused
    icon = ":material/check:" if done else WAITS if waits else None
    key, label = f"act-{action.id}", plain(action.label)
    if action.limit is None:
        said = f"{label} (done)" if done else label
        clicked = st.button(said, key=key, icon=icon, width="stretch", disabled=done or idle)
        return Deed(action.id) if clicked else None
    label = f"{label} (up to {plain(money(action.limit))})"
    st.markdown(f":small[{label}]")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        amount = st.number_input(
            label,
            key=f"amount-{action.id}",
            min_value=0.0,
            step=5.0,
            format="%.2f",
            disabled=idle,
            label_visibility="collapsed",
        )
        clicked = st.button("Done" if done else "Apply", key=key, icon=icon, disabled=idle)
    return Deed(action.id, amount) if clicked else None


def _must_say(view: CallView) -> None:
    if not view.persona.desk.must_say:
        return
    with st.container(gap="xsmall"):
        _heading("Has to be said")
        for wording in view.persona.desk.must_say:
            turn = wording_said(view.transcript.turns, wording)
            action = view.persona.action(wording.before) if wording.before else None
            before = f" before “{plain(action.label)}”" if action else ""
            how = " word for word" if wording.exact else ""
            mark = ":green[:material/check_circle: **Said**]" if turn else f"{OPEN} To say{how}{before}"
            st.markdown(f":small[{mark}]  \n“{plain(wording.text)}”")


def _shown(value: str | int | float | bool) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return plain(f"{value:.2f}" if isinstance(value, float) else str(value))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


@st.fragment
def _articles(at_hand: list[str]) -> None:
    """A part of its own: a search draws nothing else anew, and cuts nobody short who is speaking."""
    wanted = st.text_input("Search all articles", key="article-search", icon=":material/search:")
    found = services.articles(wanted, at_hand=at_hand)
    if not found:
        st.caption(
            "No article has all of these words. Try one of them." if wanted else "No article belongs to this call."
        )
    for article in found:
        with st.expander(plain(article.title), key=f"article-{article.slug}", expanded=len(found) == 1):
            st.markdown(services.body_of(article))


@st.fragment
def _notes(call_id: str, kept: str) -> None:
    """A part of its own, as the articles are; every change is kept with the call."""
    st.text_area(
        "Your notes",
        value=kept,
        key=state.notes_key(call_id),
        height=260,
        max_chars=8000,
        placeholder="Names, dates, what you promised…",
        on_change=_keep_notes,
        args=(call_id,),
    )
    st.caption(":material/lock: Only you see these. They are kept with the call when you leave the box.")


def _keep_notes(call_id: str) -> None:
    services.practice().note(services.viewer(), call_id, state.notes(call_id))
