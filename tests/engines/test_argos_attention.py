from __future__ import annotations

import pytest

from syndicate.engines.argos.attempts import ATTEMPTS, full_stop, limit, repeats, runaway, wordless
from syndicate.engines.argos.attention import anchors, copied, owners, word_links, words
from syndicate.engines.argos.batches import Pieces, batches
from syndicate.engines.argos.tokenizer import locate
from syndicate.model import LanguageTag, Link


def cut(text: str, *borders: int) -> list[str]:
    pieces = [(a, b) for a, b in zip((0, *borders), (*borders, len(text)), strict=True)]
    return [text[start:end] for start, end in words(text, pieces)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom's red_car.", ["Tom", "s", "red", "car"]),
        ("l'Ukraine", ["l", "Ukraine"]),
        ("Ankara’da", ["Ankara", "da"]),
        ("Oʻzbekiston", ["Oʻzbekiston"]),
        ("भारत की", ["भारत", "की"]),  # vowel signs are marks, not letters
        ("می‌رود", ["می‌رود"]),  # a zero width non-joiner stands inside
        ("25 % – 3.5", ["25", "3", "5"]),
        ("", []),
        ("...", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_pieces_are_words_where_no_space_is_written() -> None:
    assert cut("总统访问基辅。", 2, 4) == ["总统", "访问", "基辅"]
    assert cut("Boston", 3) == ["Boston"]


def test_owners_by_the_greater_part() -> None:
    assert owners([(0, 3), (3, 6), (6, 7), (7, 12)], [(0, 6), (8, 12)]) == [0, 0, -1, 1]
    assert owners([(4, 9)], [(0, 5), (5, 9)]) == [1]


def test_links_go_from_the_source_word_to_the_word_that_looks_at_it() -> None:
    source = ("red car", [(0, 3), (3, 7)])
    target = ("coche rojo", [(0, 3), (3, 5), (5, 10)])
    rows = [[0.2, 0.8], [0.3, 0.7], [0.9, 0.1]]
    assert word_links(rows, source, target) == (
        Link((0, 3), (6, 10), pytest.approx(0.9 / 1.2)),
        Link((4, 7), (0, 5), pytest.approx(0.8 / 0.9)),
    )


def test_a_row_that_comes_late() -> None:
    source, target = ("a b", [(0, 1), (1, 3)]), ("x y", [(0, 1), (1, 3)])
    rows = [[0.5, 0.5], [1.0, 0.0], [0.0, 1.0]]
    assert [link.target for link in word_links(rows, source, target, row=1)] == [(0, 1), (2, 3)]


def test_a_word_that_nothing_looks_at_has_no_link() -> None:
    assert word_links([[1.0, 0.0]], ("a b", [(0, 1), (1, 3)]), ("x", [(0, 1)])) == (Link((0, 1), (0, 1), 1.0),)
    assert word_links([], ("a", [(0, 1)]), ("", [])) == ()


def test_anchors_count_words_that_stand_once_on_both_sides() -> None:
    links = (Link((0, 3), (0, 3)), Link((4, 10), (0, 3)))
    assert anchors("Tom Boston x x", "Tom y Boston x", links) == (2, 1)


def test_locate_survives_what_normalisation_changed() -> None:
    assert locate(["he", "said", '"', "no", '"'], "he said «no»") == [(0, 2), (3, 7), (7, 7), (9, 11), (11, 11)]


def test_repeats() -> None:
    assert repeats(["a", "b", "c", "d"]) == 1
    assert repeats(["x", "El", "presidente", "El", "presidente", "El", "presidente"]) == 3
    assert repeats(["no", "no", "no", "no"]) == 4
    assert repeats([".", ".", ".", ".", ".", "."]) == 1


def test_a_runaway_is_one_that_the_source_does_not_ask_for() -> None:
    again = ["la", "la", "la", "la"]
    assert runaway(["song", "of", "songs"], again)
    assert not runaway(["la", "la", "la"], again)
    assert runaway(["a"], [f"b{n}" for n in range(limit(1))])
    assert not runaway(["a"], [f"b{n}" for n in range(limit(1) - 1)])
    assert runaway(["song", "of"], again[:3], ATTEMPTS[1])


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("President opens bridge", "en", "."),
        ("President opens bridge.", "en", ""),
        ("“We must act”", "en", "."),
        ("“We must act.”", "en", ""),
        ("Why?", "en", ""),
        ("总统访问基辅", "zh-Hant", "。"),
        ("总统访问基辅。", "zh", ""),
        ("Apply ", "en", "."),
    ],
)
def test_headlines_lack_a_full_stop(text: str, language: str, expected: str) -> None:
    assert full_stop(text, LanguageTag(language)) == expected


def test_batches_depend_on_the_set_only() -> None:
    items = [Pieces(f"{n} {'x ' * (n % 7)}", ("p",) * (1 + n % 7), ()) for n in range(60)]
    cut_up = [[item.text for item in batch] for batch in batches(items, 24)]
    assert [[item.text for item in batch] for batch in batches(items[::-1], 24)] == cut_up
    assert sorted(text for batch in cut_up for text in batch) == sorted(item.text for item in items)
    assert all(len({len(item.pieces) for item in batch}) == 1 for batch in batches(items, 24))
    assert all(sum(len(item.pieces) for item in batch) <= 24 for batch in batches(items, 24))
    assert [len(batch) for batch in batches(items[6:7], 3)] == [1]


def test_the_last_batches_are_small_so_that_no_worker_waits() -> None:
    items = [Pieces(str(number), ("p",) * 16, ()) for number in range(200)]
    sizes = [len(batch) for batch in batches(items, 512)]
    assert sizes[:4] == [32, 32, 32, 26]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-2] == 8


@pytest.mark.parametrize(("text", "expected"), [("", True), ("25 %", True), ("№ 7", True), ("a", False), ("Б.", False)])
def test_wordless(text: str, expected: bool) -> None:
    assert wordless(text) is expected


def test_a_word_that_was_copied_is_linked_to_itself() -> None:
    source = ("Tom is 30 now.", [(0, 3), (3, 6), (6, 9), (9, 13), (13, 14)])
    target = ("Ahora Tom tiene 30.", [(0, 5), (5, 9), (9, 15), (15, 18), (18, 19)])
    rows = [[0.9, 0, 0, 0.1, 0], [0.1, 0.9, 0, 0, 0], [0, 0.1, 0.9, 0, 0], [0.5, 0, 0.4, 0.1, 0], [0, 0, 0, 0, 1.0]]
    by_attention = {link.source: link.target for link in word_links(rows, source, target, copies=False)}
    assert (by_attention[0, 3], by_attention[7, 9]) == ((0, 5), (10, 15))
    links = {link.source: link.target for link in word_links(rows, source, target)}
    assert (links[0, 3], links[7, 9]) == ((6, 9), (16, 18))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("No, a no.", "No a no.", {0: 0}),  # short and without a capital: another word of another language
        ("Tom saw Tom.", "Tom vio a Tom.", {}),
        ("The actual case.", "El caso actual.", {1: 2}),
        ("I go", "I va", {}),
    ],
)
def test_copied_words(source: str, target: str, expected: dict[int, int]) -> None:
    assert copied(source, words(source, []), target, words(target, [])) == expected
