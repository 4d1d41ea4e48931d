"""The app as AppTest drives it: a fresh data folder, no key, and no network."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.web.driven import Open

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens a page of the app as a new tab would: opened("call", call=ID)."""
    for name in [name for name in os.environ if name.startswith(("SIDETONE_", "OPENAI_")) or name == "DATABASE_URL"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SIDETONE_DATA_DIR", str(tmp_path))
    st.cache_resource.clear()

    def open_page(page: str | None = None, **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        for name, value in query.items():
            app.query_params[name] = value
        if page is not None:
            app.switch_page(f"simulator/web/pages/{page}.py")
        return app.run()

    yield open_page
    st.cache_resource.clear()
