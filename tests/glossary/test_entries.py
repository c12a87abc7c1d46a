from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from syndicate.errors import GlossaryError
from syndicate.glossary import entries, revise, shelf, shipped
from syndicate.glossary.blocks import read
from syndicate.glossary.entries import entry_digest, fallbacks, follow, in_language, load, load_all
from syndicate.languages import language_tag
from syndicate.model import ConceptEntry, EntryKind, LanguageTag

FIXTURES = Path(__file__).parent.parent / "fixtures" / "glossary"


def written(folder: Path, text: str, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_entry_is_read() -> None:
    glossary = load([FIXTURES / "names.yaml"])
    entry = glossary.entries["elbegdorj-tsakhiagiin"]
    assert entry == ConceptEntry(
        id="elbegdorj-tsakhiagiin",
        kind=EntryKind.PERSON,
        gender="m",
        names={"en": "Tsakhiagiin Elbegdorj", "ru": "Цахиагийн Элбэгдорж", "mn": "Цахиагийн Элбэгдорж"},
        short={"en": "Elbegdorj", "ru": "Элбэгдорж", "mn": "Элбэгдорж"},
        also={"en": ("Tsakhiyagin Elbegdorj",)},
        avoid={"en": ("Elbegdorzh",), "ru": ("Элбегдорж",)},
        fixed=("Цахиагийн",),
        forms={"mn": {"gen": "Элбэгдоржийн"}},
        note="President of Mongolia 2009-2017",
        file=str(FIXTURES / "names.yaml"),
        line=7,
    )
    assert list(glossary.entries) == sorted(glossary.entries)
    assert " ".join(glossary.languages) == "az en es fr kk ky mn pt ru tr uk uz uz-Cyrl zh"
    assert glossary.entries["podcast"].case_sensitive is False
    assert glossary.entries["new-york-times"].keep is True


def test_every_mistake_is_told_and_good_entries_survive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FIXTURES)
    glossary, failures = load_all([Path("broken.yaml")])
    told = "\n".join(map(str, failures)) + "\n"
    assert told == (FIXTURES / "broken.expected.txt").read_text(encoding="utf-8")
    assert list(glossary.entries) == ["survivor", "survivor-at-the-end"]
    assert glossary.entries["survivor"].names == {"en": "Survivor", "no": "Overlever"}


def test_load_raises_with_all_mistakes(tmp_path: Path) -> None:
    path = written(tmp_path, "a:\n  names: {en: ''}\nb:\n  kind: x\n  names: {en: B}\n")
    with pytest.raises(GlossaryError) as caught:
        load([path])
    assert f"{path}:2: a, names, en: the term is empty." in str(caught.value)
    assert f"{path}:4: b, kind: “x” is not known." in str(caught.value)


def test_one_id_in_two_files_names_both_places(tmp_path: Path) -> None:
    one = written(tmp_path, "a:\n  names: {en: A}\n", "one.yaml")
    two = written(tmp_path, "\na:\n  names: {en: B}\n", "two.yml")
    glossary, failures = load_all([tmp_path])
    assert [str(failure) for failure in failures] == [
        f"{two}:2: a: this entry already stands in {one}:1. Keep one, or give one another identifier."
    ]
    assert glossary.entries["a"].names == {"en": "A"}


