"""Why an edition is held or noted, in the editor's language: every reason has its words there, and keeps its facts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from deskroom import Editor

from syndicate.config import Config
from syndicate.desk.reasons import REASONS, reason
from syndicate.languages import language_tag
from syndicate.model import Article, Edition, EditionState, Issue, IssueType, Source, Unit, UnitKind
from syndicate.state import State

HOME = Path(str(files("syndicate")))
PLACES = ("checks/*.py", "doubts.py", "prepare.py", "human.py", "routes.py", "state/decisions.py", "gate.py")
"""Where reasons are said."""


def said(node: ast.expr) -> str:
    """Return the text of a literal, with something in place of every value."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "XX" for part in node.values)  # type: ignore[attr-defined]


def reasons() -> Iterator[str]:
    """Yield every sentence of those modules that stands where a reason is said."""
    for pattern in PLACES:
        for path in HOME.glob(pattern):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                found: list[ast.expr] = []
                if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "comment":
                    found = [node.value]
                elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Issue", "_issue", "RouteError"}:
                    found = node.args
                elif isinstance(node, ast.Tuple) and len(node.elts) == 3:
                    found = node.elts[1:2]  # kind, comment, severity
                for one in found:
                    if isinstance(one, ast.JoinedStr) or (isinstance(one, ast.Constant) and " " in str(one.value)):
                        yield re.sub(r"\{\w+\}", "XX", said(one)).replace("XX%", "40%")


def test_the_reasons_are_found_where_they_are_said() -> None:
    found = set(reasons())
    assert "words that the engine does not know: XX." in found
    assert "“XX” (XX) came out more than once." in found
    assert "no installed engine leads from XX to XX." in found
    assert len(found) > 25


@pytest.mark.parametrize("tag", ["ru", "az"])
def test_every_reason_is_said_in_the_editors_language(tag: str) -> None:
    for each in set(reasons()):
        text = each if each.endswith((".", "?", "”")) else f"{each}."  # held for a reason, or for none
        assert reason(text, tag) != text, text
        assert reason(text, "en") == text


@pytest.mark.parametrize("one", REASONS)
def test_a_reason_keeps_its_facts(one: str) -> None:
    names = re.findall(r"%\((\w+)\)s", one)
    facts = {name: f"F{number}" for number, name in enumerate(names)}
    for tag in ("ru", "az"):
        told = reason(one % facts, tag)
        assert sorted(re.findall(r"F\d", told)) == sorted(facts.values()), told


def test_languages_and_links_are_called_as_the_editor_does() -> None:
    text = "“Osh” (osh) has no name in ar in the glossary."
    assert reason(text, "ru") == "“Osh” (osh): в глоссарии нет имени на языке «арабский»."
    assert reason(text, "az") == "“Osh” (osh): lüğətdə ərəb dilində adı yoxdur."
    assert reason("the link on “Tuva” stands 0 times for 1.", "ru").startswith("ссылка на “Tuva”")
    both = "260 of the source is not in the target; 3 in the target is not in the source."
    assert reason(both, "ru") == "Из оригинала нет в переводе: 260; в переводе лишнее: 3."
    assert reason("a plug-in says this.", "ru") == "a plug-in says this."
    long = f"“{'word ' * 500}” came back untranslated."  # so much is not looked through
    assert reason(long, "ru") == long


@pytest.mark.parametrize(
    ("tag", "told", "by"),
    [("ru", "Слова, которых", "слова (1)"), ("az", "tanımadığı sözlər: “lari”.", "sözlər (1)")],
)
def test_the_queue_and_the_article_say_it(config: Config, editor: Editor, tag: str, told: str, by: str) -> None:
    source = Source("feed", "1", document="road.html")
    article = Article("road", source, (Unit(UnitKind.TITLE, "A road"),), language=language_tag("en"))
    issue = Issue(IssueType.UNTRANSLATED, "words", "words that the engine does not know: “lari”.", 40.0)
    edition = Edition(article, language_tag("es"), article.units, EditionState.HELD, issues=(issue,))
    with State(config.run.state) as state:
        state.articles.keep([article])
        state.releases.release(edition, datetime(2026, 11, 29, 12, tzinfo=UTC), {})
    for path in ("/queue", "/articles/road/es"):
        assert told in editor.get(path, headers={"accept-language": tag}).text, path
        assert issue.comment in editor.get(path).text, path
    assert f'<option value="words">{by}</option>' in editor.get("/queue", headers={"accept-language": tag}).text
