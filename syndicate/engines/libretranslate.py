"""A LibreTranslate server of one's own, asked over HTTP: whole sentences, many in a request.

It answers with words and no alignment, so names go through in place or as stand-ins, and the proof decides. Texts are
sent to the configured address and nowhere else: no redirect is followed, no proxy of the environment is used. A server
that needs a key gets the one in LIBRETRANSLATE_API_KEY, so that no secret stands in a configuration.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from syndicate.engines import EngineSettings
from syndicate.engines._whole import write_whole
from syndicate.engines.argos.package import tag_of
from syndicate.errors import DetectError, EngineError
from syndicate.model import Ability, Direction, Hop, Hypothesis, LanguageTag, Protected

if TYPE_CHECKING:  # Needed only where a server is named.
    from urllib3 import PoolManager, Retry

NAME = "libretranslate"
"""The engine's name."""
KEY = "LIBRETRANSLATE_API_KEY"
"""The variable of the environment that holds the server's key."""
TEXTS, CHARACTERS = 32, 4_000
"""Sentences and characters of a request, below the limits that servers commonly set."""
PATIENCE = 5.0
"""Seconds to wait for a connection, and for the list of languages."""
ATTEMPTS = 4
"""How often a request is made again where the server is busy or gone for a moment."""
LONGEST = 32 * 1024 * 1024
"""Bytes of an answer that are read."""
_BUSY = (429, 502, 503, 504)
_REFUSED = (400, 413, 500)
"""Statuses that can be the fault of one sentence, or of too many."""


def open_engine(settings: EngineSettings) -> LibreTranslate:
    """Return the engine for the server at `settings.server`; without one it has no directions."""
    return LibreTranslate(settings)


class LibreTranslate:
    """The engine. The server is asked once for its languages; where it is silent, what it said last is believed."""

    name = NAME

    def __init__(self, settings: EngineSettings) -> None:
        self._settings = settings
        self._server = settings.server.rstrip("/")
        self._workers = settings.workers or os.cpu_count() or 1

    def hops(self) -> tuple[Hop, ...]:
        """Return every direction the server offers. The digest is of its address: it does not tell its models."""
        digest = hashlib.sha256(f"{NAME} {self._server}".encode()).hexdigest()
        return tuple(Hop(NAME, direction, self._server, digest) for direction in sorted(self._codes, key=str))

    def faults(self) -> tuple[EngineError, ...]:
        """Return why the server could not be asked."""
        return self._asked[1]

    def abilities(self, _direction: Direction) -> frozenset[Ability]:
        """Return nothing: the server tells words only."""
        return frozenset()

    def translate(self, direction: Direction, batch: Sequence[Protected]) -> list[Hypothesis]:
        """Translate *batch*, one hypothesis for each segment, in order.

        A sentence that the server refuses by itself has an empty text.

        Raises:
            EngineError: the server cannot be reached, wants a key, or answers what is no answer.
        """
        texts = sorted({protected.text for protected in batch if protected.text.strip()})
        parts = list(_parts(texts))
        known: dict[str, str | _RefusedError] = {}
        with ThreadPoolExecutor(self._workers) as pool:
            for part, targets in zip(parts, pool.map(partial(self._ask, self._codes[direction]), parts), strict=True):
                known.update(zip(part, targets, strict=True))
        refused = [each for each in known.values() if isinstance(each, _RefusedError)]
        if refused and len(refused) == len(known):
            raise self._fault(f"translates nothing from {direction}: {_words(refused[0])}", "Look at its log.")
        return [Hypothesis(target if isinstance(target := known.get(each.text), str) else "") for each in batch]

    def close(self) -> None:
        """Close the connections."""
        if "_pool" in vars(self):
            self._pool.clear()

    # -- what the server offers --------------------------------------------------------------------

    @property
    def _codes(self) -> dict[Direction, tuple[str, str]]:
        """The server's own codes for each direction."""
        return _directions(self._asked[0])

    @cached_property
    def _asked(self) -> tuple[Any, tuple[EngineError, ...]]:
        """The server's list of languages, and why it is not new."""
        if not self._server:
            return [], ()
        kept = self._settings.cache / f"{NAME}-{hashlib.sha256(self._server.encode()).hexdigest()[:20]}.json"
        try:
            listed = self._answer("GET", "/languages", PATIENCE)
            if not _directions(listed):
                raise self._fault("lists no languages", "Look at its /languages: is it LibreTranslate?")
        except EngineError as error:
            try:
                return json.loads(kept.read_text("utf-8")), (error,)
            except (OSError, ValueError):
                return [], (error,)
        write_whole(kept, json.dumps(listed))
        return listed, ()

    # -- requests ------------------------------------------------------------------------------------

    def _ask(self, codes: tuple[str, str], texts: Sequence[str]) -> list[str | _RefusedError]:
        """Return a target for each of *texts*; what the server refuses is asked for in halves, down to one sentence."""
        body = {"q": list(texts), "source": codes[0], "target": codes[1], "format": "text"}
        if key := os.environ.get(KEY):
            body["api_key"] = key
        try:
            answer = self._answer("POST", "/translate", self._settings.timeout, body)
        except _RefusedError as refused:
            if len(texts) == 1:
                return [refused]
            middle = len(texts) // 2
            return self._ask(codes, texts[:middle]) + self._ask(codes, texts[middle:])
        targets = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(targets, list) or list(map(type, targets)) != [str] * len(texts):
            raise self._fault(f"was asked for {len(texts)} translations and gave something else", "Is it up to date?")
        return [str(target).strip() for target in targets]

    def _answer(self, method: str, path: str, patience: float, body: object = None) -> Any:
        """Return the JSON that the server answers.

        Raises:
            _RefusedError: it says that this request cannot be answered; another could.
            EngineError: everything else.
        """
        from urllib3.exceptions import HTTPError

        try:
            response = self._pool.request(
                method,
                self._server + path,
                json=body,
                timeout=patience,
                retries=_again() if body else False,
                redirect=False,
                preload_content=False,
            )
            data = response.read(LONGEST + 1)
            response.release_conn()
        except (HTTPError, OSError, ValueError) as error:
            raise self._fault(
                f"does not answer ({_cause(error)})", "Is it running, and is the address right?"
            ) from error
        try:
            answer = json.loads(data) if len(data) <= LONGEST else None
        except ValueError:
            answer = None
        said = answer.get("error") if isinstance(answer, dict) else None
        if response.status in _REFUSED and body is not None:
            raise _RefusedError(str(said))
        if response.status == 403:
            raise self._fault(f"refuses us: {_words(said)}", f"Put its key into {KEY}.")
        if response.status != 200 or answer is None:
            raise self._fault(f"answers with status {response.status}: {_words(said)}", "Look at its log.")
        return answer

    @cached_property
    def _pool(self) -> PoolManager:
        from urllib3 import PoolManager

        return PoolManager(maxsize=self._workers)

    def _fault(self, message: str, advice: str) -> EngineError:
        return EngineError(f"the LibreTranslate server {message}.", where=self._server, advice=advice)


