"""Earlier contacts: what the caller wrote or said before this call, and what they were answered."""

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import streamlit as st

from simulator.web.wording import plain

ARROW: Final = " → "
HEAD: Final = re.compile(r"^(?P<where>[^'‘“\"]{1,80}?):\s+(?=['‘“\"])")
"""Where it was, before the first quotation: `Web chat, 16th:`."""
QUOTED: Final = re.compile(r"^['‘“\"](?P<words>.*)['’”\"]$", re.DOTALL)
MACHINE: Final = re.compile(r"\b(chat|bot|app|automated|form|online|menu|ivr|portal|website)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contact:
    """One earlier contact: where it was, and what was said there by turns, the caller first."""

    where: str
    exchange: tuple[str, ...]
    """Two or more lines by turns; empty where the entry is a note."""
    note: str = ""

    @property
    def by_machine(self) -> bool:
        """Whether a machine answered."""
        return MACHINE.search(self.where) is not None


def read(entry: str) -> Contact:
    """An entry of `desk.earlier`: an exchange where it has the form `Where: 'words' → 'answer'`, else a note."""
    head = HEAD.match(entry)
    where, rest = (head["where"], entry[head.end() :]) if head else ("", entry)
    lines = rest.split(ARROW)
    if len(lines) < 2 or QUOTED.match(lines[0]) is None:
        return Contact(where, (), rest)
    return Contact(where, tuple(_words(line) for line in lines))


def count(entries: list[str]) -> int:
    """How many contacts `show` draws: what was said by turns in one place on one day is one of them."""
    grouped = groupby(map(read, entries), key=lambda contact: contact.where)
    return sum(1 if where else len(list(notes)) for where, notes in grouped)


def show(entries: list[str]) -> None:
    """Draw the contacts in their order; exchanges that follow each other in one place stand together."""
    for where, contacts in groupby(map(read, entries), key=lambda contact: contact.where):
        with st.container(gap="xxsmall"):
            if where:
                st.markdown(f":small[**{plain(where)}**]")
            for contact in contacts:
                st.markdown("  \n".join(_lines(contact)))


def _lines(contact: Contact) -> list[str]:
    if contact.note:
        return [f":small[{plain(contact.note)}]"]
    answers = ":material/smart_toy:" if contact.by_machine else ":material/support_agent:"
    faces = (":material/person:", answers)
    return [f":small[{faces[at % 2]} {plain(words)}]" for at, words in enumerate(contact.exchange)]


def _words(line: str) -> str:
    quoted = QUOTED.match(line)
    return f"“{quoted['words']}”" if quoted else line
