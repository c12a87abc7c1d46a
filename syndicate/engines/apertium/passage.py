"""One segment on its way through the chain, and what is done to it between the sections.

Every word is marked behind the analyser (a word-bound blank `[[t:w:7]]`, its number in the sentence),
not in the text before it: so entries of several words stay whole, and the translation is the same with
links in it as without. A placeholder is a blank for the analyser and becomes a word with the tags of its
sort behind it; before the generator it becomes an unknown word, which the generator copies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from syndicate.engines.apertium.lexicon import Lexicon
from syndicate.engines.apertium.pool import Pool, analyses, case_in, target_tags
from syndicate.engines.apertium.stream import ITEM, TOKEN, escape, surface, token, token_index, unescape
from syndicate.model import EntryKind, Protected

_SOFT = "\u00ad"
_UNIT = re.compile(r"(?:\[\[(?:[^\]\\]|\\.)*\]\])?\^(?P<word>(?:[^$\\]|\\.)*)\$", re.DOTALL)
"""A word of a stream with its mark."""
_UNCHANGING = re.compile(r"^[^<]*<(?:cnj\w+|adv|preadv|pr|part|ij|pred)>")
_MARKED = re.compile(r"(?P<mark>\[\[t:w:(?:[^\]\\]|\\.)*\]\])(?P<sign>[*#@])")
"""A word with its mark that the generator copied (*), could not write (#), or had no answer for (@)."""
_LITTLE = re.compile(r"<(?:vb\w+|vaux|det|prn?|adv|cnj\w+)>")
"""Words that no language writes with a capital. Behind a sentence's first word the grammar gives them its capital now
and then (`Hammel said` > `Hammel Dijo`)."""


@dataclass(slots=True)
class Passage:
    """One segment on its way; each step notes what the next ones need."""

    protected: Protected
    """The segment."""
    pool: Pool
    """The tags of placeholders in this direction."""
    lexicon: Lexicon = field(default_factory=Lexicon)
    """What we add to the pair's dictionaries."""
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
        """Return *stream*, which came out of *section* (0 to 3), as the next section gets it."""
        return (self._number, self._answer, self._copy, self._written)[section](stream)

    def _number(self, stream: str) -> str:
        """Number the analysed words, and make words of the placeholders."""
        self.words.clear()
        before: list[str] = []

        def number(item: re.Match[str]) -> str:
            cursor = self.words[-1][1] if self.words else 0
            match = TOKEN.fullmatch(item["blank"] or "")
            if match:
                placeholder = self.protected.placeholders[token_index(match)]
                place = (placeholder.start, placeholder.end)
                tags = analyses(self.pool, placeholder)
                word = "/".join([match[0], *(match[0] + each for each in tags)] if tags else [match[0], "*" + match[0]])
            elif item["word"]:
                word = item["word"]
                form = unescape(surface(word))
                place = self._place(form, cursor)
                if "\\" not in word:
                    follows = self._follows(stream, item.end())
                    word = "/".join([form, *self.lexicon.read(form, word.split("/")[1:], before, follows)])
                before.append(form)
            else:
                return item[0]
            self.words.append(place)
            return f"[[t:w:{len(self.words) - 1}]]^{word}$"

        return ITEM.sub(number, self.lexicon.joined(stream))

    def _follows(self, stream: str, at: int) -> str:
        """Return what follows at once behind *at* in the analysed *stream*: `name` for a person's, or a form."""
        item = ITEM.match(stream, at + 1) if stream.startswith(" ", at) else None
        if item is None:
            return ""
        match = TOKEN.fullmatch(item["blank"] or "")
        if match:
            person = self.protected.placeholders[token_index(match)].kind is EntryKind.PERSON
            return "name" if person else ""
        return unescape(surface(item["word"])).lower() if item["word"] else ""

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

    def _answer(self, stream: str) -> str:
        """Answer in the bilingual dictionary's place where it was asked for a placeholder; choose what news means."""
        sources = [surface(item["word"]) for item in ITEM.finditer(stream) if item["word"]]
        chosen = iter(self.lexicon.chosen(sources))

        def answer(item: re.Match[str]) -> str:
            if not item["word"]:
                return item[0]
            source, wanted = surface(item["word"]), next(chosen)
            match = TOKEN.match(source)
            if match is None or source[match.end() : match.end() + 1] != "<":
                answers = item["word"].split("/")[1:]
                if not answers or "\\" in item[0]:
                    return item[0]
                return f"^{'/'.join([source, *self.lexicon.meant(source, answers, wanted)])}$"
            tags = source[match.end() :]
            found = target_tags(self.pool, self.protected.placeholders[token_index(match)], tags)
            return f"^{source}/{match[0]}{found}$"

        return ITEM.sub(answer, stream)

    def _mended(self, stream: str) -> str:
        """Return *stream* with the words that the target's grammar asks for; one put in stands before a mark.

        A word that falls away takes its mark and the space behind it along.
        """
        if self.lexicon.mend is None:
            return stream
        items = [item for item in ITEM.finditer(stream) if item["word"]]
        parts, done = list[str](), 0
        for item, words in zip(items, self.lexicon.mend([item["word"] for item in items]), strict=True):
            marked = stream.startswith("]]", item.start() - 2)
            start = stream.rfind("[[", done, item.start()) if marked else item.start()
            parts += [stream[done:start], *(f"^{each}$ " for each in words[:-1])]
            done = item.end()
            if words:
                parts += [stream[start : item.start()], f"^{words[-1]}$"]
            else:
                done += stream.startswith(" ", done)
        return "".join([*parts, stream[done:]])

    def _ordered(self, stream: str) -> str:
        """Return *stream* with its words, each with its mark, in the target's order and with the target's signs."""
        if self.lexicon.order is not None:
            items = list(_UNIT.finditer(stream))
            order = self.lexicon.order([item["word"] for item in items])
            parts, done = list[str](), 0
            for item, other in zip(items, order, strict=True):
                parts += [stream[done : item.start()], items[other][0]]
                done = item.end()
            stream = "".join([*parts, stream[done:]])
        return self.lexicon.punctuate(stream) if self.lexicon.punctuate else stream

    def _copy(self, stream: str) -> str:
        """Note the placeholders' cases, have the generator copy them, and close the marks as it wants them."""
        self.cases.clear()
        self.unknown.clear()
        self.plain.clear()
        self.made.clear()
        marked, numbers = -1, list[str]()
        before: list[str] = []
        ended: list[str] | None = None
        copied = set[int]()

        def copy(item: re.Match[str]) -> str:
            nonlocal marked, numbers, ended
            if item["mark"] is not None:
                marked, numbers = item.end(), re.findall(r"t:w:(\d+)", item["mark"])
            if item["word"] is None:
                return item[0]
            word = item["word"]
            match = TOKEN.match(word.lstrip("*@"))
            if match:
                self.cases.append(case_in(word))
                word = f"*{match[0]}"
            elif before and _LITTLE.search(word) and (self._lower(numbers) if ended is None else self._goes_on(ended)):
                word = word[0].lower() + word[1:]
            if _UNCHANGING.search(word):
                self.plain.update(map(int, numbers))
            before.append(word)
            ended = numbers if "<sent>" in word else None
            if word.startswith("=") and "<" not in word:  # written by us
                word = f"*{word[1:]}"
            elif word.startswith(("*", "@")) and not match:
                form = word[1:]
                if word[0] == "@" or form.lower() not in self.lexicon.words:
                    self.unknown.update(map(int, numbers))
                if word[0] == "*" and "\\" not in form:
                    word = f"*{self.lexicon.unknown(form)}"
            (copied if word.startswith(("*", "@")) else self.made).update(map(int, numbers))
            return f"^{word}$" + ("[[/]]" if marked == item.start() else "")

        stream = ITEM.sub(copy, self._ordered(self._mended(stream)))
        self.made -= copied
        return stream

    def _written(self, stream: str) -> str:
        """Take the generator's marks away, and note which words it could not write: it gives their lemma instead."""

        def bare(word: re.Match[str]) -> str:
            if word["sign"] == "#":
                self.unknown |= set(map(int, re.findall(r"t:w:(\d+)", word["mark"]))) - self.plain
            return word["mark"]

        stream = _MARKED.sub(bare, stream)
        signs = "".join(sign for sign in "*#@" if sign not in self.protected.text)
        return re.sub(rf"(?<!\w)[{re.escape(signs)}](?=\w)", "", stream) if signs else stream

    def _goes_on(self, ended: list[str]) -> bool:
        """Whether the source goes on with a small letter behind the sign with these numbers: “Come!” he said."""
        ends = [self.words[int(number)][1] for number in ended if int(number) < len(self.words)]
        letter = next((sign for sign in self.protected.text[max(ends, default=0) :] if sign.isalpha()), "")
        return letter.islower()

    def _lower(self, numbers: list[str]) -> bool:
        """Whether the source words of these *numbers* all begin without a capital."""
        starts = [self.words[int(number)][0] for number in numbers if int(number) < len(self.words)]
        return bool(starts) and not any(self.protected.text[start : start + 1].isupper() for start in starts)
