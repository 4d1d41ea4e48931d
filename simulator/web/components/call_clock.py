"""The clock of a call: it runs in the browser, so that a hundred calls do not ask the server for the time."""

import functools
from typing import Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from simulator.practice import CallView
from simulator.web import state, talking

NAME: Final = "sidetone_call_clock"
NEAR: Final = 60
"""Seconds before the target from which the clock says how many are left."""
MARKUP: Final = '<p role="timer"></p>'
STYLE: Final = """
p { margin: 0; font-family: var(--st-font); font-size: 0.875em; line-height: 1.5; color: var(--st-text-color);
    font-variant-numeric: tabular-nums; white-space: nowrap; }
p.past { color: var(--st-orange-text-color); }
b { font-weight: 600; }
"""
SCRIPT: Final = """
const clock = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

function besides(elapsed, { target, near }) {
  if (target === null) return "";
  const goal = clock(target);
  if (elapsed > target) return ` · past the target of ${goal}`;
  return elapsed >= target - near ? ` · ${clock(target - elapsed)} left of ${goal}` : ` · target ${goal}`;
}

export default function ({ data, parentElement }) {
  const line = parentElement.querySelector("p");
  const time = document.createElement("b");
  const rest = document.createTextNode("");
  line.replaceChildren(time, rest);
  const begun = Date.now() - data.elapsed * 1000;
  const draw = () => {
    const elapsed = data.running ? (Date.now() - begun) / 1000 : data.elapsed;
    time.textContent = clock(elapsed);
    rest.textContent = besides(elapsed, data);
    line.classList.toggle("past", data.target !== null && elapsed > data.target);
  };
  draw();
  const ticking = data.running ? setInterval(draw, 250) : null;
  return () => clearInterval(ticking);
}
"""


def show(view: CallView) -> None:
    """Draw the time so far beside the target, where the call has one; it runs from the first word."""
    _clock()(key=state.CLOCK, data=setting(view), width="content")
    state.drop_clock()


def setting(view: CallView) -> dict[str, float | bool | None]:
    """What the browser needs to run the clock: times in seconds, and whether it runs."""
    target = view.persona.target_handle_time
    running = bool(view.transcript.turns) and not (view.ended or view.paused)
    return {
        "elapsed": talking.elapsed(view) if running else view.elapsed,
        "running": running,
        "target": target if isinstance(target, int) else None,
        "near": NEAR,
    }


@functools.cache
def _clock() -> ComponentRenderer:
    return st.components.v2.component(NAME, html=MARKUP, css=STYLE, js=SCRIPT)
