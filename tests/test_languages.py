"""What stands for a language is the same at the command line, in syndicate.toml and in a glossary."""

from pathlib import Path

import pytest

from syndicate.errors import DetectError
from syndicate.glossary.entries import load_all
from syndicate.languages import wanted_language


def in_a_glossary(tag: str, folder: Path) -> str:
    """Return what is said of a name in *tag*; nothing where it is taken."""
    (folder / "names.yaml").write_text(f"osh:\n  names: {{{tag}: Osh}}\n", "utf-8")
    return "".join(f"{each.message} {each.advice}" for each in load_all([folder])[1])


# Dungan, Khakas, Udi and Rutul have no name in CLDR.
@pytest.mark.parametrize("tag", ["en", "uz-Cyrl", "pt-BR", "dng", "kjh", "udi", "rut"])
def test_a_language_is_taken_everywhere(tag: str, tmp_path: Path) -> None:
    assert wanted_language(tag) == tag
    assert in_a_glossary(tag, tmp_path) == ""


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("zz", "“zz” is not a language. Write a BCP 47 tag such as en, uz-Cyrl or pt-BR."),
        ("xxq", "“xxq” is not a language. Write a BCP 47 tag such as en, uz-Cyrl or pt-BR."),
        ("e$", "“e$” is not a language tag. Write a BCP 47 tag such as en, uz-Cyrl or pt-BR."),
        ("kz-Cyrl", "“kz-Cyrl” is not the code of the language. Write “kk”."),
        ("spanish", "“spanish” is not the code of the language. Write “es”."),
        ("e" * 500, f"“{'e' * 80}” is not a language tag. Write a BCP 47 tag such as en, uz-Cyrl or pt-BR."),
    ],
)
def test_what_is_none_is_refused_everywhere_in_the_same_words(tag: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(DetectError) as caught:
        wanted_language(tag)
    assert str(caught.value) == told
    assert in_a_glossary(tag, tmp_path).endswith(told)
