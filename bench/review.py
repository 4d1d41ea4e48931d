"""How long a lead waits for the graded calls: every order and filter, the means, and the whole page, at 20,000 rows.

Calls, turns and grades are written in bulk into a store of their own; the grades are copies of a real one with other
scores. Figures are medians in milliseconds, of the domain's own functions (list and count together) and of the script
run of the page as Streamlit's AppTest drives it.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import create_engine, insert
from streamlit.testing.v1 import AppTest

from simulator.access import LOCAL_PERSON, Role, narrowed
from simulator.cohorts.review import PAGE, Review, pages
from simulator.evaluator import grade_embedded
from simulator.library import Library
from simulator.listening import Matcher
from simulator.practice import Practice
from simulator.settings import Settings
from simulator.store import CallFilter, CallSummary, Store
from simulator.store.tables import CallRow, GradeRow, PersonRow, TurnRow

ROOT: Final = Path(__file__).resolve().parent.parent
PEOPLE: Final = 200
TURNS: Final = 14
BATCH: Final = 2000
BAR: Final = 300.0
"""Milliseconds that one page of the list may take."""
WHOLE: Final = "the whole page, under AppTest"
"""Has no bar here: half of it is the test driver's own work. `python -m bench pages` measures what a browser gets."""
LEAD: Final = narrowed(LOCAL_PERSON, Role.LEAD)
LINES: Final = (
    "Good morning, you're through to Sam. How can I help you today?",
    "Nineteen days, and you're the one ringing everybody. What has it been like with the bills since?",
    "I'll put a hold on everything today, and I'll ring you on Tuesday before noon.",
)


@dataclass(frozen=True, slots=True)
class Took:
    """What something took, in milliseconds; on a machine with other work to do the two drift apart."""

    waited: float
    cpu: float


def main(argv: list[str]) -> int:
    """Measure, print, and exit 1 where a listing takes longer than the bar."""
    parser = argparse.ArgumentParser(prog="python -m bench review", description=__doc__)
    parser.add_argument("--calls", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), _env_file=None)
        with filled(settings, options.calls) as practice_store:
            figures = listed(practice_store, settings, options.runs)
        figures[WHOLE] = whole_page(Path(folder), options.runs)
    held = all(figure.waited <= BAR for name, figure in figures.items() if name != WHOLE)
    if options.json:
        milliseconds = {name: asdict(figure) for name, figure in figures.items()}
        print(json.dumps({"calls": options.calls, "milliseconds": milliseconds, "bar": BAR, "held": held}))
    else:
        for name, figure in figures.items():
            verdict = "" if name == WHOLE else "holds" if figure.waited <= BAR else "MISSED"
            print(f"{name:36} {figure.waited:8.1f} ms   CPU {figure.cpu:8.1f} ms   {verdict}")
    return 0 if held else 1


def filled(settings: Settings, calls: int) -> Store:
    """A store with so many calls in it, one in ten private, one in ten without a grade."""
    store = Store(settings.store_url)
    store.upgrade()
    library = Library.from_settings(settings)
    practice = Practice(store=store, library=library, settings=settings, matcher=Matcher())
    model = practice.begin(LOCAL_PERSON, "bereaved-account-holder", seed=7, caller="embedded")
    for line in LINES:
        "".join(practice.say(LOCAL_PERSON, model.id, line))
    view = practice.look(LOCAL_PERSON, model.id)
    body = grade_embedded(view.transcript, view.rubric, persona=view.persona).model_dump(mode="json", by_alias=True)
    record = store.call(model.id)
    assert record is not None
    practice.close()
    fill(settings, {"persona_hash": record.persona_hash, "rubric_hash": record.rubric_hash}, body, calls)
    return store


def fill(settings: Settings, texts: dict[str, str], body: dict[str, Any], calls: int) -> None:
    """Write people, calls, turns and grades in bulk."""
    chance, start = random.Random(7), datetime.now(UTC)
    engine = create_engine(settings.store_url)
    with engine.begin() as connection:
        connection.execute(
            insert(PersonRow),
            [
                {"id": f"p{n}", "name": f"Person {n}", "roles": ["trainee"], "created": start, "preferences": {}}
                for n in range(PEOPLE)
            ],
        )
        for first in range(0, calls, BATCH):
            numbers = range(first, min(first + BATCH, calls))
            rows = [call_row(n, texts, start, chance) for n in numbers]
            connection.execute(insert(CallRow), rows)
            connection.execute(insert(TurnRow), [turn for row in rows for turn in turn_rows(row)])
            graded = [grade_row(row, body, chance) for row in rows if row["grade_id"] is not None]
            connection.execute(insert(GradeRow), graded)
    engine.dispose()


