"""What is said of a run: its account, its news, its page and its figures."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import msgspec
import pytest
from prometheus_client.parser import text_string_to_metric_families

from syndicate.accounts.account import Account
from syndicate.accounts.keeping import as_json
from syndicate.accounts.metrics import exposition
from syndicate.accounts.page import SHOWN, page, verdict
from syndicate.accounts.stopwatch import SLOWEST, Slow, Stage, Stopwatch
from syndicate.languages import language_tag
from syndicate.model import EditionState, Failure
from syndicate.report import Few, Outcome, RunReport, counted

MOMENT = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)


def outcome(name: str, language: str, state: EditionState, *reasons: str) -> Outcome:
    advice = "Look at it." if reasons else ""
    return Outcome(name, f"{name}-id", language_tag("ru"), language_tag(language), state, reasons, advice)


def report() -> RunReport:
    outcomes = (
        outcome("Паром", "es", EditionState.PUBLISHED),
        outcome("Паром", "uk", EditionState.HELD, "“Ош” is <lost>."),
        outcome('A "quoted" title', "es", EditionState.FAILED, "The engine broke."),
    )
    made = RunReport(
        outcomes=Few(outcomes),
        failures=(Failure("read", 'b\\ad "file"\n.html', "it is empty.", "Take it away."),),
        articles=2,
        sentences=9,
        redone=3,
        translated=8,
        remembered=1,
        names={"held": 4, "lost": 1},
        written=7,
        unchanged=2,
        out="public",
    )
    return counted(made)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def account() -> Account:
    clock = Clock()
    watch = Stopwatch(clock=clock)
    for stage, took, done, what in (
        ("read", 2.0, 0, "https://news.example.org/feed"),
        ("read", 0.5, 1, ""),
        ("prepare", 1.0, 1, "Паром"),
        ("translate", 4.0, 9, ""),
        ("prepare", 0.25, 1, "Паром"),
    ):
        watch.stage(stage, None)
        clock.now += took
        watch.advance(done, what)
    clock.now += 0.25
    return Account(MOMENT, report(), watch.timing())


def test_a_stopwatch_adds_up_stages_articles_and_sources() -> None:
    timing = account().timing
    assert timing.seconds == 8.0
    assert timing.stages == (Stage("read", 2.5, 1), Stage("prepare", 1.5, 2), Stage("translate", 4.0, 9))
    assert timing.articles == (Slow("Паром", 1.25),)
    assert timing.sources == (Slow("https://news.example.org/feed", 2.0),)
    assert account().rates == {"read": 0.4, "prepare": 1.3, "translate": 2.0}


def test_json_has_the_report_and_the_account() -> None:
    made = json.loads(b"".join(as_json(account())))
    assert made["articles"] == 2
    assert made["exit_code"] == 1
    assert made["moment"] == "2026-11-22T21:00:00+00:00"
    assert made["languages"] == {"ru": 2}
    assert made["timing"]["stages"][2] == {"name": "translate", "seconds": 4.0, "done": 9, "rate": 2.0}
    assert made["outcomes"][1]["state"] == "held"


@pytest.mark.parametrize("number", [0, 1, 3])
def test_outcomes_are_written_one_by_one_and_look_like_the_rest(number: int) -> None:
    made = replace(account(), report=replace(report(), outcomes=Few(tuple(report().outcomes)[:number])))
    parts = list(as_json(made))
    assert len(parts) == number + 2
    whole = {"outcomes": msgspec.to_builtins(list(made.report.outcomes)), **made.plain()}
    assert b"".join(parts) == msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def test_prometheus_reads_the_figures() -> None:
    families = {each.name: each for each in text_string_to_metric_families(exposition(account()))}
    assert all(each.type == "gauge" and each.documentation for each in families.values())

    def samples(name: str) -> dict[tuple[str, ...], float]:
        return {tuple(each.labels.values()): each.value for each in families[f"syndicate_{name}"].samples}

    assert samples("last_run_timestamp_seconds") == {(): MOMENT.timestamp()}
    assert samples("last_run_duration_seconds") == {(): 8.0}
    assert samples("editions") == {("es", "failed"): 1, ("es", "published"): 1, ("uk", "held"): 1}
    assert samples("names") == {("held",): 4, ("lost",): 1}
    assert samples("failures") == {("edition",): 1, ("read",): 1}
    assert samples("last_run_stage_seconds")["translate",] == 4.0


def test_labels_are_escaped() -> None:
    odd = 'a\\b "c"\nd'
    made = replace(account(), report=replace(report(), failures=(Failure(odd, "x", "y."),)))
    families = {each.name: each for each in text_string_to_metric_families(exposition(made))}
    assert [each.labels["stage"] for each in families["syndicate_failures"].samples] == [odd, "edition"]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - of HTMLParser
        self.seen.append(tag)
        if tag not in {"meta", "br", "link"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_escapes_what_articles_say() -> None:
    text = page(account()).decode()
    parsed = _Page()
    parsed.feed(text)
    assert parsed.open == []
    assert "script" not in parsed.seen
    assert parsed.seen.count("h1") == 1
    assert "“Ош” is &lt;lost&gt;." in text
    assert "2 failed and 1 held for an editor." in text
    assert "Look at it." in text


@pytest.mark.parametrize("more", [0, 1])
def test_a_long_list_ends_and_says_how_much_is_left_out(more: int) -> None:
    held = tuple(outcome(f"n{each}", "es", EditionState.HELD, "It is long.") for each in range(SHOWN + more))
    text = page(replace(account(), report=counted(replace(report(), outcomes=Few(held))))).decode()
    assert text.count("<bdi>It is long.</bdi>") == SHOWN
    assert ("And 1 more: syndicate report --held" in text) is bool(more)


def test_a_quiet_run_says_so() -> None:
    assert verdict(Account(MOMENT, RunReport())) == "Nothing failed, and nothing is held."
    assert b"Editions by language" not in page(Account(MOMENT, RunReport()))


def test_of_many_articles_the_slowest_are_kept_and_no_others() -> None:
    clock = Clock()
    watch = Stopwatch(clock=clock)
    for batch in range(4):
        for stage in ("prepare", "translate", "check"):
            watch.stage(stage, None)
            for number in range(50):
                clock.now += 1.0 + number / 100 if stage == "prepare" else 0.5
                watch.advance(what=f"{batch}-{number}")
    assert {each.name for each in watch.timing().articles[:4]} == {"0-49", "1-49", "2-49", "3-49"}
    assert watch.timing().articles[0].seconds == 2.49
    assert len(watch._articles) <= 2 * 50 + SLOWEST
