"""A face made of initials and a colour; the same caller always has the same one."""

import base64
import zlib
from typing import Final

import streamlit as st

COLOURS: Final = ("#1f6b67", "#8a4b2a", "#6a4a94", "#2f5f8f", "#7d3f5c", "#4d6b2c", "#5a5f6b", "#9a3f3f")
"""Each carries white text at 4.5:1 or better, on light and dark alike."""
SALT: Final = 150
"""Gives each of the shipped callers a colour of its own."""


def initials(name: str) -> str:
    """The first letters of the first and last name."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0].upper() for word in ([words[0], words[-1]] if len(words) > 1 else words)) or "?"


def colour(caller_id: str) -> str:
    """The colour of that caller."""
    return COLOURS[zlib.crc32(caller_id.encode(), SALT) % len(COLOURS)]


def drawn(caller_id: str, name: str) -> str:
    """The face as an SVG image."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96">'
        f'<circle cx="48" cy="48" r="48" fill="{colour(caller_id)}"/>'
        '<text x="48" y="61" text-anchor="middle" font-family="Source Sans, Helvetica, Arial, sans-serif" '
        f'font-size="37" font-weight="600" fill="#ffffff">{initials(name)}</text></svg>'
    )


def show(caller_id: str, name: str, *, width: int = 56) -> None:
    """Draw the face, `width` pixels wide; the name stands beside it, so readers are told nothing twice."""
    # Not st.image, which lays a full-screen button over every face.
    source = base64.b64encode(drawn(caller_id, name).encode()).decode()
    st.html(f'<img alt="" width="{width}" height="{width}" src="data:image/svg+xml;base64,{source}">', width=width)
