"""Logs as JSON, one object a line on standard error, for whatever collects them.

Nothing of an article stands in them but its name: document and title.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from io import TextIOWrapper

from syndicate.__main__ import SAID_STOPPED
from syndicate.accounts.account import Account
from syndicate.errors import SyndicateError
from syndicate.model import EditionState

_LOG = logging.getLogger("syndicate.run")


def start_json_logs(verbose: int) -> None:
    """Write logs of ours as JSON: warnings and errors, with -v what is done, with -vv everything."""
    level = (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    if isinstance(sys.stderr, TextIOWrapper):
        # JSON is UTF-8, whatever the locale of cron or of a service is; what cannot be is escaped as JSON escapes it.
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    # Other libraries quote what they read; of theirs only that something is wrong is passed on.
    handler.addFilter(lambda record: record.name.startswith("syndicate") or record.levelno >= logging.ERROR)
    logging.basicConfig(level=level, handlers=[handler], force=True)


def log_account(account: Account) -> None:
    """Log what became of a run: each failure, each edition that is held or failed, and the figures."""
    report = account.report
    for failure in report.failures:
        about = {"stage": failure.stage, "article": failure.where}
        _LOG.warning("%s", f"{failure.message} {failure.advice}".strip(), extra=about)
    for each in report.outcomes.of({EditionState.HELD, EditionState.FAILED}):
        # Reasons quote the article; how many there are is enough to know where to look.
        reasons = f"{len(each.reasons)} reason{'s' * (len(each.reasons) != 1)}"
        about = {"stage": "check", "article": each.article}
        _LOG.warning("%s: %s, %s", each.language, each.state.value, reasons, extra=about)
    row = account.run()
    _LOG.info(
        "%d articles, %d editions made, %d sentences translated, %d held, %d failed, %d files written, %.1f seconds",
        row.articles, row.redone, row.translated, row.held, row.failed, row.written, row.seconds,
        extra={"stage": "run"},
    )  # fmt: skip


def log_error(error: Exception) -> None:
    """Log the *error* that ended a run."""
    about = {"stage": getattr(error, "stage", "internal"), "article": getattr(error, "where", "")}
    words = f"{error.message} {error.advice}".strip() if isinstance(error, SyndicateError) else str(error)
    _LOG.error("%s", words, extra={**about, "error": type(error).__name__})


def log_stopped() -> None:
    """Log that somebody stopped the command."""
    _LOG.warning("%s", SAID_STOPPED)


class _Lines(logging.Formatter):
    """One JSON object a line: time, level, stage, article, message, and error where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Return *record* as JSON."""
        parts = record.name.split(".")
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "stage": getattr(record, "stage", parts[1] if len(parts) > 1 else parts[0]),
            "article": getattr(record, "article", ""),
            "message": record.getMessage(),
        }
        error = getattr(record, "error", "")
        if not error and record.exc_info and record.exc_info[0]:
            error = record.exc_info[0].__name__
        return json.dumps({**line, "error": error} if error else line, ensure_ascii=False)
