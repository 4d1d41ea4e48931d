"""How surely empathy, validation and reflections are heard in service lines written for it: precision and recall."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ruamel.yaml import YAML

from simulator.listening import hear
from simulator.transcript import Turn

LINES: Final = Path(__file__).resolve().parents[1] / "tests" / "data" / "understanding.yaml"
FAMILIES: Final = {
    "empathy": frozenset({"empathy"}),
    "validation": frozenset({"validation"}),
    "reflection": frozenset({"simple_reflection", "complex_reflection"}),
}


@dataclass
class Heard:
    """Lines of one family: rightly heard, heard without being there, and missed."""

    right: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def precision(self, family: str) -> float:
        """Of the lines in which it was heard, the share that show it; 1 where it was never heard."""
        heard = self.right[family] + self.extra[family]
        return self.right[family] / heard if heard else 1.0

    def recall(self, family: str) -> float:
        """Of the lines that show it, the share in which it was heard."""
        return self.right[family] / (self.right[family] + self.missed[family])


def listen(half: str, *, rewrite: Callable[[str], str] = str) -> Heard:
    """Every line of one half (`mended` or `held`) heard after its caller; `rewrite` changes each text first."""
    found = Heard()
    for line in YAML(typ="safe").load(LINES.read_text(encoding="utf-8"))[half]:
        earlier = [
            Turn(n=1, speaker="agent", text=rewrite("Go on, I'm listening.")),
            Turn(n=2, speaker="caller", text=rewrite(line["caller"])),
        ]
        ids = {act.act for act in hear(rewrite(line["says"]), earlier=earlier)}
        for family, acts in FAMILIES.items():
            if family in line.get("acts", ()):
                (found.right if acts & ids else found.missed)[family] += 1
            elif acts & ids and family not in line.get("may", ()):
                found.extra[family] += 1
    return found
