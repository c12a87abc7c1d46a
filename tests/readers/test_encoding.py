import codecs

import pytest

from syndicate.errors import ReadError
from syndicate.readers import Document
from syndicate.readers._encoding import decode

RUSSIAN = (
    "Поезд из Ташкента в Самарканд теперь идёт два часа. "
    "Билет стоит девяносто восемь тысяч сумов, сообщили на вокзале. "
)


@pytest.mark.parametrize(
    "data",
    [
        RUSSIAN.encode(),
        codecs.BOM_UTF8 + RUSSIAN.encode(),
        codecs.BOM_UTF16_LE + RUSSIAN.encode("utf-16-le"),
        codecs.BOM_UTF32_BE + RUSSIAN.encode("utf-32-be"),
        b'<meta charset="windows-1251">' + RUSSIAN.encode(),  # declared wrongly: its bytes are UTF-8
        b"<?xml version='1.0' encoding='koi8-r'?>" + RUSSIAN.encode("koi8-r"),
        b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">' + RUSSIAN.encode("windows-1251"),
    ],
)
def test_bytes_are_read_by_their_mark_their_shape_or_their_word(data: bytes) -> None:
    found = decode(Document("x", data))
    assert found.text.endswith(RUSSIAN)
    assert found.notes == ()


def test_a_guess_is_said() -> None:
    found = decode(Document("x", (RUSSIAN * 3).encode("windows-1251")))
    assert found.text == RUSSIAN * 3
    assert "guessed" in found.notes[0]


def test_latin_1_means_windows_1252_as_on_the_web() -> None:
    assert decode(Document("x", b"<meta charset=iso-8859-1>\x93caf\xe9\x94")).text.endswith("“café”")


def test_a_few_broken_bytes_are_counted_not_hidden() -> None:
    found = decode(Document("x", RUSSIAN.encode() + b"\xd0\x20" + RUSSIAN.encode()))
    assert found.text.count("\ufffd") == 1
    assert "1 places" in found.notes[0]


def test_the_users_word_counts_and_must_be_right() -> None:
    text = "Şəki".replace("ə", "e")
    assert decode(Document("x", text.encode("cp1254"), encoding="windows-1254")).text == text
    with pytest.raises(ReadError, match="not utf-8"):
        decode(Document("x", text.encode("cp1254"), encoding="utf-8"))
    with pytest.raises(ReadError, match="no character set"):
        decode(Document("x", b"x", encoding="klingon"))


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(ReadError):
        decode(Document("x", bytes(range(256)) * 20))


LATIN = {
    "tr": ("Gemi pazartesi günü yeniden yola çıkıyor, dedi liman müdürlüğü. Biletler gişede satılıyor, kamyonlar "
           "kuzeydeki alanda bekliyor. Yolculuk yirmi saat sürüyor, rüzgâr değişince daha uzun.", "windows-1254"),
    "pl": ("Prom z Baku do Aktau znów pływa od poniedziałku, powiedział urząd portu. Bilety są sprzedawane przy "
           "bramie, a ciężarówki czekają na północnym placu, aż ktoś je wywoła.", "iso-8859-2"),
    "hu": ("A komp hétfőtől újra közlekedik, közölte a kikötő hivatala. Jegyet csak a kapunál lehet venni, a "
           "teherautók az északi udvaron várnak. Az út húsz órába telik, ha fúj a szél, többe.", "windows-1250"),
    "es": ("El ferri vuelve a zarpar el lunes, según su oficina. Los billetes se venden sólo en la puerta, y "
           "los camiones esperan en el patio del norte. ¿Cuándo llegará? Mañana.", "windows-1252"),
}  # fmt: skip


@pytest.mark.parametrize("language", LATIN)
@pytest.mark.parametrize("declared", ["", "iso-8859-1", "utf-8"])
def test_a_latin_set_is_told_by_its_letters_whatever_is_declared(language: str, declared: str) -> None:
    text, encoding = LATIN[language]
    page = f'<meta charset="{declared}"><p>{text}</p>'
    assert decode(Document("a.html", page.encode(encoding))).text == page


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("iso-8859-1", "windows-1251"), ("iso-8859-1", "koi8-r"), ("windows-1251", "koi8-r"), ("koi8-r", "windows-1251")],
)
def test_a_false_declaration_of_cyrillic_is_noticed_and_told(declared: str, encoding: str) -> None:
    page = f'<meta charset="{declared}"><p>{RUSSIAN * 3}</p>'
    decoded = decode(Document("a.html", page.encode(encoding)))
    assert decoded.text == page
    assert any("which its letters are not" in note for note in decoded.notes)


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        ("windows-1251", "ПОЕЗД ИЗ ТАШКЕНТА В САМАРКАНД ТЕПЕРЬ ИДЁТ ДВА ЧАСА. БИЛЕТ СТОИТ СТО ТЫСЯЧ СУМОВ."),
        ("iso-8859-1", "Íslenska skipið fer aftur á þriðjudag, sagði hafnarstjórinn. Miðar eru seldir við hliðið."),
        ("iso-8859-1", "Die Fähre fährt wieder, sagte François Müller in Ústí. Über die Brücke geht es täglich."),
    ],
)
def test_a_true_declaration_is_believed(declared: str, text: str) -> None:
    page = f'<meta charset="{declared}"><p>{text}</p>'
    decoded = decode(Document("a.html", page.encode(declared)))
    assert (decoded.text, decoded.notes) == (page, ())
