"""One loaded model: batches of texts in, hypotheses out. CTranslate2 is driven here, and only here."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from syndicate.engines.argos.attention import Stretch, word_links
from syndicate.engines.argos.package import Package
from syndicate.engines.argos.tokenizer import Tokenizer, open_tokenizer, vocabulary_error
from syndicate.engines.argos.weights import choose_attention
from syndicate.errors import EngineError, ModelError
from syndicate.languages import primary
from syndicate.model import Hypothesis, LanguageTag, Link

LENGTH_PENALTY = 0.2
"""What Argos' published scores were measured with."""
LONGEST = 512
"""Pieces of the longest segment that is translated; these models were trained on far shorter ones."""
FEWEST = 256
"""Pieces below which a smaller batch costs more than it gives."""
DECODING = "2"
"""Changed whenever a change of ours makes another text of the same model; part of the digest of a hop."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to translate what ran away before."""

    stop: bool = False
    """Whether a text without one gets a full stop: headlines have none, and these models saw few headlines."""
    ratio: float = 3.0
    """Pieces a source piece that the output may have."""
    again: int = 4
    """How often running it may say the same, from which on it ran away."""
    repetition_penalty: float = 1.0
    """CTranslate2's; 1 is none."""
    no_repeat_ngram_size: int = 0
    """CTranslate2's; 0 is none."""


ATTEMPTS = (
    Attempt(),
    Attempt(stop=True, ratio=2.0, again=3),
    Attempt(stop=True, ratio=2.0, again=3, repetition_penalty=1.2, no_repeat_ngram_size=3),
)
"""In this order. Penalties cost good sentences, so they come last; what has run away once is looked at harder."""

_ENDS = ".!?…:;。！？।။։"
"""Marks that a sentence, or a line that goes on below, ends with."""


@dataclass(frozen=True, slots=True)
class Attention:
    """Which attention of a model says what came from what."""

    layer: int = -1
    """Decoder layer; negative counts from the last."""
    heads: int = 0
    """Heads; 0 is all, averaged."""
    row: int = 0
    """How many rows below its own the row of a target piece is."""
    right: float = 0.0
    """Share of copied words that it links right; 0 where unknown."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as the model reads it."""

    text: str
    """The text, as it was asked for."""
    pieces: tuple[str, ...]
    """Its pieces."""
    offsets: tuple[Stretch, ...]
    """Where each stands; beyond the text for a full stop that was added."""
    stopped: bool = False
    """Whether a full stop was added."""


