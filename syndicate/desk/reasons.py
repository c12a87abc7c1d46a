"""Why an edition is held or noted, in the editor's language. Checks say it in English; so it is kept and searched."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from syndicate.desk.said import message, tongue
from syndicate.desk.words import SOURCE, catalogue

REASONS = (
    message("from %(tongue)s to %(other)s nothing goes out before a person has read it."),
    message("words that the engine does not know: %(words)s."),
    message("%(count)s of %(total)s words were copied: the engine knows too few words of this article."),
    message("“%(form)s” (%(entry)s) is not in the target in any form the glossary allows."),
    message("“%(form)s” (%(entry)s) came out more than once."),
    message("“%(form)s” (%(entry)s) has no name in %(tongue)s in the glossary."),
    message("“%(form)s” (%(entry)s) was proved, and is not in the target any more."),
    message("“%(form)s” must not be written (%(entry)s: avoid)."),
    message("“%(form)s” may be %(entry)s; the glossary's name was not used."),
    message("“%(form)s” is one letter from “%(name)s” (%(entry)s): a typo?"),
    message("“%(form)s” (%(what)s) must be kept and is not in the target."),
    message("%(mark)s on %(words)s stands %(count)s times for %(total)s."),
    message("%(missing)s of the source is not in the target; %(extra)s in the target is not in the source."),
    message("%(missing)s of the source is not in the target."),
    message("%(extra)s in the target is not in the source."),
    message("%(words)s of “%(source)s” seems to be left out."),
    message("%(engine)s gave nothing for “%(source)s”."),
    message("the target repeats “%(words)s”."),
    message("the target has %(count)s characters for %(total)s."),
    message("“%(source)s” came back untranslated."),
    message("the target reads as %(tongue)s, not as %(other)s."),
    message("the language is likely %(tongue)s, and may be %(other)s."),
    message("the language is likely %(tongue)s."),
    message("it is taken for %(tongue)s; Bosnian, Croatian and Serbian in Latin letters are not told apart."),
    message("so few words of %(tongue)s may also be %(alike)s."),
    message("%(share)s of the words are in %(tongue)s, the rest in %(other)s."),
    message("it stays in %(tongue)s: no engine translates it from there."),
    message("no installed engine leads from %(tongue)s to %(other)s."),
    message("%(reviewer)s held it on %(day)s: %(note)s"),
    message("%(reviewer)s held it on %(day)s."),
    message("%(reviewer)s approved it on %(day)s, and its words have changed since."),
    message("the source of a sentence that %(reviewer)s corrected has changed; their words were: “%(words)s”"),
    message("It has no title; its first words stand for it."),
    message("It has no title; the file's name stands for it."),
    message(
        "It says it is %(said)s, which its letters are not. "
        "The character set was guessed to be %(set)s; name it with %(option)s if letters are wrong."
    ),
    message("The character set was guessed to be %(set)s; name it with %(option)s if letters are wrong."),
    message("In %(count)s places the bytes are not %(set)s; they stand as “%(sign)s”."),
    message("Its source gives the whole text to paying readers only; what was read may be cut."),
    message("Cards of other articles were left out: %(words)s."),
    message("A copy of a paragraph was left out: “%(words)s”."),
    message("A frame from %(host)s in the article was left out."),
    message("%(count)s lines that most texts of its folder share were left out."),
    message("Read it, and approve it."),
    message("Look at it again, and approve it."),
    message("Lift the hold: %(command)s."),
    message("Correct the new sentence."),
    message("Correct the new sentence, or take the old correction back."),
    message("If it is wrong, say the language with %(option)s."),
    message("Install: %(command)s"),
)
"""What checks, the gate and people's decisions say. One that another would fit, too, stands before it."""
_MARKS = (message("the link"), message("a line break"), message("bold"), message("italic"))
"""What `mark` can be."""
_LONGEST = 2_000
"""Characters of a comment that is looked at; an article's own words stand in it, and may be made to cost time."""


@lru_cache(4096)
def reason(text: str, language: str) -> str:
    """Return *text*, a finding's comment or advice, in *language*; as it is where no message is like it."""
    if language == SOURCE or len(text) > _LONGEST:
        return text
    words = catalogue(language).gettext
    for one in REASONS:
        found = _pattern(one).fullmatch(text)
        if found:
            facts = found.groupdict()
            facts |= {name: tongue(facts[name], language) for name in ("tongue", "other") if name in facts}
            if facts.get("mark") in _MARKS:
                facts["mark"] = words(facts["mark"])
            return words(one) % facts
    return text


@cache
def _pattern(one: str) -> re.Pattern[str]:
    """Return what finds the facts of a message in a comment that was made of it."""
    parts = re.split(r"%\((\w+)\)s", one)
    between = (f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts))
    return re.compile("".join(between), re.DOTALL)
