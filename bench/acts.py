"""How well the acts that are heard agree with people: AnnoMI's questions and reflections, macro-F1.

Rules were written while looking at two thirds of the conversations; those whose number is divisible by three
were never looked at and are reported apart. With `--confusion` the tables behind the figures are printed too.
First come precision and recall on freshly written service calls and on service lines of empathy, validation and
reflection: those that the rules were mended by, and those held back; with `--each` also act by act, and without
`--annomi no` AnnoMI after them.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench._understanding import FAMILIES, listen
from bench.fresh import calls, judged, score
from simulator.listening import hear
from simulator.transcript import Turn

DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "eval" / "annomi.dev.jsonl"
KINDS: Final = ("open", "closed", "none")


@dataclass
class Tally:
    """Pairs of what people said and what was heard."""

    question: Counter[tuple[str, str]] = field(default_factory=Counter)
    reflection: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


def macro_f1(pairs: Counter[tuple[str, str]]) -> float:
    """The unweighted mean of F1 over the labels that people gave."""
    scores = []
    for label in sorted({gold for gold, _ in pairs}):
        hit = pairs[label, label]
        gold = sum(n for (g, _), n in pairs.items() if g == label)
        heard = sum(n for (_, h), n in pairs.items() if h == label)
        scores.append(2 * hit / (gold + heard) if gold + heard else 0.0)
    return sum(scores) / len(scores) if scores else 0.0


def bare(text: str) -> str:
    """A turn as speech-to-text may give it: lower case, no punctuation but apostrophes."""
    return " ".join(re.sub(r"[^\w\s'’]", " ", text).lower().split())


def conversations(path: Path) -> Iterator[dict[str, Any]]:
    """The conversations of a labelled file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def heard(text: str, earlier: list[Turn]) -> tuple[str, str]:
    """Question kind and reflection of a turn, from the ids that were emitted."""
    ids = {act.act for act in hear(text, earlier=earlier)}
    question = next((kind for kind in ("open", "closed") if f"{kind}_question" in ids), "none")
    reflection = next((kind for kind in ("complex", "simple") if f"{kind}_reflection" in ids), "none")
    return question, reflection


def measure(conversation: dict[str, Any], tally: Tally, *, stripped: bool) -> None:
    """Hear every labelled agent turn of a conversation."""
    turns = [Turn.model_validate(turn) for turn in conversation["turns"]]
    if stripped:
        turns = [turn.model_copy(update={"text": bare(turn.text)}) for turn in turns]
    gold = {label["turn"]: label for label in conversation["labels"]}
    for at, turn in enumerate(turns):
        label = gold.get(turn.n)
        if label is None:
            continue
        began = time.process_time()
        question, reflection = heard(turn.text, turns[:at])
        tally.seconds.append(time.process_time() - began)
        if label["question"] is not None:
            tally.question[label["question"], question] += 1
        if label["reflection"] is not None:
            yes_no = (
                "none" if label["reflection"] == "none" else "yes",
                "none" if reflection == "none" else "yes",
            )
            tally.reflection[yes_no] += 1


def main(argv: list[str]) -> int:
    """Print the figures; 0 also when the data is not there, which is said."""
    parser = argparse.ArgumentParser(prog="python -m bench acts", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--confusion", action="store_true")
    parser.add_argument("--each", action="store_true", help="the service calls act by act")
    parser.add_argument("--annomi", choices=("yes", "no"), default="yes")
    arguments = parser.parse_args(argv)
    service_calls(each=arguments.each)
    service_lines()
    return 0 if arguments.annomi == "no" else annomi(arguments)


def service_calls(*, each: bool) -> None:
    """Print precision and recall on the freshly written service calls."""
    print(f"{'service calls':<24}{'text':<14}{'turns':>9}{'precision':>12}{'recall':>11}")
    for name, title in (("dev", "used to mend"), ("held", "held back")):
        for text, rewrite in (("as written", str), ("stripped", bare)):
            lines = [line for call in calls(name) for line in judged(call, rewrite=rewrite)]
            total = score(lines)
            print(f"{title:<24}{text:<14}{len(lines):>9}{total.precision():>12.3f}{total.recall():>11.3f}")
            for act in total.acts() if each else ():
                print(f"    {act:<34}{total.wanted(act):>9}{total.precision([act]):>12.2f}{total.recall([act]):>11.2f}")


def service_lines() -> None:
    """Print precision and recall on the service lines of empathy, validation and reflection."""
    print(f"{'service lines':<24}{'text':<14}" + "".join(f"{family + ' P, R':>18}" for family in FAMILIES))
    for half, title in (("mended", "used to mend"), ("held", "held back")):
        for text, rewrite in (("as written", str), ("stripped", bare)):
            found = listen(half, rewrite=rewrite)
            figures = (f"{found.precision(family):.2f}, {found.recall(family):.2f}" for family in FAMILIES)
            print(f"{title:<24}{text:<14}" + "".join(f"{figure:>18}" for figure in figures))


def annomi(arguments: argparse.Namespace) -> int:
    """Print the figures on AnnoMI."""
    if not arguments.data.exists():
        print(f"skipped: {arguments.data} is not there")
        return 0
    rows = list(conversations(arguments.data))
    thirds = {row["id"]: int(row["id"].rpartition("-")[2]) % 3 == 0 for row in rows}
    print(f"{'conversations':<24}{'text':<14}{'question':>9}{'reflection':>12}{'ms a turn':>11}")
    for name, wanted in (("looked at (two thirds)", False), ("never looked at (third)", True), ("all", None)):
        for stripped in (False, True):
            tally = Tally()
            for row in rows:
                if wanted is None or thirds[row["id"]] is wanted:
                    measure(row, tally, stripped=stripped)
            text = "stripped" if stripped else "punctuated"
            speed = 1000 * median(tally.seconds) if tally.seconds else 0.0
            print(
                f"{name:<24}{text:<14}{macro_f1(tally.question):>9.3f}{macro_f1(tally.reflection):>12.3f}{speed:>11.2f}"
            )
            if arguments.confusion:
                print("   ", dict(tally.question), dict(tally.reflection))
    return 0
