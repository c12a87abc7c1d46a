"""The program from its first line on."""

import subprocess
import sys
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
INTERRUPTED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what runs behind it with SIGINT ignored
class Finger:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finger())
from {module} import {function}
sys.argv = ["syndicate", "memory", "stats"]
{function}()
"""


def test_ctrl_c_while_the_program_is_still_being_loaded() -> None:
    entry = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]["scripts"]["syndicate"]
    module, _, function = entry.partition(":")
    for name in ("click", "syndicate.errors", "syndicate.cli.memory", "syndicate.state"):
        code = INTERRUPTED.format(name=name, module=module, function=function)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert done.returncode == 130, done.stderr
        assert done.stderr.strip() == "Stopped. Nothing is left half done: the same command takes up from here."


def test_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "syndicate", "--help"], capture_output=True, text=True, check=True)
    assert "syndicate run samples/" in done.stdout
