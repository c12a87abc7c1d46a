"""What is known of the words of a direction, by word: worked out or asked once, not at every place where one stands.

The bilingual dictionary and the generator answer each word without looking at its neighbours, so their answers can be
remembered; what else depends on a word alone is remembered beside them. What needs the neighbours is in `passage`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from syndicate.engines.apertium.lexicon import Lexicon
from syndicate.engines.apertium.pool import Pool, case_in
from syndicate.engines.apertium.stream import TOKEN, surface, unescape

_MOST = 20_000
"""Words of a kind that are kept from one batch to the next."""
_UNCHANGING = re.compile(r"^[^<]*<(?:cnj\w+|adv|preadv|pr|part|ij|pred)>")
_LITTLE = re.compile(r"<(?:vb\w+|vaux|det|prn?|adv|cnj\w+)>")
"""Words that no language writes with a capital. Behind a sentence's first word the grammar gives them its capital now
and then (`Hammel said` > `Hammel Dijo`)."""

Known = TypeVar("Known")


class Remembered(dict[str, Known], Generic[Known]):
    """What a function makes of a word, by word.

    Args:
        work: the function; called for a word that is not here.
    """

    def __init__(self, work: Callable[[str], Known]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, word: str) -> Known:
        self[word] = made = self._work(word)
        return made


class Asked(dict[str, Known], Generic[Known]):
    """What a program answers that looks at each word alone, by word: only words that are not here are put to it.

    Args:
        read: makes of a reply, one line, what is to be known.
    """

    def __init__(self, read: Callable[[str], Known]) -> None:
        super().__init__()
        self._read = read

    def unknown(self, words: Iterable[str]) -> list[str]:
        """Return those of *words* that have to be asked for, each once."""
        return [word for word in dict.fromkeys(words) if word not in self]

    def learn(self, asked: Sequence[str], replies: str) -> None:
        """Note the *replies* to `question(asked)`.

        Raises:
            ValueError: they are not one line for each word.
        """
        *lines, rest = replies.split("\n")
        if not asked:
            return
        if rest:
            raise ValueError(f"not a line: {rest}")
        self.update(dict(zip(asked, map(self._read, lines), strict=True)))


def question(words: Iterable[str]) -> str:
    """Return the stream that asks a program for each of *words*, one a line."""
    return "".join([f"^{word}$\n" for word in words])


@dataclass(frozen=True, slots=True)
class Reading:
    """A word as the analyser has it."""

    form: str
    """As it stands in the source."""
    analyses: list[str]
    """What it may be."""
    settled: str
    """The word with the analyses that are meant; empty where its neighbours decide it."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word as the bilingual dictionary answers it."""

    source: str
    """The word that was asked for, with its tags."""
    token: str
    """Of a placeholder its token; empty for any other word."""
    answers: list[str]
    """What it may be in the target; empty where the reply is to stay as it is."""
    text: str
    """The word with its answers, those that are meant where no neighbour decides it."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A word as the generator gets it."""

    text: str
    """What it gets, without ^ and $."""
    case: str | None
    """Of a placeholder its case in the target, empty where its tags say none; None for any other word."""
    plain: bool
    """Whether it is written as its lemma, whatever tags it has."""
    unknown: bool
    """Whether a dictionary did not have it."""
    copied: bool
    """Whether the generator copies it."""
    ends: bool
    """Whether it is the sign at the end of a sentence."""
    little: bool
    """Whether it is one that nobody writes with a capital within a sentence."""


class Memory:
    """What is known of one direction; a batch's answers never depend on what the batches before it left here.

    Args:
        pool: the tags of placeholders in this direction.
        lexicon: what we add to the pair's dictionaries.
    """

    def __init__(self, pool: Pool, lexicon: Lexicon) -> None:
        self.pool = pool
        """The tags of placeholders in this direction."""
        self.lexicon = lexicon
        """What we add to the pair's dictionaries."""
        self.readings = Remembered(self._reading)
        """By what the analyser says of a word."""
        self.meanings = Asked(self._meaning)
        """The bilingual dictionary's answers, by word with its tags."""
        self.writings = Remembered(self._writing)
        """By word of the target with its tags."""
        self.forms = Asked(str)
        """The generator's answers, by what it gets."""

    def tidy(self) -> None:
        """Forget what has become too much; never while a batch is on its way."""
        for kind in (self.readings, self.meanings, self.writings, self.forms):
            if len(kind) > _MOST:
                kind.clear()

    def _reading(self, word: str) -> Reading:
        form, analyses = unescape(surface(word)), word.split("/")[1:]
        if "\\" in word:
            return Reading(form, [], word)
        settled = self.lexicon.settled(form, analyses)
        return Reading(form, analyses, "" if settled is None else "/".join([form, *settled]))

    def _meaning(self, reply: str) -> Meaning:
        """Return what the *reply* `^word/answer$` says.

        Raises:
            ValueError: it is no such reply.
        """
        if not (reply.startswith("^") and reply.endswith("$")):
            raise ValueError(f"not a word: {reply}")
        word = reply[1:-1]
        source, answers = surface(word), word.split("/")[1:]
        match = TOKEN.match(source)
        if match and source.startswith("<", match.end()):
            return Meaning(source, match[0], [], reply)
        if not answers or "\\" in word:
            return Meaning(source, "", [], reply)
        return Meaning(source, "", answers, f"^{'/'.join([source, *self.lexicon.meant(source, answers)])}$")

    def _writing(self, word: str) -> Writing:
        match = TOKEN.match(word.lstrip("*@"))
        if match:
            return Writing(f"*{match[0]}", case_in(word), False, False, True, False, False)
        text, unknown = word, False
        if word.startswith("=") and "<" not in word:  # written by us
            text = f"*{word[1:]}"
        elif word.startswith(("*", "@")):
            form = word[1:]
            unknown = word[0] == "@" or form.lower() not in self.lexicon.words
            if word[0] == "*" and "\\" not in form:
                text = f"*{self.lexicon.unknown(form)}"
        return Writing(
            text,
            None,
            plain=_UNCHANGING.search(word) is not None,
            unknown=unknown,
            copied=text.startswith(("*", "@")),
            ends="<sent>" in word,
            little=_LITTLE.search(word) is not None,
        )
