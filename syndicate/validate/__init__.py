"""Is a site what it should be? Reads back what was written, and says what is wrong, by file.

`Inspection` is shown every file once and keeps only what must be compared, so that a build can be
inspected while it is staged, and a folder that stands (`inspect_site`) by the same rules. To add a
format, write a module with `inspect(path, ...) -> (facts, faults)` and name it in `_read`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lxml import etree

from syndicate.errors import PublishError
from syndicate.validate import atom, exchange, jsonfeed, listing, page, rss
from syndicate.validate.across import across
from syndicate.validate.facts import Facts, Problem
from syndicate.validate.notes import Notes

__all__ = ["Inspection", "Problem", "inspect_site"]

_XML = frozenset({".atom", ".rss", ".xml", ".opml", ".xlf", ".tmx"})
_PLACE = re.compile(r" \(<string>, line \d+\)$")
"""What lxml says of where it read, for programmers; the line stands before it."""


class Inspection:
    """The reading of one site, file by file."""

    def __init__(self) -> None:
        self._notes = Notes()

    def look(self, path: str, data: bytes) -> list[Problem]:
        """Return what is wrong within one file, and remember what must agree with others.

        Args:
            path: relative to the site, with `/`.
            data: its bytes.
        """
        self._notes.add(path)
        try:
            facts, faults = _read(path, data)
        except (etree.LxmlError, ValueError) as error:
            return [Problem(path, f"is not well-formed: {_PLACE.sub('', str(error))}")]
        if facts is not None:
            self._notes.keep(facts)
        return [Problem(path, fault) for fault in faults]

    def stand(self, path: str) -> None:
        """Remember that the file *path* is there as an earlier inspection found it, of the same inputs, in order."""
        self._notes.add(path, standing=True)

    def end(self) -> list[Problem]:
        """Return what is wrong between the files, once all have been shown."""
        return list(across(self._notes))

    @property
    def entries(self) -> int:
        """How many entries the feeds hold that were shown, archives left out."""
        return sum(len(feed.items) for feed in self._notes.feeds() if not feed.archived)


def inspect_site(site: Path, paths: Iterator[str]) -> tuple[Inspection, list[Problem]]:
    """Read the files *paths* of the folder *site*, and say everything that is wrong.

    Raises:
        PublishError: a file cannot be read.
    """
    inspection, problems = Inspection(), list[Problem]()
    for path in paths:
        try:
            data = (site / PurePosixPath(path)).read_bytes()
        except FileNotFoundError:
            problems.append(Problem(path, "was written here and is gone"))
            continue
        except OSError as error:
            raise PublishError(
                f"the file cannot be read ({error.strerror}).", where=str(site / path), advice="Look at its rights."
            ) from error
        problems += inspection.look(path, data)
    return inspection, [*problems, *inspection.end()]


def _read(path: str, data: bytes) -> tuple[Facts | None, list[str]]:
    """Return the facts of a document, if it is of a kind we know, and its faults.

    Raises:
        ValueError: it is no text, or no JSON.
        etree.LxmlError: it is no XML.
    """
    ending = PurePosixPath(path).suffix
    if ending in _XML:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
        match etree.QName(root).localname:
            case "feed":
                return atom.inspect(path, root)
            case "rss":
                return rss.inspect(path, root)
            case "opml" | "urlset" | "sitemapindex":
                return listing.inspect(path, root)
            case "xliff":
                return None, exchange.xliff(path, root)
            case "tmx":
                return None, exchange.tmx(root)
            case other if ending != ".xml" or path.endswith("sitemap.xml"):  # any other XML may be a plug-in's
                return None, [f"is <{other}>, and not what its name says"]
    elif ending == ".json":
        document = json.loads(data)
        if isinstance(document, dict) and "jsonfeed.org" in str(document.get("version")):
            return jsonfeed.inspect(path, document)
    elif ending == ".html":
        return page.inspect(path, data.decode("utf-8"))
    else:
        data.decode("utf-8")
    return None, []
