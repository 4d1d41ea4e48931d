"""How one evaluator agrees with the people who scored blind, criterion by criterion, before and after a correction."""

import streamlit as st

from simulator.evaluator.calibration import Calibration, CriterionCalibration, Measured
from simulator.rubric import Rubric
from simulator.web.wording import plain


def show(found: Calibration, rubric: Rubric) -> None:
    """Draw the table, and under a fold why each criterion is corrected or not."""
    names = {one.id: one.name for one in rubric.criteria}
    entries = {names.get(name, name): entry for name, entry in found.criteria.items()}
    st.table(_rows(entries), border="horizontal", hide_index=True)
    with st.expander("Why each is corrected or not", icon=":material/help:", key=f"why-{found.name}"):
        st.markdown("\n".join(f"- **{plain(name)}.** {plain(entry.why)}" for name, entry in entries.items()))
        st.caption(
            "κ is quadratic-weighted and α is Krippendorff's: 1 is perfect, 0 is no better than chance. In brackets: "
            "where κ would lie for other calls like these, 95 times in 100. “After” is measured on calls left out of "
            "the fit, one at a time."
        )


def whose(found: Calibration) -> str:
    """Which evaluator it is, as Markdown."""
    model = f" with {plain(found.model)}" if found.model else ""
    name = "The model evaluator" if found.model else "The built-in evaluator"
    return f"{name} ({plain(found.evaluator)}){model}"


def _rows(entries: dict[str, CriterionCalibration]) -> dict[str, list[str]]:
    return {
        "Criterion": [plain(name) for name in entries],
        "Calls, by two people": [f"{one.calls}, {one.double}" for one in entries.values()],
        "People, κ and α": [f"{_figure(one.people_kappa)}, {_figure(one.people_alpha)}" for one in entries.values()],
        "Evaluator, κ": [_kappa(one.before) for one in entries.values()],
        "Higher or lower": [_bias(one.before) for one in entries.values()],
        "κ after": ["–" if one.after is None else _kappa(one.after) for one in entries.values()],
        "Correction": [_correction(one) for one in entries.values()],
    }


def _figure(number: float | None) -> str:
    return "–" if number is None else f"{round(number, 2) + 0.0:.2f}".replace("-", "−")  # no −0.00


def _kappa(measured: Measured) -> str:
    if measured.interval is None:
        return _figure(measured.kappa)
    low, high = measured.interval
    return f"{_figure(measured.kappa)} ({_figure(low)} to {_figure(high)})"


def _bias(measured: Measured) -> str:
    return "–" if measured.bias is None else f"{measured.bias:+.1f}".replace("-", "−")


def _correction(one: CriterionCalibration) -> str:
    told = "" if one.trusted else " :gray-badge[Not yet trustworthy]"
    if one.correction is None:
        return f"none helps{told}" if one.after is not None else f"too few calls{told}"
    state = ":green-badge[:material/check: On]" if one.on else ":gray-badge[Off]"
    return f"{state} {plain(one.correction.described())}{told}"
