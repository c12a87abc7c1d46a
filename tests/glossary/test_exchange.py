import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from inspect import get_annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from syndicate.errors import GlossaryError
from syndicate.glossary import shipped
from syndicate.glossary.entries import Glossary, glossary, load
from syndicate.glossary.exchange import FORMATS, Format, cells, guess, lost
from syndicate.glossary.exchange import load as format_named
from syndicate.glossary.exchange.merge import changes, compare, fitted
from syndicate.glossary.save import amended
from syndicate.model import ConceptEntry, EntryKind, LanguageTag

EN, ES, KK, MN, RU, TR = (LanguageTag(tag) for tag in ("en", "es", "kk", "mn", "ru", "tr"))
PAIR = (EN, ES)
TWO = ("deepl", "weblate")

ELBEGDORJ = ConceptEntry(
    "elbegdorj-tsakhiagiin",
    EntryKind.PERSON,
    {EN: "Tsakhiagiin Elbegdorj", ES: "Tsajiagiin Elbegdorj", MN: "Цахиагийн Элбэгдорж"},
    gender="m",
    short={EN: "Elbegdorj", ES: "Elbegdorj"},
    also={EN: ("Tsakhiyagin Elbegdorj", "Elbegdorj, Ts.")},
    avoid={EN: ("Elbegdorzh",)},
    fixed=("Цахиагийн",),
    forms={MN: {"gen": "Элбэгдоржийн"}},
    say={TR: "elbegdorc"},
    note='President of Mongolia\n"2009-2017"',
    source="https://president.mn",
    checked="2022-09-28 sf",
)
CEASEFIRE = ConceptEntry(
    "ceasefire",
    EntryKind.TERM,
    {EN: "ceasefire", ES: "alto el fuego"},
    gender="m",
    status="preferred",
    part_of_speech="noun",
    case_sensitive=False,
)
TIMES = ConceptEntry("9-times", EntryKind.ORGANISATION, {EN: "The Times"}, keep=True)
OURS = glossary([ELBEGDORJ, CEASEFIRE, TIMES])


@cache
def whole_glossary() -> Glossary:
    """Everything that ships; it takes a second to read."""
    return load([shipped()])


def back(name: str, whole: Glossary, languages: Sequence[LanguageTag] = ()) -> dict[str, ConceptEntry]:
    """What a format gives after writing and reading, nothing being wrong."""
    format_ = format_named(name)
    found, problems = format_.read(format_.write(whole, languages), languages)
    assert problems == []
    return {entry.id: replace(entry, line=0) for entry in found}


def held(name: str, whole: Glossary, languages: Sequence[LanguageTag] = ()) -> dict[str, ConceptEntry]:
    """What a format says that it holds."""
    kept = {entry.id: format_named(name).holds(entry, languages) for entry in whole.entries.values()}
    return {key: replace(entry, file="", line=0) for key, entry in kept.items() if entry is not None}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_keeps_its_contract(name: str) -> None:
    module = format_named(name)
    public = {"LIMITS", "write", "read", "holds"}
    assert public == {member for member in {*get_annotations(Format), *vars(Format)} if not member.startswith("_")}
    assert all(hasattr(module, member) for member in public)
    languages = PAIR if name in TWO else ()
    data = module.write(OURS, languages)
    assert data == module.write(glossary([TIMES, ELBEGDORJ, CEASEFIRE]), languages)
    assert guess(data, "names") == ("csv" if name == "tsv" else name)


@pytest.mark.parametrize("languages", [(), (EN, ES), (RU, KK)])
@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"deepl"}))
def test_the_shipped_glossaries_come_back_as_far_as_the_format_holds_them(
    name: str, languages: tuple[LanguageTag, ...]
) -> None:
    if name in TWO and not languages:
        languages = (RU, EN)
    whole = whole_glossary()
    assert back(name, whole, languages) == held(name, whole, languages)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_what_we_exported_is_nothing_new_to_us(name: str) -> None:
    whole = whole_glossary()
    found = back(name, whole, PAIR)
    compared = compare(whole, list(found.values()))
    assert not compared.new
    assert not compared.additions
    assert not compared.conflicts
    assert not compared.ambiguous
    assert len(compared.same) > 300


