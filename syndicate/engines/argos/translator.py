"""One loaded model: batches of texts in, hypotheses out. CTranslate2 is driven here, and only here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from syndicate.engines.argos.attempts import ATTEMPTS, Attempt, collapsed, full_stop, limit, runaway, wordless
from syndicate.engines.argos.attention import Stretch, word_links
from syndicate.engines.argos.batches import Pieces, ahead, batches
from syndicate.engines.argos.coverage import left_out, shortened
from syndicate.engines.argos.package import Package, vocabulary_of
from syndicate.engines.argos.shortlist import Shortlist
from syndicate.engines.argos.tokenizer import Tokenizer, open_tokenizer, vocabulary_error
from syndicate.engines.argos.weights import choose_attention
from syndicate.errors import EngineError, ModelError
from syndicate.model import Hypothesis, Link

LENGTH_PENALTY = 0.2
"""What Argos' published scores were measured with."""
LONGEST = 512
"""Pieces of the longest segment that is translated; these models were trained on far shorter ones."""
DECODING = "5"
"""Changed whenever a change of ours makes another text of the same model; part of the digest of a hop."""


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
class _Answer:
    """What a text became."""

    item: Pieces
    """The text."""
    output: list[str]
    """What the model wrote."""
    hypothesis: Hypothesis
    """The same, read."""