class _RefusedError(Exception):
    """The server says of this request that it is wrong or that it could not be translated."""


def _again() -> Retry:
    """Return how a request is made again; each answer that is no success comes back as it is."""
    from urllib3 import Retry

    return Retry(
        ATTEMPTS, connect=1, status_forcelist=_BUSY, allowed_methods=None, backoff_factor=0.2, raise_on_status=False
    )


def _directions(listed: Any) -> dict[Direction, tuple[str, str]]:
    """Return every direction of a server's `/languages`, with its own codes; what is no language is left out."""
    own: dict[str, LanguageTag] = {}
    targets: dict[str, Any] = {}
    for each in listed if isinstance(listed, list) else []:
        code = each.get("code") if isinstance(each, dict) else None
        try:
            own[str(code)] = tag_of(str(code))
        except DetectError:
            continue
        targets[str(code)] = each.get("targets")
    return {
        Direction(own[source], own[target]): (source, target)
        for source, reached in targets.items()
        for target in (reached if isinstance(reached, list) else own)  # older servers reach every language they have
        if target in own and own[source] != own[target]
    }


def _parts(texts: Sequence[str]) -> Iterator[list[str]]:
    """Cut *texts* into requests."""
    part: list[str] = []
    for text in texts:
        if part and (len(part) == TEXTS or sum(map(len, part)) + len(text) > CHARACTERS):
            yield part
            part = []
        part.append(text)
    if part:
        yield part


def _words(said: object) -> str:
    """Return what an error says, in one short line."""
    return " ".join(str(said or "no reason given").split())[:200]


def _cause(error: Exception) -> str:
    """Return why a connection failed, without the names of a library's classes."""
    return _words(str(getattr(error, "reason", None) or error).rpartition("): ")[2] or type(error).__name__)
