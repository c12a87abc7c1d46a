"""The account of a run as it is kept in the state and read again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from syndicate.accounts.keeping import accounted, last
from syndicate.config import Config, RunSettings
from syndicate.report import RunReport
from syndicate.state import State
from syndicate.state.reports import put_report
from syndicate.state.runs import runs
from syndicate.watch import Watch

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_the_last_account_is_read_as_it_was_told_and_idle_runs_take_one_row(tmp_path: Path) -> None:
    config = Config(RunSettings(state=tmp_path / "state.sqlite"))

    def work(report: RunReport):
        def run(watch: Watch) -> RunReport:
            watch.stage("read", None)
            watch.advance(2)
            with State(config.run.state) as state:
                put_report(state.facts, report)
            return report

        return run

    busy, idle = RunReport(articles=2, redone=2, written=5), RunReport(articles=2)
    for hour, report in enumerate((busy, idle, idle, replace(busy, translated=3), idle)):
        account = accounted(config, NOW + timedelta(hours=hour), None, work(report))
    with State(config.run.state) as state:
        kept = last(state.facts)
        assert kept is not None
        assert (kept.moment, kept.timing, kept.news) == (account.moment, account.timing, account.news)
        assert [(each.moment.hour, each.redone, each.translated) for each in runs(state.facts)] == [
            (16, 0, 0),
            (15, 2, 3),
            (14, 0, 0),
            (12, 2, 0),
        ]


def test_an_emptied_state_is_left_to_the_run(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.touch()
    sizes: list[int] = []

    def run(_: Watch) -> RunReport:
        sizes.append(path.stat().st_size)
        return RunReport()

    accounted(Config(RunSettings(state=path)), NOW, None, run)
    assert sizes == [0]