class Translator:
    """A loaded model.

    Args:
        package: what to load.
        attention: which attention to read.
        workers: batches translated at once, one thread each: two threads on one batch ran ten times slower.
        beam: width of the beam.
        batch_tokens: pieces a batch; a narrow beam has fewer rows of each, and gets twice as many.
        omissions: whether words are looked for that a translation leaves out; it costs more than translating does.
        shortlist: what texts that it covers may become, at the first attempt and without an opening.

    Raises:
        ModelError: the package is broken; names it and says what to do.
    """

    def __init__(
        self,
        package: Package,
        attention: Attention,
        *,
        workers: int = 1,
        beam: int = 4,
        batch_tokens: int = 512,
        omissions: bool = False,
        shortlist: Shortlist | None = None,
    ) -> None:
        self.package = package
        self.attention = attention
        self._beam = beam
        self._batch_tokens = batch_tokens if beam > 2 else 2 * batch_tokens
        self._omissions = omissions
        self._shortlist = shortlist
        self._ahead = 2 * max(1, workers)
        self._tokenizer: Tokenizer = open_tokenizer(package.tokenizer, package.codes)
        self._model: Any = _load(package, attention, workers, shortlist)
        vocabulary = vocabulary_of(package)
        if vocabulary and not self._tokenizer.fits(vocabulary):
            raise vocabulary_error(package.folder, package.direction)

    def translate(self, texts: Sequence[str]) -> list[Hypothesis]:
        """Return a hypothesis for each of *texts*, in order, each with links; see `each`."""
        known = dict(self.each(texts, texts))
        return [known[text] for text in texts]

    def each(
        self, texts: Sequence[str], linked: Collection[str] = (), openings: Mapping[str, str] | None = None
    ) -> Iterator[tuple[str, Hypothesis]]:
        """Yield each of *texts*, once where it stands there twice, and its hypothesis, as soon as it is known.

        A text without a letter is its own translation. A text that is too long for the model, or whose translation
        runs away however it is tried, has an empty hypothesis: it is never cut.

        Args:
            texts: what is to be translated.
            linked: those of which links are wanted; they cost time.
            openings: what the translations of some must begin with; where the model cannot go on from there, the
                hypothesis is empty.

        Raises:
            EngineError: the model failed.
        """
        wanted = frozenset(linked)
        left = dict.fromkeys(sorted(set(texts)))
        for text in [text for text in left if wordless(text)]:
            del left[text]
            yield text, Hypothesis(text, score=0.0)
        for text, words in sorted((openings or {}).items()):
            if text in left:
                del left[text]
                yield text, self._gone_on(text, words, text in wanted)
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

        def decode(work: tuple[Sequence[Pieces], bool]) -> tuple[Any, Any]:
            """Start the translation of a batch, and what its links need besides."""
            batch, short = work
            first = self._first_rows([item for item in batch if item.text in linked], prefix)
            results = self._model.translate_batch(
                [item.pieces for item in batch],
                target_prefix=[prefix] * len(batch) if prefix else None,
                max_decoding_length=limit(len(batch[0].pieces), attempt),
                use_vmap=short,
                **options,
            )
            return first, results

        def compare(decoded: tuple[tuple[Sequence[Pieces], bool], tuple[Any, Any]]) -> tuple[list[_Answer], Any]:
            """Wait for the translations of a batch, and start to score them against shorter sources."""
            (batch, _), (first, results) = decoded
            answers = []
            for item, result in zip(batch, results, strict=True):
                found = result.result()
                output = found.hypotheses[0]
                if not runaway(item.pieces, output, attempt):
                    rows = found.attention[0] if item.text in linked else []
                    if item.text in first:
                        rows[:1] = first[item.text].result().attention[0][:1]
                    answers.append(_Answer(item, output, self._hypothesis(item, output, rows, found.scores[0])))
            return answers, self._scores(answers) if self._omissions else None

        try:
            decoding = ahead(self._cut(todo, attempt), decode, self._ahead)
            for _, (answers, scores) in ahead(decoding, compare, self._ahead if self._omissions else 0):
                for answer in answers if scores is None else self._with_omissions(answers, scores):
                    yield answer.item.text, answer.hypothesis
        except (RuntimeError, ValueError) as error:
            raise self._stopped(error) from error

    def _cut(self, todo: Sequence[Pieces], attempt: Attempt) -> list[tuple[list[Pieces], bool]]:
        """Return the batches of *todo*, and whether each keeps to the shortlist; what ran away once never does.

        The longest come first, so that no worker is left alone with the longest at the end.
        """
        short: list[Pieces] = []
        whole: list[Pieces] = []
        for item in todo:
            covered = self._shortlist and attempt is ATTEMPTS[0] and self._shortlist.covers(item.pieces)
            (short if covered else whole).append(item)
        cut = [(batch, kind is short) for kind in (short, whole) for batch in batches(kind, self._batch_tokens)]
        return sorted(cut, key=lambda work: len(work[0][0].pieces), reverse=True)

    def _gone_on(self, text: str, words: str, linked: bool) -> Hypothesis:
        """Return how the model goes on from *words*, the beginning of its translation of *text*; one by one: few do."""
        (item,) = self._read([text], ATTEMPTS[0]) or (None,)
        if item is None:
            return Hypothesis("")
        opened = [*filter(None, [self.package.prefix]), *self._tokenizer.encode(words)[0]]
        try:
            # Greedy, for the attention of an opening is right only so.
            (found,) = self._model.translate_batch(
                [item.pieces],
                target_prefix=[opened],
                beam_size=1,
                max_input_length=0,
                max_decoding_length=limit(len(item.pieces)) + len(opened),
                return_scores=True,
                return_attention=True,
                replace_unknowns=True,
            )
            output = found.hypotheses[0]
            (score,) = self._model.score_batch([item.pieces], [output], max_input_length=0)
            if runaway(item.pieces, output) or collapsed(score.log_probs[len(opened) :]):
                return Hypothesis("")
            rows = found.attention[0] if linked else []
            answer = _Answer(item, output, self._hypothesis(item, output, rows, found.scores[0]))
            if self._omissions:
                (answer,) = self._with_omissions([answer], self._scores([answer]))
        except (RuntimeError, ValueError) as error:
            raise self._stopped(error) from error
        return answer.hypothesis

    def _stopped(self, error: Exception) -> EngineError:
        where = str(self.package.folder)
        return EngineError(f"the model stopped: {error}", where=where, advice="Install the package anew.")

    def _first_rows(self, items: Sequence[Pieces], prefix: Sequence[str] | None) -> dict[str, Any]:
        """Start to find the attention of the first piece of each translation of *items*; by text.

        CTranslate2 (4.8) gives the sentences of a batch each other's where the beam is wider than one: seen on every
        batch. What comes first looks at the source alone, so one greedy step tells; it costs a tenth of a translation.
        """
        if self._beam == 1 or prefix or not items:  # behind a prefix nothing but the prefix comes first
            return {}
        answers = self._model.translate_batch(
            [item.pieces for item in items],
            beam_size=1,
            max_decoding_length=1,
            return_attention=True,
            asynchronous=True,
        )
        return {item.text: answer for item, answer in zip(items, answers, strict=True)}

    def _scores(self, answers: Sequence[_Answer]) -> list[tuple[int, Stretch | None, Any]]:
        """Start to score the translations in *answers* against their sources, whole (None) and without each word."""
        jobs: list[tuple[int, Stretch | None, Sequence[str]]] = []
        for index, answer in enumerate(answers):
            item = answer.item
            shorter = shortened((item.text, item.pieces, item.offsets), answer.hypothesis.text)
            if shorter and answer.output:
                jobs += [(index, None, item.pieces), *((index, stretch, rest) for stretch, rest in shorter)]
        # Like lengths together, in an order that nothing but the texts decides.
        jobs.sort(key=lambda job: (len(answers[job[0]].output), len(job[2]), job[0], job[1] or (0, 0)))
        if not jobs:
            return []
        scores = self._model.score_batch(
            [list(pieces) for _, _, pieces in jobs],
            [list(answers[index].output) for index, _, _ in jobs],
            max_batch_size=self._batch_tokens,
            batch_type="tokens",
            max_input_length=0,
            asynchronous=True,
        )
        return [(index, stretch, score) for (index, stretch, _), score in zip(jobs, scores, strict=True)]

    def _with_omissions(
        self, answers: Sequence[_Answer], scores: Sequence[tuple[int, Stretch | None, Any]]
    ) -> Iterator[_Answer]:
        """Yield *answers*, each with the words that *scores* say it leaves out."""
        whole: dict[int, float] = {}
        without: dict[int, list[tuple[Stretch, float]]] = {}
        for index, stretch, score in scores:
            total = sum(score.result().log_probs)
            if stretch is None:
                whole[index] = total
            else:
                without.setdefault(index, []).append((stretch, total))
        for index, answer in enumerate(answers):
            found = left_out(whole[index], sorted(without[index])) if index in whole else ()
            yield replace(answer, hypothesis=replace(answer.hypothesis, omitted=found))

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


def _load(package: Package, attention: Attention, workers: int, shortlist: Shortlist | None) -> Any:
    """Return CTranslate2's translator for *package* that hands out *attention* and may keep to *shortlist*."""
    import ctranslate2

    advice = f"Install the package for {package.direction} anew: syndicate models install {package.direction}."
    try:
        files = {path.name: path.read_bytes() for path in package.files if path != package.tokenizer}
        files["model.bin"] = choose_attention(files["model.bin"], attention.layer, attention.heads)
        if shortlist:
            files["vmap.txt"] = shortlist.content
        return ctranslate2.Translator(
            str(package.folder / "model"), files=files, inter_threads=max(1, workers), intra_threads=1
        )
    except ModelError as error:
        raise ModelError(error.message, where=str(package.folder), advice=advice) from error
    except (OSError, KeyError, RuntimeError, ValueError, MemoryError) as error:
        raise ModelError(f"the model cannot be loaded: {error}", where=str(package.folder), advice=advice) from error
