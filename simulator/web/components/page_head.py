"""The head of a page: its title, and beside it the role as which one looks around."""

from typing import Final

import streamlit as st

from simulator.access import Role
from simulator.web import routes, services, state

SIDES: Final = {
    Role.TRAINEE.value: "a trainee, who takes calls",
    Role.TRAINER.value: "a trainer, who writes callers and rubrics",
    Role.LEAD.value: "a lead, who reads shared calls",
}


def show(title: str, *, lead: str | None = None) -> None:
    """Draw the title and the switch; `title` and `lead` are Markdown, so names go through `plain` first."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="page-head"):
        st.title(title, anchor=False, width="stretch")
        chosen = _switch(services.role())
    if chosen is not None:
        state.set_role(chosen)
        routes.to_front(chosen)
    if lead is not None:
        st.markdown(lead)


def _switch(now: Role) -> Role | None:
    """The role that was just chosen; on one machine there is one person, who may look around as each."""
    chosen = st.menu_button(
        f"You are here as: {now.value}",
        [role for role in SIDES if role != now.value],
        format_func=_as_whom,
        key="look-as",
        type="tertiary",
        icon=":material/switch_account:",
        help="There is one person on this machine, who may look around as a trainee, a trainer or a lead.",
    )
    return None if chosen is None else Role(chosen)


def _as_whom(role: str) -> str:
    """No lambda: what a widget is given has to be serialisable."""
    return f"As {SIDES[role]}"
