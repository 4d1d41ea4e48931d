"""How the command line prints what was measured: agreement with people, and corrections."""

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from simulator.cli.show import out
from simulator.evaluator.agreement import Agreement
from simulator.evaluator.calibration import Calibration, CriterionCalibration


def print_agreement(result: Agreement) -> None:
    """Agreement, to read: kappa with its interval beside what people reach among themselves."""
    table = _table("kappa", "95 %", "people", "α", "bias", "exact", "±1", title=f"{result.n} calls")
    for criterion_id, one in result.criteria.items():
        people = _number(one.raters_kappa), _number(one.raters_alpha)
        near = _number(one.exact), _number(one.adjacent)
        table.add_row(criterion_id, _number(one.kappa), _span(one.interval), *people, _number(one.bias), *near)
    people = _number(result.median_raters_kappa), _number(result.median_raters_alpha)
    table.add_row("median", _number(result.median_kappa), _span(result.median_interval), *people)
    out.print(table)
    if result.length_effect is not None:
        out.print(f"Longer calls, scored higher than people score them: rank correlation {result.length_effect:.2f}")


def print_confusion(result: Agreement) -> None:
    """How often people gave which level, by the level that the evaluator gave."""
    for criterion_id, one in result.criteria.items():
        heads = [f"graded {level}" for level in result.levels]
        table = Table("people", *heads, title=criterion_id, title_justify="left")
        for level, row in zip(result.levels, one.confusion, strict=False):
            table.add_row(str(level), *(str(count) if count else "" for count in row))
        out.print(table)


def print_calibration(found: Calibration) -> None:
    """Corrections, to read: agreement before and after, and what is switched on."""
    title = f"{escape(found.of)}: {found.calls} calls that people scored"
    table = _table("calls", "twice", "people", "α", "before", "after", "helps", "now", title=title)
    for criterion_id, one in found.criteria.items():
        share = "" if one.gain_share is None else f"{one.gain_share:.0%}"
        people = _number(one.people_kappa), _number(one.people_alpha)
        after = "" if one.after is None else _number(one.after.kappa)
        before = _number(one.before.kappa)
        table.add_row(criterion_id, str(one.calls), str(one.double), *people, before, after, share, _state(one, found))
    out.print(table)
    for criterion_id, one in found.criteria.items():
        out.print(f"[bold]{criterion_id}[/bold]: {escape(one.why)}")


def _table(*heads: str, title: str) -> Table:
    """A table of criteria that fits a terminal of 80 characters."""
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=0)
    table.add_column("criterion", no_wrap=True)
    for head in heads:
        table.add_column(head)
    return table


def _state(one: CriterionCalibration, found: Calibration) -> str:
    if found.revoked:
        return "revoked"
    state = "on" if one.on else "off" if one.correction else "none"
    return state if one.trusted else f"{state}, not trusted"


def _span(interval: tuple[float, float] | None) -> str:
    return f"{_number(interval[0])} to {_number(interval[1])}" if interval else ""


def _number(value: float | None) -> str:
    """Two decimals without the nought before the point, as agreement is written."""
    return "" if value is None else f"{value:.2f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.2f}"
