"""How templates call things: the words of a class or id that name chrome, and those that name the article."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

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
    | .*-author-(?:bio|box|info) | (?:author|writer)-?profile.* | about-author | posted-(?:on|by|in)
    | (?:post|entry|article|news|pub|publish|published)?[-_]?(?:date|time|datetime|timestamp)(?:line)?
    | print-?(?:link|button)s? | mw-editsection | toc | table-of-contents
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a class or id that name chrome; a whole word must match."""
BOX = re.compile(r"(?:.*[-_])?(?:info|fact)-?box(?:[-_].*)?", re.IGNORECASE)
"""Words of a class or id that name what is told beside the story."""
_HARMLESS = re.compile(
    r"(?:share|social|popular|recommend|consent|sponsor)[a-z]{4,}|paywall[-_]?(?:\w+[-_]?)?(?:article|body|text|content)"
    r"|cmp-(?:text|title|container|contentfragment|experiencefragment|image|accordion|tabs|carousel|embed)(?:[-_].*)?",
    re.IGNORECASE,
)
"""Longer words that only begin like them: `shareholders`, `socialist`; what a wall is around; parts of pages."""

NEVER = re.compile(
    r".*(?:comment|cookie|consent|gdpr|cmp|newsletter|teaser|placeholder|modal|pop-?up|related|recommend|more-).*",
    re.IGNORECASE,
)
"""Names of chrome that may hold more prose than the article does."""

NO_WORDS = re.compile(
    r"screen-reader-text|sr-only|visually-?hidden|skip-?.*|ads?(?:[-_].*)?|advert.*|google-auto-placed|mw-editsection"
    r"|(?:share|sharing|social|comment|cookie|addtoany|addthis|a2a_|newsletter|print).*",
    re.IGNORECASE,
)
"""Names of what is no part of a sentence although it stands in the middle of one."""

_CONTENT = re.compile(
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
def names_chrome(word: str) -> bool:
    """Whether *word* of a class or id names chrome."""
    return _NAMES.fullmatch(word) is not None and _HARMLESS.fullmatch(word) is None


@lru_cache(maxsize=4096)
def _names_content(word: str) -> bool:
    return _CONTENT.fullmatch(word) is not None


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


@lru_cache(maxsize=4096)
def calls_form(called: str | None, own: str | None) -> bool:
    """Whether a class or id names a comment form or a consent layer."""
    return any(map(_FORMS.fullmatch, _words(called, own)))


@lru_cache(maxsize=4096)
def chrome_words(called: str | None, own: str | None) -> tuple[str, ...]:
    """Return the words of a class and id that name chrome."""
    return tuple(filter(names_chrome, _words(called, own)))
