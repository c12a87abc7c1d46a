"""Lines below a text that say who its author is: the name alone, or a sentence of what the author does and where."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from syndicate.model import Unit
from syndicate.readers._links import address_of, links_of

_LONGEST = 600
"""Letters of a paragraph above which it says more than who its author is."""
_ADDRESS = 100
"""Letters of a line that is a writer's trade and address, whoever it is."""
_BEFORE = 20
"""Letters that may stand before the name: “Our correspondent”."""
_BARE = 30
"""Letters that may stand around a name that is no part of a sentence: “Text and pictures:”."""
_SENTENCE_ENDS = tuple('.!?…։。！？؟۔»”":')
_AND = re.compile(r"\s*[,;/]\s*|\s(?:and|und|et|y|e|i|og|och|и|і|й|та|va|ve|və|және|жана|ба|და|և)\s")
_TRADE = re.compile(
    r"\b(?:(?:reporter|correspondent|editor|journalist|columnist|writer)s?|teaches|author of|fellow|professor"
    r"|redakteur\w*|journalist\w*|korrespondent\w*|autor\w*|schreibt|berichtet|volontär\w*|journaliste|rédact\w+"
    r"|correspondant\w*|periodista\w*|redactor\w*|corresponsal\w*|giornalist\w+|jornalista\w*|dziennikar\w+|redaktor\w*"
    r"|novinář\w*|žurnalist\w*|ziarist\w*|gazeteci\w*|muhabir\w*|журналист\w*|корреспондент\w*|обозревател\w*|редактор\w*"
    r"|колумнист\w*|автор книг\w*|журналіст\w*|кореспондент\w*|оглядач\w*|новинар\w*|журналшы\w*|тілші\w*|кабарчы\w*"
    r"|jurnalist\w*|müxbir\w*|muxbir\w*|хабарнигор\w*|сэтгүүлч\w*|сурвалжлагч\w*|ჟურნალისტ\w*|լրագրող\w*)"
    r"|記者|기자|记者",
    re.IGNORECASE,
)
"""What those are by trade who write for a paper."""


def portrayed(units: Sequence[Unit], title: str, byline: str) -> tuple[str, ...]:
    """Return the authors whom one of *units* names alone: of whom the text itself speaks is no mere author."""
    texts = [unit.text.casefold() for unit in units]
    names = (name.strip() for name in _AND.split(byline.casefold()))
    return tuple(
        name
        for name in names
        if " " in name and name not in title.casefold() and sum(name in text for text in texts) == 1
    )


def is_portrait(unit: Unit, authors: Collection[str]) -> bool:
    """Whether *unit*, the last of a text, only says who one of its *authors* (see `portrayed`) is."""
    text = unit.text.casefold()
    if len(text) <= _ADDRESS and "@" in text and _TRADE.search(text) and not text.endswith(_SENTENCE_ENDS):
        return True  # “A. Petrova, reporter, petrova@paper.example”
    name = next((one for one in authors if 0 <= text.find(one) <= _BEFORE), None)
    if name is None or len(text) > _LONGEST:
        return False
    if len(text) <= len(name) + _BARE and not text.endswith(_SENTENCE_ENDS):
        return True
    surname = name.rpartition(" ")[2]
    linked = any(surname in address_of(link).casefold() for link in links_of(unit))
    return linked or "@" in text or _TRADE.search(text) is not None
