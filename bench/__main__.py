"""`python -m bench NAME [ARGUMENTS]` runs the measurement of that name."""

import importlib
import sys
from pathlib import Path


def main() -> int:
    """Run one measurement; exit code 2 when there is none of that name."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in names:
        print(f"usage: python -m bench NAME\nnames: {', '.join(names)}", file=sys.stderr)
        return 2
    return int(importlib.import_module(f"bench.{name}").main(sys.argv[2:]) or 0)


if __name__ == "__main__":
    sys.exit(main())
