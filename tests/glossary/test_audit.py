from pathlib import Path

from syndicate.glossary.audit import audit
from syndicate.glossary.entries import load
from syndicate.model import LanguageTag

TEXT = """\
a:
  names: {en: Alpha Beta, ru: Альфа}
  short: {en: Beta, kk: Бета}
  avoid: {en: [Beta, Gamma, Delta]}
  fixed: [Alpha, Aleph]
b:
  names: {en: Gamma, ru: Гaмма}
c:
  names: {en: GAMMA}
  keep: true
"""


def test_what_is_doubtful_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(TEXT, encoding="utf-8")
    findings = list(audit(load([path]), [LanguageTag("ru"), LanguageTag("uk")]))
    assert [(finding.error, finding.where.removeprefix(str(path)), finding.message) for finding in findings] == [
        (True, ":1", "a, avoid, en: “Beta” is this entry's own name."),
        (True, ":1", "a, avoid, en: “Gamma” is a name of b, c."),
        (False, ":1", "a, fixed: “Aleph” is in none of its names."),
        (False, ":1", "a, short, kk: there is no name in kk."),
        (False, ":1", "a: there is no name in uk."),
        (
            False,
            ":6",
            "b, names, en: “Gamma” is also in c (names); neither is written where it stands. Make one entry of them.",
        ),
        (False, ":6", "b, names, ru: “Гaмма” mixes letters of two alphabets (Latin: a)."),
        (False, ":6", "b: there is no name in uk."),
    ]


def test_kyrgyz_under_its_countrys_code_is_told_and_kongo_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("ulan:\n  kind: person\n  names: {en: Ulan Asanov, kg: Улан Асанов}\n", "utf-8")
    (finding,) = audit(load([path]))
    assert (finding.error, finding.message) == (False, "ulan, names, kg: “kg” is Kongo. Write “ky” for Kyrgyz.")
    path.write_text("ulan:\n  kind: person\n  names: {en: Ulan Asanov, kg: Ulan Asanov}\n", "utf-8")
    assert list(audit(load([path]))) == []


def test_a_name_that_is_a_common_word_is_told_but_no_full_name(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("may:\n  kind: person\n  names: {en: Theresa May, ru: Тереза Мэй}\n  short: {en: May}\n", "utf-8")
    (finding,) = audit(load([path]))
    assert finding.message == "may, short, en: “May” is a common word as well; a sentence may begin with it."
    assert not finding.error
