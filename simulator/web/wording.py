"""How things are put on the screen: text made safe for Markdown, times, dates and names of ids."""

import re
from datetime import datetime
from typing import Final

from simulator.terms import said_of as said_of

MEANINGFUL: Final = re.compile(r"[\\`*_{}\[\]()<>#+\-=|~$:!&@./^]")
"""Characters that Markdown, its extensions or Streamlit's own directives could take as more than themselves."""

LINKED: Final = re.compile(r"https?:(?=//)|www(?=\.)", re.IGNORECASE)
"""Where an address begins, which Markdown would make a link of even where its signs are escaped."""
CODE: Final = re.compile(r"(`[^`\n]+`)")
JOINER: Final = "\u2060"
"""Has no width and breaks no line."""


def plain(text: str) -> str:
    """Text that Markdown shows to the letter: no links, images or formatting come of it. Safe piece by piece."""
    unlinked = LINKED.sub(f"\\g<0>{JOINER}", text)
    return MEANINGFUL.sub(r"\\\g<0>", unlinked).replace("\n", "  \n")


def with_code(text: str) -> str:
    """As `plain`, but what stands in backticks is shown as code."""
    return "".join(part if CODE.fullmatch(part) else plain(part) for part in CODE.split(text))


def clock(seconds: float) -> str:
    """Minutes and seconds, as a telephone shows them."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    return f"{minutes}:{rest:02d}"


def day(moment: datetime) -> str:
    """The day of a moment in the machine's own time zone, e.g. `21 Nov 2026`."""
    here = moment.astimezone()
    return f"{here.day} {here:%b %Y}"


def day_and_time(moment: datetime) -> str:
    """A moment in the machine's own time zone, e.g. `21 Nov 2026, 14:05`."""
    here = moment.astimezone()
    return f"{here.day} {here:%b %Y, %H:%M}"


def money(amount: float) -> str:
    """An amount without needless noughts."""
    return f"{amount:.2f}".removesuffix(".00")
