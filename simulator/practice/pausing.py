"""The pause word, with which a trainee freezes a call from the keyboard."""

from typing import Final

PAUSE_WORD: Final = "pause"


def asks_to_pause(text: str) -> bool:
    """Whether what was typed is the pause word by itself, which is never said to the caller."""
    return text.strip(" .!/").casefold() == PAUSE_WORD
