"""How an edition is headed, in the queue and on its page: by names of languages, and from where its words begin."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from deskroom import Editor

from syndicate.config import Config
from syndicate.languages import language_tag
from syndicate.model import Article, Edition, EditionState, Source, Unit, UnitKind
from syndicate.state import State

EN, AR = language_tag("en"), language_tag("ar")
TITLE = "افتتاح جسر جديد"


@pytest.fixture
def arabic(config: Config) -> str:
    """The address of an edition from right to left that is held."""
    source = Source("feed", "1", document="bridge.html")
    article = Article("bridge", source, (Unit(UnitKind.TITLE, "A bridge is opened"),), language=EN)
    with State(config.run.state) as state:
        state.articles.keep([article])
        edition = Edition(article, AR, (Unit(UnitKind.TITLE, TITLE),), EditionState.HELD)
        state.releases.release(edition, datetime(2026, 11, 29, 12, tzinfo=UTC), {})
    return "/articles/bridge/ar"


@pytest.mark.parametrize(
    ("tag", "said"),
    [("en", "English → Arabic"), ("ru", "английский → арабский"), ("az", "ingilis → ərəb")],
)
def test_languages_are_called_by_their_names(editor: Editor, arabic: str, tag: str, said: str) -> None:
    for path in ("/queue", arabic):
        text = editor.get(path, headers={"accept-language": tag}).text
        assert said in text, path
        assert "en → ar" not in text, path


def test_a_title_from_right_to_left_stands_where_its_details_do(editor: Editor, arabic: str) -> None:
    # A heading that had its own direction would begin at the other side of the page.
    for path, name in (("/queue", "h2"), (arabic, "h1")):
        heading, inner = re.findall(rf"<{name}([^>]*)>(<(?:a|span) [^>]*>){TITLE}<", editor.get(path).text)[0]
        assert heading == "", path
        assert 'dir="auto"' in inner, path
        assert 'lang="ar"' in inner, path