def call_row(n: int, texts: dict[str, str], start: datetime, chance: random.Random) -> dict[str, Any]:
    """One call, as the table holds it."""
    began = start - timedelta(minutes=13 * n)
    graded, score = chance.random() < 0.9, round(chance.uniform(1, 5), 2)
    persona = chance.choice(["bereaved-account-holder", "wrongly-billed", "home-after-hospital"])
    return texts | {
        "id": f"call-{n}", "owner": f"p{chance.randrange(PEOPLE)}", "persona_id": persona, "persona_version": "1.0.0",
        "rubric_id": "compassionate-call", "rubric_version": "1.0.0", "seed": n, "caller_kind": "embedded",
        "caller_model": None, "private": chance.random() < 0.1, "parent": None, "forked_at": None, "started_at": began,
        "ended_at": began + timedelta(minutes=9), "end_reason": "agent", "meta": {}, "difficulty": 0, "notes": "",
        "paused_at": None, "paused_seconds": 0.0, "hints": [], "grade_id": n + 1 if graded else None,
        "settled_overall": score if graded else None, "settled_passed": score >= 3.5 if graded else None,
        "overridden": False,
    }  # fmt: skip


def turn_rows(call: dict[str, Any]) -> list[dict[str, Any]]:
    """The turns of that call."""
    at = call["started_at"]
    return [
        {"call_id": call["id"], "n": n, "speaker": "agent" if n % 2 else "caller", "text": LINES[n % 3], "at": 9.0 * n,
         "status": "complete", "created": at, "written": at}
        for n in range(1, TURNS + 1)
    ]  # fmt: skip


def grade_row(call: dict[str, Any], body: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The grade of that call: a real one with other scores."""
    criteria = [
        one | {"score": round(chance.uniform(1, 5), 2)} if one["score"] is not None else one
        for one in body["criteria"]
    ]  # fmt: skip
    result = {"overall": call["settled_overall"], "passed": call["settled_passed"]}
    return result | {
        "id": call["grade_id"], "call_id": call["id"], "rubric": "compassionate-call@1.0.0", "evaluator": "embedded",
        "status": "graded", "body": body | result | {"criteria": criteria}, "key": call["id"],
        "created": call["ended_at"], "log": None,
    }  # fmt: skip


def listed(store: Store, settings: Settings, runs: int) -> dict[str, Took]:
    """Milliseconds of what the list is made of."""
    library = Library.from_settings(settings)
    review = Review(store, rubrics=lambda _digest: library.rubric("compassionate-call"))
    month = datetime.now(UTC) - timedelta(days=30)
    unpassed = CallFilter(persona="wrongly-billed", result="not_passed")

    def look(wanted: CallFilter | None = None, **how: Any) -> list[CallSummary]:
        return review.calls(LEAD, wanted, **how) if review.count(LEAD, wanted) else []

    asked: dict[str, Callable[[], object]] = {
        "first page, by date": look,
        "last page, by date": lambda: look(page=pages(review.count(LEAD))),
        "lowest score first": lambda: look(order="overall", descending=False),
        "lowest score first, last page": lambda: look(order="overall", descending=False, page=300),
        "by person": lambda: look(order="owner", descending=False),
        "by caller": lambda: look(order="persona", descending=False),
        "one person": lambda: look(CallFilter(owner="p7")),
        "one caller, not passed, by score": lambda: look(unpassed, order="overall"),
        "the last 30 days": lambda: look(CallFilter(since=month)),
        "changed by a person": lambda: look(CallFilter(overridden=True)),
        "people who share calls": lambda: review.people(LEAD),
        "means of the latest 500": lambda: review.standings(LEAD),
    }
    assert len(look()) == PAGE
    return {name: timed(work, runs) for name, work in asked.items()}


def whole_page(folder: Path, runs: int) -> Took:
    """Milliseconds of the page's script run in a session of its own, once the process is warm."""
    os.environ["SIDETONE_DATA_DIR"] = str(folder)

    def opened() -> None:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.session_state["role"] = Role.LEAD.value
        app.switch_page("simulator/web/pages/review.py")
        app.run()
        assert not app.exception and any("Graded calls" in title.value for title in app.title)

    opened()
    return timed(opened, runs)


def timed(work: Callable[[], object], runs: int) -> Took:
    """The medians of so many runs."""
    work()
    waited, cpu = [], []
    for _ in range(runs):
        started, busy = time.perf_counter(), time.process_time()
        work()
        waited.append(1000 * (time.perf_counter() - started))
        cpu.append(1000 * (time.process_time() - busy))
    return Took(statistics.median(waited), statistics.median(cpu))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
