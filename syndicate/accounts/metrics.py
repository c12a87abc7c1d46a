"""The figures of a run as Prometheus' textfile collector reads them (text exposition format 0.0.4).

Gauges only: each file is about the last run that came to its end, and a run is no process that counts on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from syndicate.accounts.account import Account
from syndicate.model import EditionState

_Samples = Iterable[tuple[dict[str, str], float]]


def exposition(account: Account) -> str:
    """Return the text of a metrics file for the run of *account*."""
    return "".join(_lines(account))


def _lines(account: Account) -> Iterator[str]:
    report, timing = account.report, account.timing
    failures = Counter(each.stage for each in report.failures)
    failures["edition"] = report.count(EditionState.FAILED)
    yield from _gauge("last_run_timestamp_seconds", "When the last run began.", account.moment.timestamp())
    yield from _gauge("last_run_duration_seconds", "What the last run took.", timing.seconds)
    yield from _gauge("last_run_exit_code", "0 all done, 1 something failed, 3 something is held.", report.exit_code)
    stages = [({"stage": each.name}, each.seconds) for each in timing.stages]
    yield from _family("last_run_stage_seconds", "What each stage of the last run took.", stages)
    yield from _gauge("articles", "Articles that the sources have.", report.articles)
    yield from _gauge("articles_new", "Articles that the run before the last did not know.", account.news.articles)
    yield from _gauge("articles_withdrawn", "Articles that are out and that their sources withdrew.", report.withdrawn)
    languages = [({"language": name}, number) for name, number in account.languages.items()]
    yield from _family("articles_by_language", "Articles by the language that they are in.", languages)
    yield from _gauge("sentences", "Sentences wanted in another language, over all editions.", report.sentences)
    yield from _gauge("sentences_translated", "Sentences that an engine translated in the last run.", report.translated)
    yield from _gauge("sentences_remembered", "Sentences that were remembered.", report.remembered)
    states = [({"language": name, "state": state}, number) for (name, state), number in account.states.items()]
    yield from _family("editions", "Editions by language and state.", states)
    yield from _gauge("editions_redone", "Editions that were made in the last run.", report.redone)
    names = [({"outcome": outcome}, number) for outcome, number in report.names.items()]
    yield from _family("names", "Mentions of glossary names by outcome.", names)
    failed = [({"stage": stage}, number) for stage, number in sorted(failures.items())]
    yield from _family("failures", "What failed, by stage; editions that failed are those of stage edition.", failed)
    yield from _gauge("site_files_written", "Files of the site that the last run wrote.", report.written)
    yield from _gauge("site_files_unchanged", "Files of the site that it left as they were.", report.unchanged)


def _gauge(name: str, text: str, value: float) -> Iterator[str]:
    yield from _family(name, text, [({}, value)])


def _family(name: str, text: str, samples: _Samples) -> Iterator[str]:
    yield f"# HELP syndicate_{name} {text}\n# TYPE syndicate_{name} gauge\n"
    for labels, value in samples:
        said = ",".join(f'{key}="{_escaped(one)}"' for key, one in labels.items())
        yield f"syndicate_{name}{f'{{{said}}}' if said else ''} {value!r}\n"


def _escaped(value: str) -> str:
    """Return a label's value with what the format escapes: backslash, line feed and quotation mark."""
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
