"""One segment on its way through the chain, and what is done to it between the sections.

Every word is marked behind the analyser (a word-bound blank `[[t:w:7]]`, its number in the sentence),
not in the text before it: so entries of several words stay whole, and the translation is the same with
links in it as without. A placeholder is a blank for the analyser and becomes a word with the tags of its
sort behind it; before the generator it becomes an unknown word, which the generator copies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from syndicate.engines.apertium.memory import Meaning, Memory, Reading, question
from syndicate.engines.apertium.mending import mended, written
from syndicate.engines.apertium.pool import analyses, target_tags
from syndicate.engines.apertium.stream import (
    TOKEN,
    Units,
    escape,
    last_mark,
    numbers,
    token,
    token_index,
    units,
)
from syndicate.model import EntryKind, Protected

_SOFT = "\u00ad"
_ANALYSED = re.compile(rf"(?<!\\)(?:\[({TOKEN.pattern})\]|\^(?!\$)([^$\\]*(?:\\.[^$\\]*)*)\$)", re.DOTALL)
"""A placeholder or a word of the analysed stream."""
_MARKED = re.compile(r"(?P<mark>\[\[t:w:(?:[^\]\\]|\\.)*\]\])(?P<sign>[*#@])")
"""A word with its mark that the generator copied (*), could not write (#), or had no answer for (@)."""


@dataclass(slots=True)
class Passage:
    """One segment on its way; each step notes what the next ones need."""

    protected: Protected
    """The segment."""
    memory: Memory
    """What is known of words in this direction."""
    words: list[tuple[int, int]] = field(default_factory=list)
    """Where each numbered word stands in the source: start and end."""
    cases: list[str] = field(default_factory=list)
    """The case of each placeholder in the target, in the order of the target."""
    plain: set[int] = field(default_factory=set)
    """Numbers of the words that are written as their lemma, whatever tags they have."""
    unknown: set[int] = field(default_factory=set)
    """Numbers of the words that a dictionary does not have, or that could not be generated."""

    made: set[int] = field(default_factory=set)
    """Numbers of the words that the generator wrote from a lemma and tags, none that it copied."""
    written: list[tuple[int, int]] = field(default_factory=list)
    """Where these words stand in the answer: start and end."""
    asking: Units = field(default_factory=lambda: Units([""], [], []))
    """What came out of the section before, while a dictionary is asked for its words."""
    asked: list[str] = field(default_factory=list)
    """The words that it is asked for."""

    def enter(self) -> str:
        """Return the segment for the analyser: text escaped, placeholders as blanks."""
        text, parts, done = self.protected.text, [], 0
        for index, placeholder in enumerate(self.protected.placeholders):
            parts.append(escape(text[done : placeholder.start]))
            done = placeholder.end
            parts.append(f"[{token(index, capital=text[placeholder.start : done][:1].isupper())}]")
        # The empty blank at the end makes lt-proc give out a final full stop, the line end a final word without one.
        return "".join([*parts, escape(text[done:]), "[][\n]"])

    def cross(self, section: int, stream: str) -> str:
        """Return *stream*, which came out of *section* (0 to 5), as the next section gets it."""
        return (self._number, self._ask, self._answer, self._copy, self._write, str)[section](stream)

    def _number(self, stream: str) -> str:
        """Number the analysed words, and make words of the placeholders."""
        self.words.clear()
        before: list[str] = []
        parts = _ANALYSED.split(self.memory.lexicon.joined(stream))
        gaps, tokens, words = parts[::4], parts[1::4], parts[3::4]
        found: list[str] = []
        for at, (held, word) in enumerate(zip(tokens, words, strict=True)):
            if held:
                place, text = self._held(held)
            else:
                reading = self.memory.readings[word]
                place = self._place(reading.form, self.words[-1][1] if self.words else 0)
                text = reading.settled or self._read(reading, before, self._follows(gaps, tokens, words, at + 1))
                before.append(reading.form)
            found.append(f"[[t:w:{len(self.words)}]]^{text}$")
            self.words.append(place)
        return written(gaps, found)

    def _held(self, held: str) -> tuple[tuple[int, int], str]:
        """Return where the placeholder with the token *held* stands in the source, and it as an analysed word."""
        placeholder = self.protected.placeholders[token_index(held)]
        read = [held + tags for tags in analyses(self.memory.pool, placeholder)] or [f"*{held}"]
        return (placeholder.start, placeholder.end), "/".join([held, *read])

    def _read(self, reading: Reading, before: list[str], follows: str) -> str:
        return "/".join([reading.form, *self.memory.lexicon.read(reading.form, reading.analyses, before, follows)])

    def _follows(self, gaps: list[str], tokens: list[str], words: list[str], at: int) -> str:
        """Return what word number *at* is, if it follows at once: `name` for a person's, or a form."""
        if at == len(words) or gaps[at] != " ":
            return ""
        if tokens[at]:
            person = self.protected.placeholders[token_index(tokens[at])].kind is EntryKind.PERSON
            return "name" if person else ""
        return self.memory.readings[words[at]].form.lower()

    def _place(self, form: str, cursor: int) -> tuple[int, int]:
        """Return where *form* stands in the source behind *cursor*; the analyser leaves soft hyphens out of it."""
        start = self.protected.text.find(form, cursor)
        if start >= 0:
            return start, start + len(form)
        if _SOFT in self.protected.text:
            found = re.compile(f"{_SOFT}*".join(map(re.escape, form))).search(self.protected.text, cursor)
            if found:
                return found.span()
        return cursor, cursor

    def _ask(self, stream: str) -> str:
        """Ask the bilingual dictionary for words that it has not been asked for."""
        self.asking = units(stream)
        self.asked = self.memory.meanings.unknown(self.asking.words)
        return question(self.asked)

    def _answer(self, replies: str) -> str:
        """Give each word the bilingual dictionary's answers; of several, neighbours choose what news means."""
        gaps, marks, words = self.asking
        known = self.memory.meanings
        known.learn(self.asked, replies)
        meanings = [known[word] for word in words]
        chosen = self.memory.lexicon.chosen([meaning.source for meaning in meanings])
        found = [
            mark + (self._meant(meaning, wanted) if wanted or meaning.token else meaning.text)
            for mark, meaning, wanted in zip(marks, meanings, chosen, strict=True)
        ]
        return written(gaps, found)

    def _meant(self, meaning: Meaning, wanted: str) -> str:
        """Return a word with the answer that is *wanted*; a placeholder with ours, in the dictionary's place."""
        source, held = meaning.source, meaning.token
        if held:
            tags = target_tags(self.memory.pool, self.protected.placeholders[token_index(held)], source[len(held) :])
            return f"^{source}/{held}{tags}$"
        if not meaning.answers:
            return meaning.text
        return f"^{'/'.join([source, *self.memory.lexicon.meant(source, meaning.answers, wanted)])}$"

    def _copy(self, stream: str) -> str:
        """Mend the words of the target, note the placeholders' cases, and ask the generator for words that are new.

        It is to copy placeholders.
        """
        for notes in (self.cases, self.unknown, self.plain, self.made):
            notes.clear()
        gaps, marks, words = mended(units(stream), self.memory.lexicon)
        writings, found, copied = self.memory.writings, list[str](), set[int]()
        named, first = frozenset[int](), True
        ended: frozenset[int] | None = None
        for gap, mark, word in zip(gaps, marks, words, strict=False):
            loose = mark or ("[[" in gap and last_mark(gap))
            if loose:
                named = numbers(loose)
            writing = writings[word]
            if writing.case is not None:
                self.cases.append(writing.case)
            elif writing.little and not first and (self._lower(named) if ended is None else self._goes_on(ended)):
                writing = writings[word[0].lower() + word[1:]]
            if writing.plain:
                self.plain |= named
            if writing.unknown:
                self.unknown |= named
            if writing.copied:
                copied |= named
            else:
                self.made |= named
            first, ended = False, named if writing.ends else None
            found.append(writing.text)
        self.made -= copied
        self.asking = Units(gaps, marks, found)
        self.asked = self.memory.forms.unknown(found)
        return question(self.asked)

    def _write(self, replies: str) -> str:
        """Write the words as the generator has them, without its marks, and their own marks closed.

        Those that it could not write are noted: it gives their lemma instead.
        """
        gaps, marks, words = self.asking
        forms = self.memory.forms
        forms.learn(self.asked, replies)
        pairs = zip(marks, words, strict=True)
        stream = written(gaps, [f"{mark}{forms[word]}[[/]]" if mark else forms[word] for mark, word in pairs])

        def bare(word: re.Match[str]) -> str:
            if word["sign"] == "#":
                self.unknown |= numbers(word["mark"]) - self.plain
            return word["mark"]

        if "]]*" in stream or "]]#" in stream or "]]@" in stream:
            stream = _MARKED.sub(bare, stream)
        signs = "".join(sign for sign in "*#@" if sign in stream and sign not in self.protected.text)
        return re.sub(rf"(?<!\w)[{re.escape(signs)}](?=\w)", "", stream) if signs else stream

    def _goes_on(self, ended: frozenset[int]) -> bool:
        """Whether the source goes on with a small letter behind the sign with these numbers: “Come!” he said."""
        ends = [self.words[number][1] for number in ended if number < len(self.words)]
        letter = next((sign for sign in self.protected.text[max(ends, default=0) :] if sign.isalpha()), "")
        return letter.islower()

    def _lower(self, named: frozenset[int]) -> bool:
        """Whether the source words of these numbers all begin without a capital."""
        starts = [self.words[number][0] for number in named if number < len(self.words)]
        return bool(starts) and not any(self.protected.text[start : start + 1].isupper() for start in starts)
