"""Acts heard in freshly written service calls against those a strict analyst named: precision and recall."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from simulator.listening import hear
from simulator.transcript import Turn

FOLDER: Final = Path(__file__).resolve().parents[1] / "tests" / "data" / "acts"
PAIRS: Final = (("simple_reflection", "complex_reflection"), ("open_question", "closed_question"))


@dataclass
class Score:
    """Acts named by both, by the ear alone and by the analyst alone."""

    right: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def precision(self, acts: list[str] | None = None) -> float:
        """Of the acts heard, the share that the analyst named."""
        return self._share(self.extra, acts)

    def recall(self, acts: list[str] | None = None) -> float:
        """Of the acts that the analyst named, the share heard."""
        return self._share(self.missed, acts)

    def wanted(self, act: str) -> int:
        """How often the analyst named it."""
        return self.right[act] + self.missed[act]

    def acts(self) -> list[str]:
        """Every act met, in the order of the alphabet."""
        return sorted({*self.right, *self.extra, *self.missed})

    def _share(self, wrong: Counter[str], acts: list[str] | None) -> float:
        acts = self.acts() if acts is None else acts
        right = sum(self.right[act] for act in acts)
        whole = right + sum(wrong[act] for act in acts)
        return right / whole if whole else 1.0


@dataclass(frozen=True)
class Judged:
    """One agent turn with what was named, what may be named and what was heard."""

    call: str
    text: str
    wanted: frozenset[str]
    allowed: frozenset[str]
    heard: frozenset[str]

    @property
    def missed(self) -> frozenset[str]:
        """Named and not heard, nor its counterpart where either would do."""
        excused = {one for pair in PAIRS for one, other in (pair, pair[::-1]) if other in self.allowed & self.heard}
        return self.wanted - self.heard - excused

    @property
    def extra(self) -> frozenset[str]:
        """Heard, and neither named nor allowed; a paraphrase may be named wherever a reflection may."""
        either = self.wanted | self.allowed
        return self.heard - either - ({"paraphrase"} if either & {*PAIRS[0], "mirroring", "summary"} else set())


def calls(name: str) -> list[dict[str, Any]]:
    """The calls of `fresh_NAME.yaml`; empty where the file is not there."""
    path = FOLDER / f"fresh_{name}.yaml"
    loaded: list[dict[str, Any]] = YAML(typ="safe").load(path.read_text(encoding="utf-8")) if path.exists() else []
    return loaded


def judged(call: dict[str, Any], *, rewrite: Callable[[str], str] = str) -> list[Judged]:
    """Every agent turn of a call, heard after the turns before it; `rewrite` changes each text first."""
    turns: list[Turn] = []
    found = []
    for entry in call["turns"]:
        agent = "a" in entry
        text = rewrite(entry["a"] if agent else entry["c"])
        if agent:
            heard = frozenset(act.act for act in hear(text, earlier=turns))
            wanted, allowed = frozenset(entry["acts"]), frozenset(entry.get("may", ()))
            found.append(Judged(call["id"], text, wanted, allowed, heard))
        turns.append(Turn(n=len(turns) + 1, speaker="agent" if agent else "caller", text=text))
    return found


def score(lines: list[Judged]) -> Score:
    """The tally over judged turns."""
    total = Score()
    for line in lines:
        total.right.update(line.wanted & line.heard)
        total.extra.update(line.extra)
        total.missed.update(line.missed)
    return total
