"""Families by their surnames, found and written."""

import pytest

from syndicate.glossary.entries import glossary
from syndicate.glossary.families import family
from syndicate.glossary.forms import allowed_forms, target_form
from syndicate.glossary.match import Matcher
from syndicate.languages import language_tag
from syndicate.model import ConceptEntry, EntryKind

NAMES = {"en": "Ilham Aliyev", "es": "Ilham Alíyev", "fr": "Ilham Aliev", "ru": "Ильхам Алиев", "uk": "Ільхам Алієв"}


def entry(gender: str = "m", **short: str) -> ConceptEntry:
    shorts = short or {tag: name.split()[1] for tag, name in NAMES.items()}
    return ConceptEntry(
        "aliyev",
        EntryKind.PERSON,
        {language_tag(tag): name for tag, name in NAMES.items()},
        gender,
        {language_tag(tag): name for tag, name in shorts.items()},
    )


@pytest.mark.parametrize(
    ("source", "text", "target", "wanted"),
    [
        ("en", "The Aliyevs left.", "es", "los Alíyev"),
        ("en", "He praised the Aliyevs.", "fr", "les Aliev"),
        ("ru", "Дом Алиевых сгорел.", "uk", "Алієвих"),
        ("ru", "Он говорил с Алиевыми.", "en", "the Aliyevs"),
        ("uk", "Родина Алієвих.", "ru", "Алиевых"),
    ],
)
def test_a_family_is_found_and_written(source: str, text: str, target: str, wanted: str) -> None:
    (mention,) = Matcher(glossary([entry()]), language_tag(source)).find(text)
    assert mention.field == "family"
    case = mention.cases[0] if target in ("ru", "uk") else ""
    form = target_form(mention, language_tag(target), case)
    assert form is not None
    assert form.text == wanted
    assert wanted in allowed_forms(entry(), language_tag(target))


@pytest.mark.parametrize("one", [entry("f"), entry(ru="Петренко"), entry(ru="Ким"), entry(ru="Ильхам Алиев")])
def test_where_no_rule_is_certain_there_is_no_family(one: ConceptEntry) -> None:
    assert family(one, language_tag("ru")) == ()


def test_of_two_with_one_surname_it_is_the_same_family() -> None:
    from dataclasses import replace

    two = glossary([entry(), replace(entry(), id="aliyev-heydar")])
    (mention,) = Matcher(two, language_tag("en")).find("We met the Aliyevs in Baku.")
    assert mention.field == "family"
