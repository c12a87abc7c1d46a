"""What stands on a page around the article: menus, share bars, comment forms. Cut out before anything is located."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from syndicate.readers._class_names import (
    BOX,
    NEVER,
    NO_WORDS,
    calls_form,
    chrome_words,
    is_content,
    names_chrome,
    words,
)
from syndicate.readers._prose import (
    INLINE,
    LEAST,
    SENTENCE,
    count_elements,
    is_most,
    letters_of,
    line_around,
    loose_prose_under,
    prose_under,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_ELEMENTS = frozenset(
    "script style template noscript nav form button select textarea input datalist menu dialog frameset".split()  # noqa: SIM905 - a list is longer
)
_ROLES = frozenset(
    "navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar form tablist".split()  # noqa: SIM905 - the same
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INVITATION = 300
"""Letters that may stand around a field for an address of e-mail, or around answers to choose from."""
_NO_BOX = frozenset({"html", "body", "article", "main"})
_RELATIONS = frozenset({"category", "tag", "nofollow-category"})


def prune(root: _Element) -> tuple[str, ...]:
    """Cut the chrome out of the tree under *root*, in place, and return how boxes of facts and polls among it begin.

    What the page calls its article, or what holds most of the page's paragraphs, is never cut:
    a theme's `sidebar-right` on the whole page is no sidebar, and a `paywalled` that a third of all
    sentences stand under is what the wall is around.
    """
    for button in root.iter("button"):
        if next(button.iter("figcaption"), None) is not None:
            button.tag = "div"  # a picture that grows when it is pressed
        elif _in_sentence(button):
            button.tag = "span"  # a word that is explained when it is pressed
    prose = prose_under(root)
    for hidden in root.iter("noscript"):
        if is_most(prose[hidden], prose[root]):
            hidden.tag = "div"  # the text of a page that draws itself, for those without scripts
    size = count_elements(root)
    for form in root.iter("form"):
        if 2 * count_elements(form) > size:
            form.tag = "div"  # some servers put one form around the whole page
    holders = {outer for element in root.iter() if is_content(element) for outer in element.iterancestors()}
    spared = _spared(root)
    if prose[root] <= LEAST:
        prose = loose_prose_under(root)
    doomed = [
        element
        for element in root.iter()
        if _is_chrome(element, holders, most=is_most(prose[element], prose[root]), spared=spared)
    ]
    asked = _asked(root)
    boxes = [one for one in doomed if prose[one] >= SENTENCE and any(map(BOX.fullmatch, words(one)))]
    boxes += [one for one in asked if any(map(_is_choice, one.iter("input")))]
    told = tuple(dict.fromkeys(filter(None, map(_beginning, boxes))))
    for element in [*doomed, *asked]:
        remove(element)
    for link in [link for link in root.iter("a") if _RELATIONS & set((link.get("rel") or "").lower().split())]:
        remove(link)
    for line in [line for line in root.iter("p", "li") if _leads_about(line)]:
        remove(line)
    return told


def _asked(root: _Element) -> list[_Element]:
    """Return what stands around a field for an address of e-mail, or around answers to choose from, and says no more.

    That is an invitation to a newsletter, a poll, a quiz.
    """
    choices = Counter(field.get("name") for field in root.iter("input") if _is_choice(field))
    brief: dict[_Element, bool] = {}
    found = []
    for field in root.iter("input"):
        box = field
        if (field.get("type") or "").lower() == "email" or (_is_choice(field) and choices[field.get("name")] > 1):
            for outer in field.iterancestors():
                if outer not in brief:  # thousands of fields may lie in one element
                    whole = outer.tag in _NO_BOX or is_content(outer) or len(letters_of(outer)) > _INVITATION
                    brief[outer] = not whole
                if not brief[outer]:
                    break
                box = outer
        if box is not field:
            found.append(box)
    return list(dict.fromkeys(found))


def _is_choice(field: _Element) -> bool:
    return (field.get("type") or "").lower() == "radio"


def _leads_about(line: _Element) -> bool:
    """Whether *line* is nothing but links to places of this page: a table of contents, "skip this"."""
    inside = [link for link in line.iter("a") if (link.get("href") or "")[:1] == "#"]
    if not inside or next(line.iter("img"), None) is not None:
        return False
    linked = sum(len(letters_of(link)) for link in inside)
    return linked > 0 and linked >= len(letters_of(line))


def _beginning(box: _Element) -> str:
    """Return how *box* begins if it stands in the article; else nothing."""
    if not any(map(is_content, box.iterancestors())):
        return ""
    lines = (" ".join(str(text).split()) for text in box.itertext())
    return next(filter(None, lines), "")[:SENTENCE]


def _spared(root: _Element) -> frozenset[str]:
    """Return the words that would name chrome, but that too much of the page's prose stands under."""
    letters: Counter[str] = Counter()
    total = 0
    for paragraph in root.iter("p"):
        size = len("".join(str(part) for part in paragraph.itertext()).strip())
        if size < SENTENCE:
            continue
        total += size
        around = {word for element in (paragraph, *paragraph.iterancestors()) for word in words(element)}
        letters.update(dict.fromkeys(filter(names_chrome, around), size))
    most = max(total / 3, LEAST)
    return frozenset(word for word, size in letters.items() if size > most and not NEVER.fullmatch(word))