def test_files_are_read_once_sorted_and_hidden_ones_not(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    a = written(tmp_path, "a:\n  names: {en: A}\n", "b.yaml")
    written(tmp_path / "sub", "b:\n  names: {en: B}\n", "a.yml")
    written(tmp_path / ".git", "c: wrong\n", "a.yaml")
    written(tmp_path, "not: read", "notes.txt")
    assert list(load([tmp_path, a, tmp_path]).entries) == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a:\n  names: {ru: \xcf\xf3\xf2\xe8\xed}\n", ":2: the file is not UTF-8. Save it in the encoding UTF-8."),
        (b"a:\n  names: {en: A}\n---\nb:\n  names: {en: B}\n", ":3: a second document begins here"),
        (b"- a\n- b\n", ":1: an entry's identifier should stand here."),
        (b"a:\n  names: {en: \x07}\n", ":2: there is a control character (U+0007)."),
        (b"a:\n  names:\n    en: " + b"x" * 400, ":3: a, names, en: the term is longer than 300 characters."),
        (b"a:\n  note: " + b"x" * 20_000 + b"\n  names: {en: A}", ":2: a text is longer than 10,000 characters."),
        (b"a:\n  names:\n    ? [x]\n    : y\n", ":3: a list or map stands where a field's name is expected."),
        (b'a:\n  "na\\emes": {en: A}\n', ":2: there is an invisible character in the name of a field."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    failures = load_all([path])[1]
    assert any(message in str(failure) for failure in failures), [str(failure) for failure in failures]


def test_missing_paths_and_empty_folders_are_told(tmp_path: Path) -> None:
    told = [str(failure) for failure in load_all([tmp_path / "no.yaml", tmp_path])[1]]
    assert told == [
        f"{tmp_path / 'no.yaml'}: there is no such file or folder. Check the path.",
        f"{tmp_path}: there is no .yaml file in this folder. "
        "What another program wrote is taken up by: syndicate glossary import FILE --into names.yaml",
    ]


def test_windows_lines_byte_order_marks_and_empty_files(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbf# names\r\na:\r\n  names: {en: A}\r\n")
    assert load([path]).entries["a"].line == 2
    assert load([written(tmp_path, "# nothing yet\n", "b.yaml")]).entries == {}


def test_terms_are_composed(tmp_path: Path) -> None:
    assert load([written(tmp_path, "a:\n  names: {uk: Куи\u0306в}\n")]).entries["a"].names == {"uk": "Куйв"}


def test_a_bomb_of_aliases_is_refused_at_once(tmp_path: Path) -> None:
    letters = "abcdefghijklmnopqrstu"
    doubled = (f"{key}: &{key} [*{last}, *{last}]\n" for last, key in pairwise(letters))
    bomb = "a: &a [x, x]\n" + "".join(doubled)
    glossary, failures = load_all([written(tmp_path, bomb)])
    assert not glossary.entries
    assert len(failures) == 21


def test_ten_thousand_brackets_do_no_harm(tmp_path: Path) -> None:
    assert load_all([written(tmp_path, "a: " + "[" * 10_000)])[1]


def test_the_cache_gives_the_same_and_is_used(tmp_path: Path) -> None:
    path = written(tmp_path, (FIXTURES / "broken.yaml").read_text(encoding="utf-8"))
    cache = tmp_path / "cache"
    first = load_all([path], cache)
    (kept,) = cache.iterdir()
    assert load_all([path], cache) == first == load_all([path])
    moved = path.rename(tmp_path / "moved.yaml")
    assert {entry.file for entry in load_all([moved], cache)[0].entries.values()} == {str(moved)}
    assert list(cache.iterdir()) == [kept]
    # It is read, not only written ...
    data = shelf.take(cache, kept.name)
    assert data is not None
    shelf.put(cache, kept.name, data.replace(b"Survivor", b"Survived"))
    assert load_all([moved], cache)[0].entries["survivor"].names["en"] == "Survived"
    # ... and a broken one is made anew.
    kept.write_bytes(b"\xff" * 10)
    assert load_all([moved], cache)[0].entries["survivor"].names["en"] == "Survivor"


def test_a_cache_that_cannot_be_written_is_no_cache(tmp_path: Path) -> None:
    path = written(tmp_path, "a:\n  names: {en: A}\n")
    assert list(load_all([path], path / "no" / "folder")[0].entries) == ["a"]


def test_digests_follow_what_changes_a_translation_and_nothing_else() -> None:
    entry = ConceptEntry("a", EntryKind.PERSON, {LanguageTag("en"): "A", LanguageTag("ru"): "А"})
    turned = replace(entry, names={LanguageTag("ru"): "А", LanguageTag("en"): "A"})
    assert entry_digest(entry) == entry_digest(turned)
    for remark in ({"note": "x"}, {"source": "x"}, {"checked": "x"}, {"file": "x"}, {"line": 7}):
        assert entry_digest(replace(entry, **remark)) == entry_digest(entry)
    changes = ({"gender": "m"}, {"short": {"en": "B"}}, {"fixed": ("A",)}, {"say": {"tr": "a"}}, {"keep": True})
    digests = {entry_digest(entry), *(entry_digest(replace(entry, **change)) for change in changes)}
    assert len(digests) == 6


def test_a_glossary_has_one_digest_wherever_its_entries_stand(tmp_path: Path) -> None:
    one = written(tmp_path, "a:\n  names: {en: A}\nb:\n  names: {en: B}\n  note: x\n", "one.yaml")
    other = written(tmp_path, "b:\n  names: {en: B}\n\na:\n  names: {en: A}\n", "other.yaml")
    assert load([one]).digest == load([other]).digest


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en"),
        ("pt-BR", "pt-BR pt"),
        ("uz-Cyrl", "uz-Cyrl"),
        ("uz-Latn", "uz-Latn uz"),
        ("uz-Cyrl-UZ", "uz-Cyrl-UZ uz-Cyrl"),
        ("zh-Hant-TW", "zh-Hant-TW zh-Hant"),
        ("sr-Latn", "sr-Latn"),
    ],
)
def test_a_script_is_never_crossed(tag: str, expected: str) -> None:
    assert " ".join(fallbacks(language_tag(tag))) == expected


def test_a_value_is_that_of_the_nearest_tag() -> None:
    values = {language_tag("pt"): "a", language_tag("uz"): "b"}
    assert in_language(values, language_tag("pt-BR")) == "a"
    assert in_language(values, language_tag("uz-Cyrl")) is None


def test_the_shipped_folder_is_there() -> None:
    assert shipped().name == "glossaries"


@given(st.lists(st.sampled_from(["a", "b:", " ", "  ", "\n", "names:", "{en:", "}", "[", "]", ",", "'", '"', "\t", "#", "- ", "&a", "*a", "!!x", "|", "---", "é"])))  # fmt: skip # noqa: E501 - the tokens of YAML, in one line
def test_whatever_is_written_gives_entries_or_problems(tokens: list[str]) -> None:
    text = "".join(tokens)
    fields, problems = read(text)
    assert all(1 <= problem.line <= text.count("\n") + 2 for problem in problems)
    try:
        plain = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - BaseLoader makes texts only
    except yaml.YAMLError:
        plain = None
    if isinstance(plain, dict) and not problems:
        assert {field.key for field in fields} == set(plain)


def test_an_edit_leaves_in_the_cache_what_reading_the_file_would_give(tmp_path: Path) -> None:
    path, cache = tmp_path / "names.yaml", tmp_path / "cache"
    path.write_text(
        "# Towns.\na:\n  kind: place\n  names: {en: Aktau, ru: Актау}\n\n"
        "# The second.\nb:\n  kind: place\n  names: {en: Oral}\n\nc:\n  kind: place\n  names: {en: Taraz}\n"
    )
    entry = load([path], cache).entries["b"]
    for edit in (
        revise.edited(entry, {"names.uk": "Орал", "also.en": "Uralsk\nOyal", "note": "A town"}),
        revise.deleted(entry),
    ):
        for each in cache.iterdir():
            each.unlink()
        load([path], cache)
        follow(cache, edit.data, edit.result, entry, edit.after)
        other = tmp_path / "after.yaml"
        other.write_bytes(edit.result)
        kept = entries._kept(edit.result, cache)
        assert kept is not None
        read, problems = entries._parse(edit.result, "")
        assert (([replace(one, file="") for one in kept[0]]), kept[1]) == (read, problems)
