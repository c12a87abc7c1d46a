"""Each rule is broken once in a site that keeps them all, and must be told of, in the right file."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from newsroom import AR, DAY, ES, HANT, LANGUAGES, NASTY, SETTINGS, UK, article, edition, sentence_by_sentence, units_in

from syndicate.built import RECORD
from syndicate.errors import PublishError
from syndicate.model import Edition, LanguageTag, Source
from syndicate.publish import build
from syndicate.site import MANIFEST, manifest
from syndicate.validate import Inspection, Problem, inspect_site

KY = LanguageTag("ky")
ONE = f"articles/{article(1).id}.html"


def newsroom() -> list[Edition]:
    return [edition(language, number) for number in (1, 2, 3) for language in LANGUAGES]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files of a site in six languages, an empty one, and archives."""
    out = tmp_path_factory.mktemp("site") / "public"
    build(newsroom(), replace(SETTINGS, entries=2), out, languages=[KY])
    return {path: (out / path).read_text() for path in sorted(manifest(out))}


def inspected(files: dict[str, str]) -> list[Problem]:
    inspection = Inspection()
    found = [problem for path, text in files.items() for problem in inspection.look(path, text.encode())]
    return found + inspection.end()


def test_a_site_as_we_write_it_is_whole(good: dict[str, str]) -> None:
    assert inspected(good) == []
    assert len([path for path in good if "/archives/" in path]) > 12


BROKEN = [
    ("es/feed.atom", "</feed>", "", "not well-formed"),
    ("es/feed.json", '"items"', "items", "not well-formed"),
    ("es/feed.atom", ' xml:lang="es">\n  <id>', ">\n  <id>", "does not say its language"),
    ("es/feed.atom", "<id>tag:example.org,2022-09-28:es</id>", "<id>42</id>", "no lasting id"),
    ("es/feed.atom", 'rel="self"', 'rel="other"', "link to itself"),
    ("es/feed.atom", '<entry xml:lang="es">', '<entry xml:lang="uk">', "is in “uk”"),
    ("es/feed.atom", "<title>Estepa y mar</title>", "<title/>", "says nothing in its title"),
    ("es/feed.atom", 'rel="https://schema.org/workTranslation"', 'rel="alternate"', "links rel=alternate"),
    ("es/feed.atom", '<content type="html">', '<content type="text">', "not of type html"),
    ("es/feed.atom", "&lt;p&gt;Este texto", "&lt;div&gt;Este texto", "begin with a paragraph"),
    ("es/feed.atom", "&lt;p&gt;Elbegdorj", "&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;Elbegdorj", "<script>"),
    ("es/feed.atom", "&lt;p&gt;Elbegdorj", '&lt;p onclick="x"&gt;Elbegdorj', "onclick"),
    ("es/feed.atom", "&lt;p&gt;Elbegdorj", '&lt;a href="javascript:x"&gt;y&lt;/a&gt;&lt;p&gt;Elb', "javascript:x"),
    ("es/feed.atom", 'term="trainedAlgorithmicMedia"', 'term="made by hand"', "digital source type"),
    ("es/feed.atom", "<published>2022-09-28T05:00:00Z", "<published>2032-09-28T05:00:00Z", "dates in order"),
    ("es/feed.atom", "<published>2022-09-28T05:00:00Z", "<published>yesterday", "dates in order"),
    ("es/feed.atom", "es/archives/2022-09-28.atom", "es/archives/2021-01.atom", "is not there"),
    ("ar/feed.atom", 'dir="rtl"', 'dir="ltr"', "wrong way round"),
    ("es/feed.rss", 'version="2.0"', 'version="0.9"', "is not RSS 2.0"),
    ("es/feed.rss", "<language>es</language>", "", "has 0 language"),
    ("es/feed.rss", 'isPermaLink="false"', 'isPermaLink="true"', "lasting guid"),
    ("es/feed.rss", "<dc:language>es</dc:language>", "<dc:language>uk</dc:language>", "is in “uk”"),
    ("es/feed.rss", 'rel="via"', 'rel="alternate"', "take for its own address"),
    ("es/feed.rss", ' length="12345"', "", "enclosure without"),
    ("es/feed.rss", "Wed, 28 Sep 2022 05:00:00 GMT</pubDate>", "a Wednesday</pubDate>", "dates in order"),
    ("es/feed.json", '"version": "https://jsonfeed.org/version/1.1"', '"version": "https://jsonfeed.org/2"', "version"),
    ("es/feed.json", '"home_page_url"', '"home"', "has no home_page_url"),
    ("es/feed.json", '"id": "tag:example.org', '"id": "news:example.org', "no lasting id"),
    ("es/feed.json", '"title": "El expresidente', '"title": "Un expresidente', "another title"),
    ("es/feed.json", '"external_url": "https:', '"external_url": "ftp:', "has the external_url"),
    ("es/feed.json", '"date_published": "2022-09-28T05', '"date_published": "2022-09-27T05', "another date of publ"),
    ("es/feed.json", '"size_in_bytes": 12345', '"size_in_bytes": "12345"', "not a int"),
    ("es/feed.json", "reunió con la prensa", "peleó con la prensa", "another body"),
    (f"es/{ONE}", "<!DOCTYPE html>", "", "DOCTYPE"),
    (f"ar/{ONE}", 'lang="ar" dir="rtl">\n<head', 'lang="ar" dir="ltr">\n<head', "wrong direction"),
    (f"es/{ONE}", "<h1>", "<h1>Otro</h1><h1>", "2 headings"),
    (f"es/{ONE}", "<article>", "<script>alert(1)</script><article>", "has a script"),
    (f"es/{ONE}", "../../style.css", "../../other.css", "leads to other.css"),
    (f"es/{ONE}", "<h1><bdi>El ", "<h1><bdi>Un ", None),
    (
        f"es/{ONE}",
        'rel="canonical" href="https://news.example.org/site/es',
        'rel="canonical" href="https://x.org/es',
        "",
    ),
    (f"es/{ONE}", '<link rel="alternate" hreflang="uk"', '<link rel="alternate" hreflang="ru"', "“ru”"),
    ("languages.opml", "uk/feed.atom", "uk/feed2.atom", "is not there"),
    ("languages.opml", 'version="2.0"', 'version="3"', "OPML 2.0"),
    ("sitemap.xml", "/uk/sitemap.xml", "/ua/sitemap.xml", "is not there"),
    ("uk/sitemap.xml", f"uk/{ONE}", "uk/articles/nowhere.html", "is not there"),
    ("news-sitemap.xml", "<news:language>zh-tw", "<news:language>zh-Hant", "does not admit"),
]