def test_a_table_loses_nothing() -> None:
    for name in ("csv", "tsv"):
        assert back(name, OURS) == OURS.entries
        assert not any(lost(entry, format_named(name), ()) for entry in OURS.entries.values())


def test_what_is_lost_is_told_by_field() -> None:
    assert lost(ELBEGDORJ, format_named("tbx"), ()) == ("fixed", "forms", "say")
    assert lost(CEASEFIRE, format_named("tbx"), ()) == ("case_sensitive",)
    assert lost(TIMES, format_named("tbx"), ()) == ("keep",)
    assert lost(replace(CEASEFIRE, gender="pl", part_of_speech="suffix"), format_named("tbx"), ()) == (
        "gender", "part_of_speech", "case_sensitive",
    )  # fmt: skip
    # What stands in languages that were not asked for is not lost.
    assert lost(ELBEGDORJ, format_named("weblate"), PAIR) == (
        "kind", "gender", "avoid", "fixed", "source", "checked",
    )  # fmt: skip


def test_tables_of_deepl_and_weblate() -> None:
    assert format_named("deepl").write(OURS, PAIR).decode().split("\r\n") == [
        "Elbegdorj,Elbegdorj",
        '"Elbegdorj, Ts.",Tsajiagiin Elbegdorj',
        "The Times,The Times",
        "Tsakhiagiin Elbegdorj,Tsajiagiin Elbegdorj",
        "Tsakhiyagin Elbegdorj,Tsajiagiin Elbegdorj",
        "ceasefire,alto el fuego",
        "",
    ]
    rows = format_named("weblate").write(glossary([CEASEFIRE, ELBEGDORJ]), PAIR).decode().split("\r\n")
    assert rows[:5] == [
        "location,source,target,ID,fuzzy,context,translator_comments,developer_comments",
        ",ceasefire,alto el fuego,,,ceasefire,,",
        ',Tsakhiagiin Elbegdorj,Tsajiagiin Elbegdorj,,,elbegdorj-tsakhiagiin,,"President of Mongolia\n""2009-2017"""',
        ",Elbegdorj,Elbegdorj,,,elbegdorj-tsakhiagiin/short,,",
        ",Tsakhiyagin Elbegdorj,Tsajiagiin Elbegdorj,,,elbegdorj-tsakhiagiin/also,,",
    ]
    with pytest.raises(GlossaryError, match="--languages en,es"):
        format_named("deepl").write(OURS, (EN,))


def test_a_forbidden_term_is_not_given_to_a_translator() -> None:
    assert format_named("deepl").write(glossary([replace(CEASEFIRE, status="forbidden")]), PAIR) == b""


def test_a_phrase_of_two_entries_stands_once_for_deepl() -> None:
    twin = replace(CEASEFIRE, id="a-twin", names={EN: "Elbegdorj", ES: "otro"})
    assert b"Elbegdorj,otro\r\n" in format_named("deepl").write(glossary([ELBEGDORJ, twin]), PAIR)


# -- TBX ---------------------------------------------------------------------------------------