def remove(element: _Element) -> None:
    """Take *element* out of its tree and leave the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _is_chrome(element: _Element, holders: Collection[_Element], *, most: bool, spared: Collection[str]) -> bool:
    if element.tag in {"html", "head", "body"}:
        return False
    # The id of a heading is made of its words, so that it can be linked to.
    called, own = element.get("class"), None if element.tag in _HEADINGS else element.get("id")
    if calls_form(called, own):
        return True
    named = element.tag in _ELEMENTS or (element.get("role") or "").lower() in _ROLES
    if element.tag in {"figure", "figcaption"}:
        return element.get("hidden") is not None
    named = named or element.get("hidden") is not None or _is_frame(element)
    said = any(word not in spared and not _misnamed(element, word) for word in chrome_words(called, own))
    named = named or (said and not _in_sentence(element))
    # An article inside an article that calls itself a teaser is another one's card.
    card = named and element.tag == "article" and next(element.iterancestors("article"), None) is not None
    if not named or (is_content(element) and not card) or element in holders or most:
        return False
    return not _holds_picture(element)


def _holds_picture(element: _Element) -> bool:
    """Whether *element* is nothing but a picture with its caption, inside what the page calls its article."""
    figure = next(element.iter("figure"), None)
    if figure is None or figure.find(".//figcaption") is None or not any(map(is_content, element.iterancestors())):
        return False
    around, inside = (len("".join(str(text) for text in one.itertext()).strip()) for one in (element, figure))
    return around - inside < SENTENCE


def _in_sentence(element: _Element) -> bool:
    """Whether the words of *element* stand in the middle of a sentence, or are the place it is dated from.

    Templates name links and explained words as they like; without them the sentence would have a hole.
    """
    if element.tag not in INLINE or any(map(NO_WORDS.fullmatch, words(element))):
        return False
    before, after = line_around(element)
    dated_from = "dateline" in words(element) and any(map(str.isalpha, letters_of(element)))
    within = any(map(str.isalpha, before)) and any(map(str.isalpha, after))
    return (within or dated_from) and len(before) + len(after) > SENTENCE and "|" not in before + after


def _misnamed(element: _Element, word: str) -> bool:
    """Whether *word* says something else of this element: a paragraph behind the paywall, the hour of a live blog.

    A paragraph that is called a teaser is the standfirst; a box of that name is another article's.
    """
    behind = element.tag == "p" and word.startswith(("paywall", "teaser"))
    return behind or (element.tag in _HEADINGS and word in {"time", "date"})


def _is_frame(element: _Element) -> bool:
    """Whether it is a header, footer or aside of the page; those of an article may be its lead or its box."""
    if element.tag not in {"header", "footer", "aside"}:
        return False
    within = next(element.iterancestors("article", "main", "blockquote", "figure"), None)
    return within is None or (element.tag == "footer" and within.tag in {"article", "main"})