@pytest.mark.parametrize(("path", "before", "after", "told"), BROKEN)
def test_what_breaks_a_rule_is_told(good: dict[str, str], path: str, before: str, after: str, told: str | None) -> None:
    assert before in good[path]
    found = inspected(good | {path: good[path].replace(before, after, 1)})
    if told is None:  # the feeds tell of the page
        path, told = "es/archives/2022-09-28.atom", "page of another article"
    assert [problem for problem in found if problem.path == path and told in problem.message], found


def test_a_file_that_is_gone_is_missed(good: dict[str, str]) -> None:
    for path, told in ((f"es/{ONE}", "opens"), ("style.css", "leads to style.css"), ("uk/feed.atom", "is not there")):
        found = inspected({name: text for name, text in good.items() if name != path})
        assert any(told in problem.message for problem in found), path


def test_ids_that_leak_between_languages_are_told(good: dict[str, str]) -> None:
    leaked = {
        path: text.replace(":t/00000000000000000001/uk", ":t/00000000000000000001/es") if path[:3] == "uk/" else text
        for path, text in good.items()
    }
    assert any("is also one in" in problem.message for problem in inspected(leaked))


def test_an_entry_that_opens_its_sibling_is_told(good: dict[str, str]) -> None:
    own = good["es/feed.json"]
    data = json.loads(own)
    data["items"][0]["url"] = data["items"][0]["url"].replace("/es/", "/uk/")
    found = inspected(good | {"es/feed.json": json.dumps(data)})
    assert any("is in “es” and opens a page in “uk”" in problem.message for problem in found)


def test_formats_with_other_entries_are_told(good: dict[str, str]) -> None:
    shorter = re.sub(r"  <entry.*?</entry>\n", "", good["es/feed.atom"], count=1, flags=re.DOTALL)
    found = inspected(good | {"es/feed.atom": shorter})
    assert any("does not have the entries of" in problem.message for problem in found)