class Translator:
    """A loaded model.

    Args:
        package: what to load.
        attention: which attention to read.
        workers: batches translated at once, one thread each: two threads on one batch ran ten times slower.
        beam: width of the beam.
        batch_tokens: pieces a batch, padding included.

    Raises:
        ModelError: the package is broken; names it and says what to do.
    """

    def __init__(
        self, package: Package, attention: Attention, *, workers: int = 1, beam: int = 4, batch_tokens: int = 1024
    ) -> None:
        self.package = package
        self.attention = attention
        self._beam = beam
        self._batch_tokens = batch_tokens
        self._tokenizer: Tokenizer = open_tokenizer(package.tokenizer, package.codes)
        self._model: Any = _load(package, attention, workers)
        vocabulary = _vocabulary(package)
        if vocabulary and not self._tokenizer.fits(vocabulary):
            raise vocabulary_error(package.folder, package.direction)

    def translate(self, texts: Sequence[str]) -> list[Hypothesis]:
        """Return a hypothesis for each of *texts*, in order, each with links; see `each`."""
        known = dict(self.each(texts, texts))
        return [known[text] for text in texts]

    def each(self, texts: Sequence[str], linked: Collection[str] = ()) -> Iterator[tuple[str, Hypothesis]]:
        """Yield each of *texts*, once where it stands there twice, and its hypothesis, as soon as it is known.

        A text without a letter is its own translation. A text that is too long for the model, or whose translation
        runs away however it is tried, has an empty hypothesis: it is never cut.

        Args:
            texts: what is to be translated.
            linked: those of which links are wanted; they cost time.

        Raises:
            EngineError: the model failed.
        """
        wanted = frozenset(linked)
        left = dict.fromkeys(sorted(set(texts)))
        for text in [text for text in left if wordless(text)]:
            del left[text]
            yield text, Hypothesis(text, score=0.0)
        for attempt in ATTEMPTS:
            for text, hypothesis in self._decode(self._read(list(left), attempt), attempt, wanted):
                del left[text]
                yield text, hypothesis
        yield from ((text, Hypothesis("")) for text in left)

    def _read(self, texts: Sequence[str], attempt: Attempt) -> list[Pieces]:
        """Return those of *texts* that are not too long, as the model reads them in *attempt*."""
        items = []
        for text in texts:
            stop = full_stop(text, self.package.direction.source) if attempt.stop else ""
            if attempt.stop and not stop and attempt.repetition_penalty == 1.0:
                continue  # The same input again would give the same output.
            # A line break is white space to the model; replaced here, so that every kind of tokenizer agrees.
            pieces, offsets = self._tokenizer.encode(text.replace("\n", " ") + stop)
            if 0 < len(pieces) <= LONGEST:
                items.append(Pieces(text, tuple(pieces), tuple(offsets), bool(stop)))
        return items

    def _decode(
        self, todo: Sequence[Pieces], attempt: Attempt, linked: Collection[str]
    ) -> Iterator[tuple[str, Hypothesis]]:
        """Yield hypotheses for those of *todo* whose translation does not run away in *attempt*."""
        options = {
            "beam_size": self._beam,
            "length_penalty": LENGTH_PENALTY,
            "max_input_length": 0,
            "return_scores": True,
            "return_attention": True,
            "replace_unknowns": True,
            "asynchronous": True,
            "repetition_penalty": attempt.repetition_penalty,
            "no_repeat_ngram_size": attempt.no_repeat_ngram_size,
        }
        prefix = [self.package.prefix] if self.package.prefix else None
        try:
            # All batches are handed over before the first answer is waited for, so that every worker has work; the
            # longest first, so that no worker is left alone with the longest at the end.
            running = [
                (
                    batch,
                    self._model.translate_batch(
                        [item.pieces for item in batch],
                        target_prefix=[prefix] * len(batch) if prefix else None,
                        max_decoding_length=limit(len(batch[-1].pieces), attempt),
                        **options,
                    ),
                )
                for batch in reversed(list(batches(todo, self._batch_tokens)))
            ]
            first = self._first_rows([item for item in todo if item.text in linked], prefix)
            for batch, results in running:
                for item, result in zip(batch, results, strict=True):
                    answer = result.result()
                    output = answer.hypotheses[0]
                    if not runaway(item.pieces, output, attempt):
                        rows = answer.attention[0] if item.text in linked else []
                        rows[:1] = first.get(item.text, rows[:1])
                        yield item.text, self._hypothesis(item, output, rows, answer.scores[0])
        except (RuntimeError, ValueError) as error:
            raise EngineError(
                f"the model stopped: {error}", where=str(self.package.folder), advice="Install the package anew."
            ) from error

    def _first_rows(self, items: Sequence[Pieces], prefix: Sequence[str] | None) -> dict[str, list[list[float]]]:
        """Return by text the attention of the first piece of each translation of *items*.

        CTranslate2 (4.8) gives the sentences of a batch each other's where the beam is wider than one: seen on every
        batch. What comes first looks at the source alone, so one greedy step tells; it costs a tenth of a translation.
        """
        if self._beam == 1 or prefix:  # behind a prefix nothing but the prefix comes first
            return {}
        first: dict[str, list[list[float]]] = {}
        for batch in batches(items, 4 * self._batch_tokens):
            answers = self._model.translate_batch(
                [item.pieces for item in batch], beam_size=1, max_decoding_length=1, return_attention=True
            )
            first.update((item.text, answer.attention[0][:1]) for item, answer in zip(batch, answers, strict=True))
        return first

    def _hypothesis(
        self, item: Pieces, output: Sequence[str], rows: Sequence[Sequence[float]], score: float
    ) -> Hypothesis:
        """Return the hypothesis that *output* is, with its links and its log-probability a token."""
        length = len(output) + 1
        if self.package.prefix and list(output[:1]) == [self.package.prefix]:
            output, rows = output[1:], rows[1:]
        decoded, stretches = self._tokenizer.decode(output)
        text = decoded.strip().rstrip(".。।") if item.stopped else decoded.strip()
        margin = len(decoded) - len(decoded.lstrip())
        offsets = [(max(0, start - margin), max(0, min(end - margin, len(text)))) for start, end in stretches]
        links: tuple[Link, ...] = ()
        if rows and len(offsets) == len(output):
            # Copied words measure the attention; only where that is done are they taken for granted.
            measured = self.attention.right > 0
            links = word_links(rows, (item.text, item.offsets), (text, offsets), self.attention.row, copies=measured)
        return Hypothesis(text, links, score=score * length**LENGTH_PENALTY / length)


