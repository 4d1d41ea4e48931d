"""The desk beside the call: the account, the history, articles, actions, compulsory wording and notes."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from simulator.listening.identity import needs_settled, verified_at
from simulator.listening.wording import wording_said
from simulator.persona import Action, Persona
from simulator.practice import CallView
from simulator.web import services, state
from simulator.web.wording import money, plain, said_of

DONE: Final = ":green[:material/check_circle:]"
OPEN: Final = ":material/radio_button_unchecked:"


@dataclass(frozen=True, slots=True)
class Deed:
    """An action that the agent wants to take."""

    action: str
    amount: float | None = None


def show(view: CallView) -> Deed | None:
    """Draw the desk in the sidebar; the action that was asked for."""
    persona = view.persona
    with st.sidebar:
        st.header("Your desk", anchor=False)
        account, knowledge, notes = st.tabs(["Account", "Knowledge", "Notes"], key="desk-tabs")
        with account:
            _account(persona)
            _check(view)
            _earlier(persona)
            _must_say(view)
            deed = _actions(view)
        with knowledge:
            _knowledge(persona)
        with notes:
            st.text_area(
                "Your notes",
                key=state.notes_key(view.call.id),
                height=240,
                placeholder="Only you see these. They are kept while this tab is open.",
            )
    return deed


def _account(persona: Persona) -> None:
    if persona.desk.account:
        st.table(
            {said_of(name): _shown(value) for name, value in persona.desk.account.items()},
            border="horizontal",
            hide_header=True,
        )


def _shown(value: str | int | float | bool) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return plain(f"{value:.2f}" if isinstance(value, float) else str(value))


def _actions(view: CallView) -> Deed | None:
    actions = view.persona.desk.actions
    if not actions:
        return None
    st.subheader("Actions", anchor=False)
    deeds = [_action(action, view) for action in actions]
    return next((deed for deed in deeds if deed), None)


def _action(action: Action, view: CallView) -> Deed | None:
    deed = _offered(action, view)
    refused = state.refusal(view.call.id, action.id)
    if refused:
        st.warning(f"Refused. {plain(refused)}", icon=":material/block:")
    return deed


def _offered(action: Action, view: CallView) -> Deed | None:
    done = action.id in view.state.actions
    icon = ":material/check:" if done else None
    label = plain(action.label) + (" (done)" if done else "")
    if action.limit is None:
        clicked = st.button(label, key=f"act-{action.id}", icon=icon, width="stretch", disabled=done or view.ended)
        return Deed(action.id) if clicked else None
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        amount = st.number_input(
            f"{plain(action.label)}: amount, up to {plain(money(action.limit))}",
            key=f"amount-{action.id}",
            min_value=0.0,
            step=5.0,
            format="%.2f",
            disabled=view.ended,
            width="stretch",
        )
        clicked = st.button("Give", key=f"act-{action.id}", icon=icon, disabled=view.ended)
    return Deed(action.id, amount) if clicked else None


def _check(view: CallView) -> None:
    """What the identity check needs, what is settled of it, and what has to wait for it."""
    verify = view.persona.verify
    if verify is None:
        return
    turns = view.transcript.turns
    settled = needs_settled(turns, verify)
    st.subheader("Check first", anchor=False)
    marks = [f"{DONE if need in settled else OPEN} {plain(need.capitalize())}" for need in verify.needs]
    st.markdown(" · ".join(marks))
    if verified_at(turns, verify) is not None:
        st.caption("The check is done: you know who is calling.")
        return
    waits = [f"“{plain(action.label)}”" for action in view.persona.desk.actions if action.id in verify.before]
    also = f", and wait with {', '.join(waits)}" if waits else ""
    st.caption(f"Until these are asked for and answered, tell nothing from the account{also}.")


def _must_say(view: CallView) -> None:
    if not view.persona.desk.must_say:
        return
    st.subheader("Has to be said", anchor=False)
    for wording in view.persona.desk.must_say:
        turn = wording_said(view.transcript.turns, wording)
        action = view.persona.action(wording.before) if wording.before else None
        before = f", before “{plain(action.label)}”" if action else ""
        how = " word for word" if wording.exact else ""
        mark = ":green[:material/check_circle: **Said**]" if turn else f"{OPEN} To say{how}{before}"
        st.markdown(f"{mark}  \n“{plain(wording.text)}”")


def _earlier(persona: Persona) -> None:
    if persona.desk.earlier:
        with st.expander("Earlier contacts", icon=":material/history:", expanded=True):
            for contact in persona.desk.earlier:
                st.markdown(f":small[{plain(contact)}]")


def _knowledge(persona: Persona) -> None:
    wanted = st.text_input("Search all articles", key="article-search", icon=":material/search:")
    found = services.articles(wanted, at_hand=persona.desk.knowledge)
    if not found:
        st.caption(
            "No article has all of these words. Try one of them." if wanted else "No article belongs to this call."
        )
    for article in found:
        with st.expander(plain(article.title), key=f"article-{article.slug}", expanded=len(found) == 1):
            st.markdown(services.body_of(article))
