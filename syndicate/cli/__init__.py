"""The command line: one group or command a file, imported only when it is called.

To add a command, write `cli/<name>.py` with a click command called `command`. But for the first line of the program
(`syndicate.__main__`) this is the only place that prints or exits.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from typing import Any, NoReturn

import click

from syndicate.__main__ import SAID_STOPPED, STOPPED
from syndicate.errors import ConfigError, SyndicateError, internal

_ORDER = ("run", "detect", "translate", "glossary", "models", "memory", "report", "publish", "serve", "desk")


LOGS_AS_JSON = "syndicate.cli.logs_as_json"
"""What a command sets in click's `Context.meta` when all that it says on standard error are lines of JSON."""


class _Commands(click.Group):
    """A group whose commands are the modules of this folder; help must stay fast, so one is imported at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        names = [module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")]
        return sorted(names, key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"syndicate.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _SUMMARIES.get(name, "")) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what went wrong is said in one line, without a traceback."""
        try:
            return super().invoke(ctx)
        except SyndicateError as error:
            _end(ctx, error)
        except click.UsageError as error:
            if ctx.meta.get(LOGS_AS_JSON):
                _end(ctx, ConfigError(error.format_message()))
            raise
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            if ctx.meta.get(LOGS_AS_JSON):
                from syndicate.cli._logs import log_stopped

                log_stopped()
            else:
                click.echo(f"\n{SAID_STOPPED}", err=True)
            raise click.exceptions.Exit(STOPPED) from None
        except BrokenPipeError:  # `| head` has seen enough
            # Python would complain once more when it closes standard output; there is nobody to hear it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from None
        except UnicodeEncodeError as error:  # Python passes bytes of an argument that are no UTF-8 on as surrogates
            if error.reason != "surrogates not allowed":
                _end(ctx, internal(error, ""))
            near = error.object[max(0, error.start - 20) : error.end + 20].encode(errors="replace").decode()
            advice = "Write it in UTF-8: see what the terminal, the script or the locale says."
            _end(ctx, ConfigError(f"“{' '.join(near.split())}” is not UTF-8.", advice=advice))
        except OSError as error:  # a disk that is full or may not be written, and no stage that would have told where
            advice = "See that what is read and written is there and allowed, and that the disk has room."
            _end(ctx, SyndicateError(f"{error.strerror or error}.", where=str(error.filename or ""), advice=advice))
        except Exception as error:  # nothing raw reaches a user; -vv has logged where it was
            _end(ctx, internal(error, ""))


def _end(ctx: click.Context, error: SyndicateError) -> NoReturn:
    """End the command with *error*, in words or as a line of the log, and with its exit code."""
    ended = _Misused(str(error)) if error.stage == "config" else _Told(str(error))
    if not ctx.meta.get(LOGS_AS_JSON):
        raise ended from error
    from syndicate.cli._logs import log_error

    log_error(error)
    raise click.exceptions.Exit(ended.exit_code) from error


class _Told(click.ClickException):
    """An error of ours, as click shows it."""


class _Misused(_Told):
    """One that is about what was asked for."""

    exit_code = 2


_SUMMARIES = {
    "run": "Read articles, translate them, publish feeds.",
    "detect": "Say which language files or texts are in.",
    "translate": "Translate a text with the glossary, and show what became of its names.",
    "glossary": "Check, write, exchange and search glossaries of names.",
    "models": "List, install, remove and measure translation models.",
    "memory": "Say what is remembered of translations; give it out and take it in as TMX.",
    "review": "See what is held; correct sentences; let editions out or keep them in.",
    "report": "Show what the last run did, and what is held.",
    "publish": "Write the site again without translating; show what would change; check a site.",
    "serve": "Look at the site in a browser or feed reader before it is public.",
    "desk": "Open the editors' pages: what is held, sentences beside their sources, names.",
}


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="syndicate-news", prog_name="syndicate")
def main() -> None:
    """Articles in many languages, given out again as feeds in others.

    \b
    syndicate run samples/ --to es,fr,uk,ru --out public
    syndicate glossary find "Elbegdorj spoke in Ulaanbaatar." --from en
    syndicate report --held
    """