def limit(pieces: int, attempt: Attempt = ATTEMPTS[0]) -> int:
    """Return how many pieces the translation of so many *pieces* may have, before it has surely run away."""
    return int(attempt.ratio * pieces) + 8


def full_stop(text: str, source: LanguageTag) -> str:
    """Return the full stop that *text* of the language *source* lacks; nothing where it ends with a mark.

    >>> full_stop("President opens bridge", LanguageTag("en")), full_stop("He said “no.”", LanguageTag("en"))
    ('.', '')
    """
    last = text.rstrip().rstrip("”»’\"')]")[-1:]
    if last in _ENDS:
        return ""
    return "。" if primary(source) in {"zh", "ja"} else "."


def batches(items: Sequence[Pieces], tokens: int) -> Iterator[list[Pieces]]:
    """Yield *items* by length in batches of at most *tokens* pieces, padding included; the last is the longest.

    Few items are cut into smaller batches, so that every worker has some.
    How they are cut depends on the set of texts only, not on their order: with int8 weights the neighbours in a
    batch can change a word (1 sentence in 200), and our bytes must not move.
    """
    tokens = min(tokens, max(FEWEST, sum(len(item.pieces) for item in items) // 8))
    batch: list[Pieces] = []
    for item in sorted(items, key=lambda item: (len(item.pieces), item.text)):
        if batch and (len(batch) + 1) * len(item.pieces) > tokens:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def runaway(source: Sequence[str], output: Sequence[str], attempt: Attempt = ATTEMPTS[0]) -> bool:
    """Whether *output* has no end, or says the same again and again, as *source* does not."""
    return len(output) >= limit(len(source), attempt) or repeats(output) >= max(attempt.again, 2 * repeats(source))


def repeats(pieces: Sequence[str]) -> int:
    """Return how often a stretch of at most twelve pieces, not a mere mark, stands in a row: 1 for none.

    >>> repeats("a b c b c b c d".split())
    3
    """
    most = 1
    for period in range(1, 13):
        run = period
        for index in range(period, len(pieces)):
            run = run + 1 if pieces[index] == pieces[index - period] else period
            # Dots of a leader or of a pause are no words said again.
            if run // period > most and not wordless("".join(pieces[index - period + 1 : index + 1])):
                most = run // period
    return most


def wordless(text: str) -> bool:
    """Whether *text* has no letter: figures and marks are the same in every language, and models make words of them."""
    return not any(unicodedata.category(character)[0] == "L" for character in text)


def _load(package: Package, attention: Attention, workers: int) -> Any:
    """Return CTranslate2's translator for *package* that hands out *attention*."""
    import ctranslate2

    advice = f"Install the package for {package.direction} anew: syndicate models install {package.direction}."
    try:
        files = {path.name: path.read_bytes() for path in package.files if path != package.tokenizer}
        files["model.bin"] = choose_attention(files["model.bin"], attention.layer, attention.heads)
        return ctranslate2.Translator(
            str(package.folder / "model"), files=files, inter_threads=max(1, workers), intra_threads=1
        )
    except ModelError as error:
        raise ModelError(error.message, where=str(package.folder), advice=advice) from error
    except (OSError, KeyError, RuntimeError, ValueError, MemoryError) as error:
        raise ModelError(f"the model cannot be loaded: {error}", where=str(package.folder), advice=advice) from error


def _vocabulary(package: Package) -> frozenset[str]:
    """Return the pieces that the model reads; empty where the file is of a kind we do not know."""
    import json

    for stem in ("source_vocabulary", "shared_vocabulary", "source_1_vocabulary"):
        listed, plain = (package.folder / "model" / f"{stem}{ending}" for ending in (".json", ".txt"))
        if listed.is_file():
            return frozenset(json.loads(listed.read_text("utf-8")))
        if plain.is_file():
            return frozenset(plain.read_text("utf-8").split("\n"))
    return frozenset()
