"""What the browser says of the device that it runs on."""

import streamlit as st


def phone() -> bool:
    """Whether it is a phone, where the desk lies behind the page and a row has room for few words."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def icon(name: str) -> str | None:
    """The icon of a button in a row; on a phone its word alone has room."""
    return None if phone() else name
