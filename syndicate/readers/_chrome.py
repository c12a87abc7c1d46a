"""What stands on a page around the article: menus, share bars, comment forms. Cut out before anything is located."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_ELEMENTS = frozenset(
    "script style template noscript nav form button select textarea input datalist menu dialog frameset".split()  # noqa: SIM905 - a list is longer
)
_ROLES = frozenset(
    "navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar form tablist".split()  # noqa: SIM905 - the same
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SENTENCE = 80
"""Letters of a paragraph that is no label."""
_LEAST = 400
"""Letters of prose that are too few to tell anything."""
_INVITATION = 300
"""Letters that may stand around a field for an address of e-mail."""
_NO_BOX = frozenset({"html", "body", "article", "main"})
_RELATIONS = frozenset({"category", "tag", "nofollow-category"})
_BREAK = "\u2029"
_PARTS = 500
"""Elements in one line above which it is a list of something, and no sentence."""
_SILENT = frozenset("a script style template noscript select textarea button title iframe".split())  # noqa: SIM905
_INLINE = frozenset("a abbr b bdi button cite code em font i mark q s small span strong sub sup u".split())  # noqa: SIM905

_FORMS = re.compile(
    r"(?:wp-)?respond|comment-?respond|comment-?form|reply-title|cancel-comment-reply-link"
    r"|onetrust-.*|ot-sdk-.*|didomi-.*|usercentrics-.*",
    re.IGNORECASE,
)
"""Comment forms and consent layers: never an article, whatever they hold."""

_NAMES = re.compile(
    r"""(?:[acmotuw]-)?(?:
      (?:post-|entry-|article-)?comments?(?:[-_](?:area|box|list|section|wrap|wrapper|block|count|link|title|thread))?
    | commentlist | disqus.* | fb-comments | comments-link
    | (?:post|entry|article|single|story)[-_](?:meta|footer|tags|categories|category|nav|navigation|share|sharing|views
        |author-box|related|bottom|toolbar|social)
    | (?:cat|category|categories|tags?)[-_]links? | tag-?cloud | tags | post-?tags
    | share.* | sharing.* | sharedaddy | social.* | addtoany.* | addthis.* | a2a_.* | ya-share.*
    | likes?-?(?:block|box|button).*
    | jp-relatedposts.* | related(?:[-_].*)? | yarpp.* | read-?(?:also|more|next).* | recommend.* | recirc.*
    | more-(?:news|stories|articles|posts|on).* | most-?(?:read|popular|viewed).*
    | popular.* | trending.* | latest-?(?:news|posts).*
    | breadcrumbs?.* | crumbs
    | cookies?(?:[-_].*)? | cookie(?:bar|banner|consent|notice).* | consent.* | gdpr.* | cmp-.*
    | sp_message.*
    | newsletter.* | (?:.*-)?subscri(?:be|ptions?)(?:[-_].*)? | signup.* | sign-up.* | e-?mail-?sign-?up.* | paywall.*
    | promo(?:[-_].*|small.*|medium.*|large.*|box.*|item.*)?
    | teasers?(?:[-_]?(?:list|text|box|item|card|content|wrapper|container|padding))?.*
    | similar(?:[-_].*)? | .*[-_](?:access|registration|reg)-?wall(?:[-_].*)? | (?:access|registration|reg)-?wall.*
    | (?:.*[-_])?(?:no|not|hide)[-_]?print | d-print-none | widget[-_]sponsor.*
    | affiliate.* | .*[-_]affiliate(?:[-_].*)? | products?[-_](?:box|card|teaser|widget|list)
    | (?:info|fact|link)-?box(?:[-_].*)? | .*[-_](?:info|fact|link)-?box
    | .*(?:embed|social|content|consent|video)[-_](?:placeholder|consent|privacy)(?:[-_].*)? | not-prose | line-clamp-\d
    | sidebar(?:[-_].*)? | widget(?:s|[-_]area)? | menu(?:[-_].*)? | main-menu | nav(?:bar|igation)?(?:[-_].*)?
    | .*-(?:nav|navbar|navigation|menu|sidebar|breadcrumbs?) | top-?bar | pagination.*
    | pager | page-links | post-navigation
    | site-(?:header|footer|branding|info) | masthead | colophon | (?:page-)?footer | banner
    | pop-?up.* | modal(?:[-_].*)? | overlay | lightbox | ads?(?:[-_].*)? | advert.* | sponsor.* | google-auto-placed
    | screen-reader-text | sr-only | visually-hidden | visuallyhidden | skip-?(?:link|to).*
    | (?:back|go|scroll)-?to-?top.*
    | by-?line.* | (?:.*[-_])?authors?(?:[-_]{1,2}(?:box|bio|name|info|link|date|image))?
    | .*-author-(?:bio|box|info) | author-?profile.* | about-author | posted-(?:on|by|in)
    | (?:post|entry|article|news|pub|publish|published)?[-_]?(?:date|time|datetime|timestamp)(?:line)?
    | print-?(?:link|button)s? | mw-editsection | toc | table-of-contents
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a class or id that name chrome; a whole word must match."""
_BOX = re.compile(r"(?:.*[-_])?(?:info|fact)-?box(?:[-_].*)?", re.IGNORECASE)
"""Words of a class or id that name what is told beside the story."""
_HARMLESS = re.compile(
    r"(?:share|social|popular|recommend|consent|sponsor)[a-z]{4,}|paywall[-_]?(?:\w+[-_]?)?(?:article|body|text|content)"
    r"|cmp-(?:text|title|container|contentfragment|experiencefragment|image|accordion|tabs|carousel|embed)(?:[-_].*)?",
    re.IGNORECASE,
)
"""Longer words that only begin like them: `shareholders`, `socialist`; what a wall is around; parts of pages."""

_NEVER = re.compile(
    r".*(?:comment|cookie|consent|gdpr|cmp|newsletter|teaser|placeholder|modal|pop-?up|related|recommend|more-).*",
    re.IGNORECASE,
)
"""Names of chrome that may hold more prose than the article does."""

_NO_WORDS = re.compile(
    r"screen-reader-text|sr-only|visually-?hidden|skip-?.*|ads?(?:[-_].*)?|advert.*|google-auto-placed|mw-editsection"
    r"|(?:share|sharing|social|comment|cookie|addtoany|addthis|a2a_|newsletter|print).*",
    re.IGNORECASE,
)
"""Names of what is no part of a sentence although it stands in the middle of one."""

CONTENT = re.compile(
    r"(?:[acmo]-)?(?:entry|post|article|story|news|single|page|td-post|field--name|detail|text)[-_]{0,2}(?:content|body|text|detail|full)"
    r"|articlebody|e-content|instapaper_body",
    re.IGNORECASE,
)
"""Words of a class or id by which templates call the article's body."""


def words(element: _Element) -> tuple[str, ...]:
    """Return the words of the element's class and id."""
    return _words(element.get("class"), element.get("id"))


@lru_cache(maxsize=4096)
def _words(called: str | None, own: str | None) -> tuple[str, ...]:
    return (*(called or "").split(), *(own or "").split())


@lru_cache(maxsize=4096)
def _names_chrome(word: str) -> bool:
    return _NAMES.fullmatch(word) is not None and _HARMLESS.fullmatch(word) is None


@lru_cache(maxsize=4096)
def _names_content(word: str) -> bool:
    return CONTENT.fullmatch(word) is not None


def is_content(element: _Element) -> bool:
    """Whether the page itself calls *element* the article or its body."""
    return (
        element.tag in {"article", "main"}
        or (element.get("role") or "").lower() in {"article", "main"}
        or "articlebody" in (element.get("itemprop") or "").lower()
        or _calls_content(element.get("class"), element.get("id"))
    )


@lru_cache(maxsize=4096)
def _calls_content(called: str | None, own: str | None) -> bool:
    return any(map(_names_content, _words(called, own)))


def prune(root: _Element) -> tuple[str, ...]:
    """Cut the chrome out of the tree under *root*, in place, and return how the boxes of facts among it begin.

    What the page calls its article, or what holds most of the page's paragraphs, is never cut:
    a theme's `sidebar-right` on the whole page is no sidebar, and a `paywalled` that a third of all
    sentences stand under is what the wall is around.
    """
    for button in root.iter("button"):
        if next(button.iter("figcaption"), None) is not None:
            button.tag = "div"  # a picture that grows when it is pressed
        elif _in_sentence(button):
            button.tag = "span"  # a word that is explained when it is pressed
    prose = _prose(root)
    for hidden in root.iter("noscript"):
        if _is_most(prose[hidden], prose[root]):
            hidden.tag = "div"  # the text of a page that draws itself, for those without scripts
    size = _elements(root)
    for form in root.iter("form"):
        if 2 * _elements(form) > size:
            form.tag = "div"  # some servers put one form around the whole page
    holders = {outer for element in root.iter() if is_content(element) for outer in element.iterancestors()}
    spared = _spared(root)
    if prose[root] <= _LEAST:
        prose = _loose_prose(root)
    doomed = [
        element
        for element in root.iter()
        if _is_chrome(element, holders, most=_is_most(prose[element], prose[root]), spared=spared)
    ]
    boxes = tuple(dict.fromkeys(filter(None, (_box(one) for one in doomed if prose[one] >= _SENTENCE))))
    for element in [*doomed, *_sign_ups(root)]:
        remove(element)
    for link in [link for link in root.iter("a") if _RELATIONS & set((link.get("rel") or "").lower().split())]:
        remove(link)
    for line in [line for line in root.iter("p", "li") if _leads_about(line)]:
        remove(line)
    return boxes


def _sign_ups(root: _Element) -> list[_Element]:
    """Return what stands around a field for an address of e-mail and says no more than what comes by it."""
    found = []
    for field in root.iter("input"):
        box = field
        if (field.get("type") or "").lower() == "email":
            for outer in field.iterancestors():
                if outer.tag in _NO_BOX or is_content(outer) or len(_letters_of(outer)) > _INVITATION:
                    break
                box = outer
        if box is not field:
            found.append(box)
    return found


def _leads_about(line: _Element) -> bool:
    """Whether *line* is nothing but links to places of this page: a table of contents, "skip this"."""
    inside = [link for link in line.iter("a") if (link.get("href") or "")[:1] == "#"]
    if not inside or next(line.iter("img"), None) is not None:
        return False
    linked = sum(len(_letters_of(link)) for link in inside)
    return linked > 0 and linked >= len(_letters_of(line))


def _letters_of(element: _Element) -> str:
    return "".join("".join(str(text) for text in element.itertext()).split())


def _box(element: _Element) -> str:
    """Return how *element* begins if it is a box of facts that stands in the article; else nothing."""
    if not any(map(_BOX.fullmatch, words(element))):
        return ""
    if not any(map(is_content, element.iterancestors())):
        return ""
    lines = (" ".join(str(text).split()) for text in element.itertext())
    return next(filter(None, lines), "")[:_SENTENCE]


def _spared(root: _Element) -> frozenset[str]:
    """Return the words that would name chrome, but that too much of the page's prose stands under."""
    letters: Counter[str] = Counter()
    total = 0
    for paragraph in root.iter("p"):
        size = len("".join(str(part) for part in paragraph.itertext()).strip())
        if size < _SENTENCE:
            continue
        total += size
        around = {word for element in (paragraph, *paragraph.iterancestors()) for word in words(element)}
        letters.update(dict.fromkeys(filter(_names_chrome, around), size))
    most = max(total / 3, _LEAST)
    return frozenset(word for word, size in letters.items() if size > most and not _NEVER.fullmatch(word))


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
    if _calls_form(called, own):
        return True
    named = element.tag in _ELEMENTS or (element.get("role") or "").lower() in _ROLES
    if element.tag in {"figure", "figcaption"}:
        return element.get("hidden") is not None
    named = named or element.get("hidden") is not None or _is_frame(element)
    said = any(word not in spared and not _misnamed(element, word) for word in _chrome_words(called, own))
    named = named or (said and not _in_sentence(element))
    # An article inside an article that calls itself a teaser is another one's card.
    card = named and element.tag == "article" and next(element.iterancestors("article"), None) is not None
    if not named or (is_content(element) and not card) or element in holders or most:
        return False
    return not _holds_picture(element)


@lru_cache(maxsize=4096)
def _calls_form(called: str | None, own: str | None) -> bool:
    return any(map(_FORMS.fullmatch, _words(called, own)))


@lru_cache(maxsize=4096)
def _chrome_words(called: str | None, own: str | None) -> tuple[str, ...]:
    return tuple(filter(_names_chrome, _words(called, own)))


def _holds_picture(element: _Element) -> bool:
    """Whether *element* is nothing but a picture with its caption, inside what the page calls its article."""
    figure = next(element.iter("figure"), None)
    if figure is None or figure.find(".//figcaption") is None or not any(map(is_content, element.iterancestors())):
        return False
    around, inside = (len("".join(str(text) for text in one.itertext()).strip()) for one in (element, figure))
    return around - inside < _SENTENCE


def _in_sentence(element: _Element) -> bool:
    """Whether the words of *element* stand in the middle of a sentence, or are the place it is dated from.

    Templates name links and explained words as they like; without them the sentence would have a hole.
    """
    if element.tag not in _INLINE or any(map(_NO_WORDS.fullmatch, words(element))):
        return False
    before, after = _line_around(element)
    dated_from = "dateline" in words(element) and any(map(str.isalpha, _letters_of(element)))
    within = any(map(str.isalpha, before)) and any(map(str.isalpha, after))
    return (within or dated_from) and len(before) + len(after) > _SENTENCE and "|" not in before + after


def _line_around(element: _Element) -> tuple[str, str]:
    """Return the text before and after *element* on its line; both empty where the line is no prose of a few parts."""
    outer = element.getparent()
    while outer is not None and outer.tag in _INLINE and _letters_of(outer) == _letters_of(element):
        element, outer = outer, outer.getparent()
    if outer is None or outer.tag == "button" or len(outer) > _PARTS:
        return "", ""
    before, line = "", outer.text or ""
    for part in outer:
        if part is element:
            before, line = line.rpartition(_BREAK)[2], ""
        elif part.tag in _INLINE:
            line += "".join(str(text) for text in part.itertext())
        else:
            line += _BREAK
        line += part.tail or ""
    return before.strip(), line.partition(_BREAK)[0].strip()


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


def _elements(root: _Element) -> int:
    return sum(1 for _ in root.iter())


def _is_most(letters: int, total: int) -> bool:
    return 2 * letters > total > _LEAST


def _prose(root: _Element) -> Counter[_Element]:
    """Return how many letters of paragraphs stand under each element; labels of forms do not count."""
    letters: Counter[_Element] = Counter()
    for paragraph in root.iter("p"):
        size = len("".join(str(part) for part in paragraph.itertext()).strip())
        for around in (paragraph, *paragraph.iterancestors()):
            letters[around] += size
    return letters


def _loose_prose(root: _Element) -> Counter[_Element]:
    """Return how many letters of sentences stand under each element of a page that knows no paragraphs.

    Old templates part lines by `br`, inside the cells of a table or one form around the page. Comments and what else
    may outweigh an article do not count, nor do links.
    """
    letters: Counter[_Element] = Counter()
    for element in root.iter():
        for text, within in ((element.text, element), (element.tail, element.getparent())):
            size = len((text or "").strip())
            if within is None or size < _SENTENCE:
                continue
            around = (within, *within.iterancestors())
            if not any(one.tag in _SILENT or any(map(_NEVER.fullmatch, words(one))) for one in around):
                letters.update(dict.fromkeys(around, size))
    return letters
