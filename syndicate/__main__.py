"""The program `syndicate`, also as `python -m syndicate`: Ctrl-C is answered from its first line on.

All else that it needs is imported inside, because importing takes longer than a finger.
"""

from __future__ import annotations

import sys

STOPPED = 130
"""Exit code after Ctrl-C, as shells have it."""
# What is kept is kept whole: the state in transactions, files by renaming.
SAID_STOPPED = "Stopped. Nothing is left half done: the same command takes up from here."
"""What is said then."""


def main() -> None:
    """Run the command line."""
    try:
        from syndicate.cli import main as command_line

        command_line()
    except KeyboardInterrupt:
        print(f"\n{SAID_STOPPED}", file=sys.stderr)  # noqa: T201 - what prints is not imported yet
        sys.exit(STOPPED)


if __name__ == "__main__":
    main()