# The permissible values of TBX-Basic: tbxinfo.net, modules “min” and “basic”.
PICKLISTS = {
    "administrativeStatus": {f"{word}Term-admn-sts" for word in ("admitted", "deprecated", "superseded", "preferred")},
    "partOfSpeech": {"adjective", "noun", "other", "verb", "adverb"},
    "grammaticalGender": {"masculine", "feminine", "neuter", "other"},
    "termType": {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"},
}  # fmt: skip
TBX = "{urn:iso:std:iso:30042:ed-2}"


def test_tbx_keeps_to_tbx_basic() -> None:
    root = etree.fromstring(format_named("tbx").write(whole_glossary(), ()))
    assert (root.tag, root.get("type"), root.get("style")) == (f"{TBX}tbx", "TBX-Basic", "dca")
    assert [child.tag for child in root] == [f"{TBX}tbxHeader", f"{TBX}text"]
    for note in root.iter(f"{TBX}termNote"):
        assert note.text in PICKLISTS[str(note.get("type"))]
    allowed = {"termSec": ["term", "termNote"], "langSec": ["termSec"]}
    for name, inside in allowed.items():
        assert {each.tag for parent in root.iter(f"{TBX}{name}") for each in parent} == {TBX + each for each in inside}
    ids = [entry.get("id") for entry in root.iter(f"{TBX}conceptEntry")]
    assert len(ids) == len(set(ids))
    assert all(str(each)[0].isalpha() or str(each)[0] == "_" for each in ids)
    for date in root.iter(f"{TBX}date"):
        assert len(str(date.text)) == 10


def test_the_gender_of_a_thing_stands_where_it_is_true() -> None:
    ministry = replace(
        CEASEFIRE, kind=EntryKind.ORGANISATION, names={EN: "Ministry", ES: "ministerio", RU: "министерство"}
    )
    root = etree.fromstring(format_named("tbx").write(glossary([ministry]), ()))
    said = {
        section.get("{http://www.w3.org/XML/1998/namespace}lang")
        for section in root.iter(f"{TBX}langSec")
        for note in section.iter(f"{TBX}termNote")
        if note.get("type") == "grammaticalGender"
    }
    assert said == {"es"}


MARTIF = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
<termEntry id="C 12"><descrip type="subjectField">History</descrip>
 <langSet xml:lang="en-US"><tig><term>Grand
    Vizier</term></tig><tig><term>GV</term><termNote type="termType">acronym</termNote></tig></langSet>
 <langSet xml:lang="tr">
  <ntig><termGrp><term>Vezir-i azam</term>
   <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termGrp></ntig>
  <tig><term>Sadrazam</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
  <tig><term>Büyük Vezir</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
</termEntry>
<termEntry id="c2"><langSet xml:lang="xx"><tig><term>q</term></tig></langSet></termEntry>
<termEntry id="c3"><langSet xml:lang="en"><tig><term>No</term>
 <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet></termEntry>
</body></text></martif>"""

DCT = """<tbx xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min"
 xmlns:basic="http://www.tbxinfo.net/ns/basic" type="TBX-Basic" style="dct" xml:lang="en"><text><body>
<conceptEntry id="c1"><min:subjectField>place</min:subjectField>
<basic:definition>The <hi>capital</hi></basic:definition>
<langSec xml:lang="es"><termSec><term>Moscú</term>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>
<basic:grammaticalGender>feminine</basic:grammaticalGender><basic:context>En Moscú</basic:context></termSec></langSec>
</conceptEntry></body></text></tbx>"""


def test_tbx_of_2008_is_read() -> None:
    found, problems = format_named("tbx").read(MARTIF.encode())
    assert [replace(entry, line=0) for entry in found] == [
        ConceptEntry(
            "c-12",
            EntryKind.TERM,
            {LanguageTag("en-US"): "Grand Vizier", TR: "Sadrazam"},
            short={LanguageTag("en-US"): "GV"},
            also={TR: ("Vezir-i azam",)},
            avoid={TR: ("Büyük Vezir",)},
        )
    ]
    assert [(problem.line, problem.message) for problem in problems] == [
        (13, "c2, names, xx: “xx” is not a language."),
        (14, "c3: there is no term to write."),
        (4, "subjectField “History” has no place in a glossary (1, the first here)."),
    ]


def test_tbx_in_tags_is_read() -> None:
    found, problems = format_named("tbx").read(DCT.encode())
    assert [replace(entry, line=0) for entry in found] == [
        ConceptEntry("c1", EntryKind.PLACE, {ES: "Moscú"}, gender="f", status="preferred", note="The capital")
    ]
    assert [problem.message for problem in problems] == ["context has no place in a glossary (1, the first here)."]


def test_genders_that_differ_between_languages_are_kept() -> None:
    gender = "<basic:grammaticalGender>masculine</basic:grammaticalGender>"
    more = f'</langSec><langSec xml:lang="ru"><termSec><term>Москва</term>{gender}</termSec></langSec>'
    text = DCT.replace("</langSec>", more)
    found, problems = format_named("tbx").read(text.encode())
    assert found[0].gender == {ES: "f", RU: "m"}
    assert not any("Gender" in problem.message for problem in problems)
    for name in ("tbx", "csv"):
        format_ = format_named(name)
        again, _ = format_.read(format_.write(glossary(found), ()))
        assert again[0].gender == found[0].gender
    assert lost(found[0], format_named("tbx"), ()) == lost(found[0], format_named("csv"), ()) == ()
    assert lost(replace(found[0], gender={ES: "f", RU: "f"}), format_named("tbx"), ()) == ("gender",)


LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
BOMB = """<!DOCTYPE tbx [<!ENTITY a "aaaa">%s]><tbx><text><body><conceptEntry id="%s">
<langSec xml:lang="en"><termSec><term>x&%s;</term></termSec></langSec></conceptEntry></body></text></tbx>"""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (BOMB % ("", "x", "a"), "entities"),
        (BOMB % (LAUGHS, "x", "i"), ""),  # refused as entities or as not well-formed, as libxml2's version has it
        (BOMB % (LAUGHS, "&i;", "i"), ""),
        (BOMB % ('<!ENTITY f SYSTEM "file:///etc/passwd">', "x", "f"), "entities"),
        ("<tbx>", "not well-formed"),
        ("<rss/>", "this is not TBX"),
        ("<tbx>" + "<a>" * 5000 + "</a>" * 5000 + "</tbx>", "not well-formed"),
        ("", "not well-formed"),
    ],
)  # fmt: skip
def test_hostile_xml_is_refused(data: str, words: str) -> None:
    found, problems = format_named("tbx").read(data.encode())
    assert found == []
    assert words in problems[0].message
    assert "root:" not in str(problems)


# -- tables ------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_editors_own_table_is_read(encoding: str, separator: str, end: str) -> None:
    rows = [
        ["No.", "en", "ru", "kind"],
        ["1", "Bat Bayar", "Бат Баяр", "person"],
        ["", "", "", ""],
        ["2", '"Smith, J; K"', "Смит", ""],
    ]
    data = end.join(separator.join(row) for row in rows).encode(encoding)
    name = guess(data, "names.csv")
    found, problems = format_named(name).read(data)
    assert [(entry.id, entry.kind, dict(entry.names), entry.line) for entry in found] == [
        ("bat-bayar", "person", {"en": "Bat Bayar", "ru": "Бат Баяр"}, 2),
        ("smith-j-k", "term", {"en": "Smith, J; K", "ru": "Смит"}, 4),
    ]
    assert [problem.message for problem in problems] == ["the column “No.” is not a field and was not taken."]


def test_mistakes_in_a_table_are_told_with_their_lines() -> None:
    data = (
        "id,kind,names:en,names:en,also:en\n"
        'a,person,A,,"One\nTwo"\n'
        "a,person,B,,\n"
        "b,persn,B,,\n"
        "c,term,C\u200b,,\n"
        "d,term,D,,,more\n"
    ).encode()
    found, problems = format_named("csv").read(data)
    assert [(entry.id, entry.also) for entry in found] == [("a", {"en": ("One", "Two")}), ("d", {})]
    assert [(problem.line, problem.message) for problem in problems] == [
        (1, "the column “names:en” stands twice."),
        (7, "the row has more cells than there are columns."),
        (4, "a: this entry stands twice."),
        (5, "b, kind: “persn” is not known."),
        (6, "c, names, en: there is an invisible character (U+200B) in it."),
    ]


@pytest.mark.parametrize("name", ["csv", "tsv", "deepl", "weblate"])
@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"PK\x03\x04\xff", b'a,"b', b"\0\0\0", b"x" * 200_000, b"a\nb\n"]
)
def test_garbage_is_a_problem_and_no_traceback(name: str, data: bytes) -> None:
    found, problems = format_named(name).read(data, PAIR)
    assert found == []
    assert problems


def test_a_workbook_and_a_table_without_titles_are_told_as_such() -> None:
    for name in ("csv", "deepl"):
        found, (problem,) = format_named(name).read(b"PK\x03\x04" + b"x" * 100)
        assert (found, problem.message) == ([], "it is a workbook of a spreadsheet, not a table.")
    _, problems = format_named("deepl").read("English;Russian;Spanish\nOsh;Ош;Osh\n".encode())
    assert "its first row names them: en, ru, es" in problems[0].advice
    assert "first row" not in problems[1].advice


def test_a_cell_is_no_formula() -> None:
    entry = replace(CEASEFIRE, note="=cmd|' /C calc'!A0", source="'=kept'", checked="-1")
    data = format_named("csv").write(glossary([entry]), ())
    row = cells.read(data)[0][1].cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    assert back("csv", glossary([entry])) == {"ceasefire": entry}


def test_deepl_with_languages_in_its_rows() -> None:
    data = b"UN,ONU,EN,ES\nNATO,OTAN,EN,ES\n"
    assert guess(data, "x.csv") == "deepl"
    found, problems = format_named("deepl").read(data)
    assert [(entry.id, dict(entry.names)) for entry in found] == [
        ("un", {"en": "UN", "es": "ONU"}),
        ("nato", {"en": "NATO", "es": "OTAN"}),
    ]
    assert problems == []
    assert guess(b"UN,ONU\nNATO,OTAN\n", "x.csv") == "deepl"
    assert guess(b"en,es\nUN,ONU\n", "x.csv") == "csv"
    assert format_named("deepl").read(b"UN,ONU\n")[1][0].advice == "Name them: --languages en,es."


def test_weblate_rows_that_need_editing_are_told() -> None:
    data = (
        b'"source","target","context","fuzzy"\n"UN","ONU","","False"\n"NATO","OTAN","","True"\n"EU","","",""\n'
        b'"x","y","lost/short",""\n"Talks","conversaciones","Politics: noun",""\n'
    )
    found, problems = format_named("weblate").read(data, PAIR)
    assert [entry.id for entry in found] == ["un", "talks"]
    assert [(problem.line, problem.message) for problem in problems] == [
        (3, "“NATO” needs editing in Weblate."),
        (5, "there is no row with the context “lost”."),
    ]


# -- what is theirs and ours -------------------------------------------------------------------


def test_what_is_new_added_and_different_is_told_apart() -> None:
    theirs = [
        replace(
            ELBEGDORJ,
            names={EN: "Tsakhia Elbegdorj", RU: "Цахиагийн Элбэгдорж"},
            also={EN: ("Elbegdorj", "Tsakhiyagin Elbegdorj", "Elbegdorzh Ts.")},
            note="",
            fixed=(),
            forms={MN: {"gen": "Элбэгдоржийн", "dat": "Элбэгдоржид"}},
        ),
        replace(CEASEFIRE, id="c9", kind=EntryKind.TERM, case_sensitive=True),
        ConceptEntry("uran", EntryKind.PLACE, {EN: "Uran"}),
        replace(TIMES, kind=EntryKind.TERM, keep=False),
    ]
    found = compare(OURS, theirs)
    assert [entry.id for entry in found.new] == ["uran"]
    assert found.same == ("ceasefire", "9-times")
    assert [(one.id, one.path, one.theirs) for one in found.additions] == [
        ("elbegdorj-tsakhiagiin", ("names", "ru"), "Цахиагийн Элбэгдорж"),
        ("elbegdorj-tsakhiagiin", ("also", "en"), ("Elbegdorzh Ts.",)),
        ("elbegdorj-tsakhiagiin", ("forms", "mn", "dat"), "Элбэгдоржид"),
    ]
    assert [(one.path, one.ours, one.theirs) for one in found.conflicts] == [
        (("names", "en"), "Tsakhiagiin Elbegdorj", "Tsakhia Elbegdorj")
    ]
    done = amended(ELBEGDORJ, changes(found.additions)["elbegdorj-tsakhiagiin"])
    assert done.names[EN] == "Tsakhiagiin Elbegdorj"
    assert done.names[RU] == "Цахиагийн Элбэгдорж"
    assert done.also[EN] == (*ELBEGDORJ.also[EN], "Elbegdorzh Ts.")
    assert done.forms[MN] == {"gen": "Элбэгдоржийн", "dat": "Элбэгдоржид"}


def test_an_answer_of_ours_is_not_overwritten_by_a_flag_of_theirs() -> None:
    plain = replace(CEASEFIRE, case_sensitive=True)
    found = compare(glossary([plain]), [replace(plain, kind=EntryKind.TITLE, case_sensitive=False, keep=True)])
    assert {one.path[0]: (one.ours, one.theirs) for one in found.conflicts} == {
        "kind": ("term", "title"),
        "case_sensitive": ("true", False),
        "keep": ("false", True),
    }
    assert found.additions == ()


def test_names_that_two_of_ours_have_are_unclear() -> None:
    place = ConceptEntry("washington", EntryKind.PLACE, {EN: "Washington", RU: "Вашингтон"})
    person = ConceptEntry("washington-george", EntryKind.PERSON, {EN: "Washington", ES: "Washington"})
    both = glossary([place, person])
    stranger = ConceptEntry("c1", EntryKind.TERM, {EN: "Washington", KK: "Вашингтон"})
    assert compare(both, [stranger]).ambiguous == ((stranger, ("washington", "washington-george")),)
    assert compare(both, [replace(stranger, kind=EntryKind.PLACE)]).additions[0].id == "washington"
    assert compare(both, [replace(stranger, names={EN: "Washington", RU: "Вашингтон"})]).same == ("washington",)


def test_new_entries_can_be_named_after_their_names() -> None:
    theirs = [
        ConceptEntry(f"c{n}", EntryKind.TERM, {EN: "Grand Vizier", LanguageTag(tag): "x"})
        for n, tag in enumerate(("tr", "az"))
    ]
    theirs.append(ConceptEntry("c9", EntryKind.TERM, {RU: "Визирь"}))
    ids = [entry.id for entry in compare(OURS, theirs, new_ids=True).new]
    assert ids[:2] == ["grand-vizier", "grand-vizier-2"]
    assert ids[2].startswith("name-")


def test_only_the_languages_asked_for_are_taken() -> None:
    british, american = LanguageTag("en-GB"), LanguageTag("en-US")
    entry = ConceptEntry(
        "a", EntryKind.TERM, {american: "A", RU: "Р"}, also={british: ("B",)}, forms={RU: {"gen": "Ры"}}
    )
    assert fitted(entry, (EN,)) == ConceptEntry("a", EntryKind.TERM, {EN: "A"}, also={EN: ("B",)})
    assert fitted(entry, ()) == entry


# -- what must hold always ---------------------------------------------------------------------

WORDS = [
    "Ilham",
    "Əliyev",
    "No",
    "No.",
    "1",
    "O’Neil",
    'a"b',
    "'=x",
    "=x",
    "a,b",
    "a;b",
    "a:b",
    "gen:",
    "<b>",
    "&amp;",
    "]]>a",
    "Цаг",
    "阿",
    "עבד",
    "😀a",
]
TERMS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(
    lambda words: unicodedata.normalize("NFC", " ".join(words))
)
TEXTS = st.lists(
    st.sampled_from([*WORDS, " ", "\n", "\u2028", "\u00a0", "2026-02-30", "2026-02-28 ", "\n\n"]), max_size=4
).map("".join)
TAGS = st.sampled_from([LanguageTag(tag) for tag in ("en", "es", "ru", "uz-Cyrl", "no", "id", "pt-BR")])


def maps(values: st.SearchStrategy[object]) -> st.SearchStrategy[dict[LanguageTag, object]]:
    return st.dictionaries(TAGS, values, max_size=3)


LISTS = st.lists(TERMS, min_size=1, max_size=2).map(tuple)
ENTRIES = st.builds(
    ConceptEntry,
    id=st.sampled_from(["a", "a-2", "9", "9-a", "g20", "id", "names", "b"]),
    kind=st.sampled_from(list(EntryKind)),
    names=st.dictionaries(TAGS, TERMS, min_size=1, max_size=3),
    gender=st.sampled_from(["", "m", "f"]),
    short=maps(TERMS),
    also=maps(LISTS),
    avoid=maps(LISTS),
    fixed=st.one_of(st.just(()), LISTS),
    forms=maps(st.dictionaries(st.sampled_from(["gen", "dat"]), TERMS, min_size=1)),
    say=maps(TERMS),
    note=TEXTS,
    source=TEXTS,
    checked=TEXTS,
    status=st.sampled_from(["", "preferred", "admitted", "forbidden"]),
    part_of_speech=st.sampled_from(["", "noun", "verb", "other", "suffix"]),
    case_sensitive=st.booleans(),
    keep=st.booleans(),
)
GLOSSARIES = st.lists(ENTRIES, max_size=4, unique_by=lambda entry: entry.id).map(glossary)


@settings(max_examples=25)
@given(GLOSSARIES, st.sampled_from([(), (LanguageTag("en"), LanguageTag("ru"))]))
@pytest.mark.parametrize("name", ["tbx", "csv", "tsv"])
def test_written_and_read_is_what_the_format_holds(
    name: str, whole: Glossary, languages: tuple[LanguageTag, ...]
) -> None:
    wanted = held(name, whole, languages)
    if wanted:
        assert back(name, whole, languages) == wanted


@settings(max_examples=25)
@given(GLOSSARIES)
def test_weblates_rows_are_what_it_holds(whole: Glossary) -> None:
    assert back("weblate", whole, PAIR) == held("weblate", whole, PAIR)


def test_what_stands_in_quotes_parts_no_cells() -> None:
    rows, problems = cells.read(b'Ilham,"a;b"\r\n')
    assert ([row.cells for row in rows], problems) == ([("Ilham", "a;b")], [])


@settings(max_examples=25)
@given(GLOSSARIES)
def test_deepls_pairs_are_those_of_the_entries(whole: Glossary) -> None:
    wanted: set[tuple[str, str]] = set()
    sources: set[str] = set()
    for entry in held("deepl", whole, PAIR).values():
        wanted.add((entry.names[EN], entry.names[ES]))
        wanted |= {(entry.short[EN], entry.short[ES])} if entry.short else set()
        wanted |= {(term, entry.names[ES]) for term in entry.also.get(EN, ())}
    sources = {source for source, _ in wanted}
    if not wanted:
        return
    found = [(entry.names[EN], entry.names[ES]) for entry in back("deepl", whole, PAIR).values()]
    assert set(found) <= wanted
    assert sorted(source for source, _ in found) == sorted(sources)


@settings(max_examples=25)
@given(GLOSSARIES)
def test_what_is_taken_up_is_there_afterwards(theirs: Glossary) -> None:
    ours = glossary([ConceptEntry("a", EntryKind.TERM, {EN: "Ilham"}), ConceptEntry("b", EntryKind.TERM, {RU: "Цаг"})])
    found = compare(ours, list(theirs.entries.values()))
    tree = changes([*found.additions, *found.conflicts])
    done = glossary([*found.new, *(amended(entry, tree.get(entry.id, {})) for entry in ours.entries.values())])
    again = compare(done, [entry for entry in theirs.entries.values() if entry.id in ours.entries])
    assert again.additions == again.conflicts == again.new == ()


def test_a_name_that_they_only_read_goes_with_the_name_that_they_write() -> None:
    ours = glossary([ConceptEntry("a", EntryKind.PERSON, {EN: "Ilham"})])
    theirs = ConceptEntry("a", EntryKind.PERSON, {EN: "Ilham Sultanov"}, also={EN: ("Ilham",)})
    found = compare(ours, [theirs])
    assert found.additions == ()
    assert [one.path for one in found.conflicts] == [("names", EN), ("also", EN)]
    assert amended(ours.entries["a"], changes(found.conflicts)["a"]).also == {EN: ("Ilham",)}