def test_a_folder_is_read_back(tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(newsroom(), SETTINGS, out)
    paths = sorted(manifest(out))
    inspection, problems = inspect_site(out, iter(paths))
    assert problems == []
    assert inspection.entries == 3 * 3 * len(LANGUAGES)
    (out / "es" / "feed.rss").unlink()
    (out / "uk" / "feed.json").write_text("{}")
    found = {problem.path for problem in inspect_site(out, iter(paths))[1]}
    assert "es/feed.rss" in found


def test_a_good_site_is_not_replaced_by_a_broken_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from syndicate.writers import rss

    out = tmp_path / "site"
    build(newsroom(), SETTINGS, out)
    before = {path: (out / path).read_bytes() for path in (*manifest(out), MANIFEST)}
    written = rss.rfc822
    monkeypatch.setattr(rss, "rfc822", lambda moment: written(moment).replace("Sep", "Sebtember"))
    with pytest.raises(PublishError, match=r"site would be broken.*dates in order"):
        build([*newsroom(), edition(ES, 4)], SETTINGS, out)
    assert {path: (out / path).read_bytes() for path in (*manifest(out), MANIFEST)} == before
    assert {path.name for path in out.iterdir()} == {Path(path).parts[0] for path in before} | {RECORD}


@pytest.mark.parametrize("name", NASTY)
def test_nasty_titles_and_bodies_break_no_rule(tmp_path: Path, name: str) -> None:
    nasty = NASTY[name]
    own = article(1)
    own = replace(
        own,
        units=units_in(ES, nasty, nasty),
        byline=nasty,
        rights=nasty,
        sections=(nasty,),
        source=Source("https://e.org/feed", nasty, nasty, "https://e.org/" + nasty),
        link="https://e.org/?q=" + nasty,
    )
    made = [edition(one, article=own, units=units_in(one, nasty, nasty)) for one in (AR, ES, HANT, UK)]
    build(made, SETTINGS, tmp_path / "site")
    assert inspect_site(tmp_path / "site", iter(sorted(manifest(tmp_path / "site"))))[1] == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('when="2022-09-29T02:00:00Z"', 'when="lately"', "which or when"),
        (f't/{article(1).id}/es" when', f't/{article(2).id}/es" when', "is gone, and has it"),
    ],
)
def test_what_is_gone_is_named_rightly(tmp_path: Path, before: str, after: str, told: str) -> None:
    editions = [edition(ES, 1, withdrawn=DAY + timedelta(days=1)), edition(ES, 2)]
    build(editions, replace(SETTINGS, withdrawn="remove"), tmp_path / "site")
    files = {path: (tmp_path / "site" / path).read_text() for path in sorted(manifest(tmp_path / "site"))}
    assert inspected(files) == []
    assert before in files["es/feed.atom"]
    files["es/feed.atom"] = files["es/feed.atom"].replace(before, after)
    assert told in " ".join(map(str, inspected(files)))


XLF, TMX = f"es/articles/{article(1).id}.xlf", "es/translations.tmx"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files of a site with an article for translators' tools."""
    out = tmp_path_factory.mktemp("exported") / "public"
    build([sentence_by_sentence()], replace(SETTINGS, exports=("tmx", "xliff")), out)
    return {path: (out / path).read_text() for path in sorted(manifest(out))}


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        (XLF, "</xliff>", "", "not well-formed"),
        (XLF, 'trgLang="es"', 'trgLang="fr"', "is in “fr”, its folder in “es”"),
        (XLF, 'version="2.1"', 'version="1.2"', "not XLIFF 2.1"),
        (XLF, 'unit id="u1"', 'unit id="u0"', "unit “u0” twice"),
        (XLF, 'segment id="s2"', 'segment id="s1"', "unit u1 has the segment “s1” twice"),
        (XLF, 'startRef="c1"', 'startRef="c9"', "begins and does not end the code “c1”"),
        (XLF, 'pc id="c2"', 'pc id="c1"', "code “c1” twice in its source"),
        (XLF, 'data id="d1"', 'data id="d9"', "has no original data “d1”"),
        (TMX, "</body>", "", "not well-formed"),
        (TMX, 'xml:lang="es"', 'xml:lang="en"', "unit 1 is not in two languages"),
        (TMX, "<seg>Bold</seg>", "", "unit 1 has no words"),
        ("sitemap.xml", "sitemapindex", "nothing", "is <nothing>, and not what its name says"),
    ],
)
def test_what_other_programs_take_is_read_back_too(
    exported: dict[str, str], path: str, old: str, new: str, told: str
) -> None:
    assert inspected(exported) == []
    assert old in exported[path]
    text = exported[path].replace(old, new) if path == "sitemap.xml" else exported[path].replace(old, new, 1)
    found = inspected(exported | {path: text})
    assert [problem for problem in found if problem.path == path and told in str(problem)], found
    assert "<string>" not in " ".join(map(str, found))
