"""What stands on a page around the article: menus, share bars, comment forms. Cut out before anything is located."""

from __future__ import annotations

import re
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
_RELATIONS = frozenset({"category", "tag", "nofollow-category"})

_FORMS = re.compile(
    r"(?:wp-)?respond|comment-?respond|comment-?form|reply-title|cancel-comment-reply-link", re.IGNORECASE
)
"""Comment forms: never an article, whatever they hold."""

_NAMES = re.compile(
    r"""(?:
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
    | newsletter.* | subscri(?:be|ption)(?:[-_].*)? | signup.* | sign-up.* | paywall.*
    | promo(?:[-_].*)? | teaser-?list.*
    | sidebar(?:[-_].*)? | widget(?:s|[-_]area)? | menu(?:[-_].*)? | main-menu | nav(?:bar|igation)?(?:[-_].*)?
    | .*-(?:nav|navbar|navigation|menu|sidebar|breadcrumbs?) | top-?bar | pagination.*
    | pager | page-links | post-navigation
    | site-(?:header|footer|branding|info) | masthead | colophon | (?:page-)?footer | banner
    | pop-?up.* | modal(?:[-_].*)? | overlay | lightbox | ads?(?:[-_].*)? | advert.* | sponsor.* | google-auto-placed
    | screen-reader-text | sr-only | visually-hidden | visuallyhidden | skip-?(?:link|to).*
    | (?:back|go|scroll)-?to-?top.*
    | by-?line.* | authors?(?:[-_](?:box|bio|name|info|link|date))? | about-author | posted-(?:on|by|in)
    | (?:post|entry|article|news|pub|publish|published)?[-_]?(?:date|time|datetime|timestamp)(?:line)?
    | print-?(?:link|button)s? | mw-editsection | toc | table-of-contents
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a class or id that name chrome; a whole word must match."""
_HARMLESS = re.compile(r"(?:share|social|popular|recommend|consent|sponsor)[a-z]{4,}", re.IGNORECASE)
"""Longer words that only begin like them: `shareholders`, `socialist`."""

CONTENT = re.compile(
    r"(?:entry|post|article|story|news|single|page|td-post|field--name|detail|text)[-_]?(?:content|body|text|detail|full)"
    r"|articlebody|e-content|instapaper_body",
    re.IGNORECASE,
)
"""Words of a class or id by which templates call the article's body."""


def words(element: _Element) -> list[str]:
    """Return the words of the element's class and id."""
    return [*(element.get("class") or "").split(), *(element.get("id") or "").split()]


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
        or "articlebody" in (element.get("itemprop") or "").lower()
        or any(map(_names_content, words(element)))
    )


def prune(root: _Element) -> None:
    """Cut the chrome out of the tree under *root*, in place.

    What the page calls its article, or what holds most of the page's paragraphs, is never cut:
    a theme's `sidebar-right` on the whole page is no sidebar.
    """
    total = _paragraphs(root)
    holders = {outer for element in root.iter() if is_content(element) for outer in element.iterancestors()}
    doomed = [element for element in root.iter() if _is_chrome(element, holders, total)]
    for element in doomed:
        remove(element)
    for link in [link for link in root.iter("a") if _RELATIONS & set((link.get("rel") or "").lower().split())]:
        remove(link)


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


def _is_chrome(element: _Element, holders: Collection[_Element], total: int) -> bool:
    if element.tag in {"html", "head", "body"}:
        return False
    names = words(element)
    if any(_FORMS.fullmatch(word) for word in names):
        return True
    named = element.tag in _ELEMENTS or (element.get("role") or "").lower() in _ROLES
    named = named or element.get("hidden") is not None or _is_frame(element)
    named = named or any(map(_names_chrome, names))
    return named and not is_content(element) and element not in holders and not _holds_most(element, total)


def _is_frame(element: _Element) -> bool:
    """Whether it is a header, footer or aside of the page; those of an article may be its lead or its box."""
    if element.tag not in {"header", "footer", "aside"}:
        return False
    within = next(element.iterancestors("article", "main", "blockquote", "figure"), None)
    return within is None or (element.tag == "footer" and within.tag in {"article", "main"})


def _holds_most(element: _Element, total: int) -> bool:
    return total > 0 and next(element.iter("p"), None) is not None and 2 * _paragraphs(element) > total > 400


def _paragraphs(element: _Element) -> int:
    """Letters in the paragraphs under *element*; labels of forms do not count."""
    return sum(len("".join(str(part) for part in paragraph.itertext()).strip()) for paragraph in element.iter("p"))
