"""Ukrainian endings and prefixes on Russian words that no dictionary has: скончался > скончався, паводков > паводків.

The word stays unknown and is told to the editor; but what is printed has Ukrainian grammar. Only words in small
letters: names have rules of their own (`_ukrainian.respell`). The first rule that fits counts.
"""

from __future__ import annotations

import re

_Rules = tuple[tuple[re.Pattern[str], str], ...]


def _compiled(*rules: tuple[str, str]) -> _Rules:
    return tuple((re.compile(rule), put) for rule, put in rules)


_PREFIXES = _compiled(
    (r"^ра[зс](?=[бвгджзклмнпрстфхцчшщ])", "роз"),
    (r"^раз(?=ы)", "роз"),
    (r"^от(?=[бвгджзклмнпрстфхцчшщ])", "від"),
    (r"^под(?=[бвгджзклмнпрстфхцчшщ])", "під"),
    (r"^бес(?=[кпстфхцчшщ])", "без"),
    (r"^меж(?=[бвгджзклмнпрстфхцчшщ])", "між"),
)
_STRESSED = _compiled(
    (r"(?<=[бвдзжмнпрст])ёт$", "е"),
    (r"(?<=[бвджзлмнпрстч])ётся$", "еться"),
    (r"(?<=[бвджзлмнпрстч])ём$", "емо"),
    (r"(?<=[бвджзлмнпрстч])ёмся$", "емося"),
    (r"(?<=[бвджзлмнпрстч])ёшь(ся)?$", r"еш\1"),
)
"""Verbs, whose stressed -ё- no noun has behind these letters; no further rule fits what they become."""
_STEM = (
    r"(?:(?<=[кгхчщсд])|(?<=[^с]т)|(?<=[ая]з)|(?<=рж)|(?<=\w\w\w[аеу]ш)(?<!переш)"
    r"|(?P<soft>(?<=[ао]р)|(?<=\w\w\wн)))[ыи]ва"
)
"""Verbs in -ывать, whose -ы- is no part of the root (забивать, открывать, застывать): разыскивать, сбрасывать."""
_REPEATED = _compiled(
    (rf"{_STEM}[её]т$", "є"),
    (rf"{_STEM}[её]тся$", "ється"),
    (rf"{_STEM}ют$", "ють"),
    (rf"{_STEM}ются$", "ються"),
    (rf"{_STEM}я$", "ючи"),
    (rf"{_STEM}ть$", "вати"),
    (rf"{_STEM}ться$", "ватися"),
    (rf"{_STEM}л$", "вав"),
    (rf"{_STEM}лся$", "вався"),
    (rf"{_STEM}(?=л[аои](?:сь)?$)", "ва"),
)
"""What stands behind the -у- or -ю- that these have in Ukrainian; no further rule fits what they become."""
_FREQUENT = re.compile("[ыи]ва")
_ENDINGS = _compiled(
    # verbs
    (r"([аиоуя])ть(ся)?$", r"\1ти\2"),
    (r"еть(ся)?$", r"іти\1"),
    (r"ыть(ся)?$", r"ити\1"),
    (r"([аиуыя])лся$", r"\1вся"),
    (r"(?<!крокод)([иы]|ну)л$", r"\1в"),
    (r"^((?:за|на|пере|по|при|про|вы|об|до|розс?|від|під|у|с|вз)[а-яё]+[ая])(?<!циа)(?<!риа)(?<!рта)л$", r"\1в"),
    (r"([аую])[её]т$", r"\1є"),
    (r"([аую])[её]тся$", r"\1ється"),
    (r"яет$", "яє"),
    (r"еет$", "іє"),
    (r"яется$", "яється"),
    (r"([аую]|я)ют(ся)?$", r"\1ють\2"),
    (r"еют(ся)?$", r"іють\1"),
    (r"([ая])тся$", r"\1ться"),
    (r"ится$", "иться"),
    (r"ут(ся)$", r"уть\1"),
    # nouns in -ние, -ость, -ия
    (r"([аея])ни[ея]$", r"\1ння"),
    (r"([аея])нию$", r"\1нню"),
    (r"([аея])нием$", r"\1нням"),
    (r"([аея])нии$", r"\1нні"),
    (r"([аея])ниями$", r"\1ннями"),
    (r"([аея])ниях$", r"\1ннях"),
    (r"ость$", "ість"),
    (r"остью$", "істю"),
    (r"ости$", "ості"),
    (r"ией$", "ією"),
    # adjectives and participles
    (r"(?<=...[аея]н)н(?!о$|ей$)(?=[аоуыи][а-яё]{0,2}$)", ""),
    (r"ический$", "ичний"),
    (r"(?<=[дтзсцчшжр])ическ(?=[а-яё]{1,3}$)", "ичн"),
    (r"ическ(?=[а-яё]{1,3}$)", "ічн"),
)
_SOFT = _compiled((r"ск(?=(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$)", "ськ"))
_ADJECTIVES = _compiled(
    (r"(ьк|чн)ом$", r"\1ому"),
    (r"(?<!ств)(?<=[бвгджзклмнпрстфхцчшщ])[ыи]е$", "і"),
    (r"(?<=[бвгджзклмнпрстфхцчшщье])ная$", "на"),
    (r"(ьк|[ое]в|[хшщ])ая$", r"\1а"),
    (r"яя$", "я"),
    (r"(?<!ств)(?<=[вгкнхчшщ])ую$", "у"),
    (r"(?<=[бвгджзклмнпрстфхцчшщ])ое$", "е"),
    (r"(?<=н)его$", "ього"),
    (r"(?<=н)ему$", "ьому"),
    (r"(н|ьк|[ое]в)ой$", r"\1ої"),
    (r"(?<![збтхаяу]к)(?<!дом)(?<!прям)(?<=[бвгджзклмпрстфцчшщ])ой$", "ою"),
    (r"(?<=[аеиоуя])ев$", "їв"),
    (r"(?<=[бвгджзклмнпрстфхцчшщ])[ое]в$", "ів"),
    (r"ике$", "ику"),
    (r"(?<=[аеиоулнрсвт])ке$", "ці"),
    (r"(?<=[бвдзлмнпрстф])е$", "і"),
)


def adapted(word: str) -> str:
    """Return the Russian *word*, which no dictionary has, with the prefix and the ending that it has in Ukrainian.

    Its other letters are still Russian.

    >>> adapted("скончался"), adapted("паводков"), adapted("разрушенные"), adapted("косметический")
    ('скончався', 'паводків', 'розрушені', 'косметичний')
    >>> adapted("сбрасывает"), adapted("подкрашивалась"), adapted("обманывая"), adapted("застывает")
    ('сбрасує', 'підкрашувалась', 'обманюючи', 'застыває')
    """
    if not word.islower() or len(word) < 5:
        return word
    for rule, end in _REPEATED if _FREQUENT.search(word) else ():
        if match := rule.search(word):
            prefixed = _changed(word, _PREFIXES)
            return (
                prefixed[: match.start() - len(word)]
                + ("у" if match["soft"] is None else "ю")
                + end
                + word[match.end() :]
            )
    verb = "ё" in word and any(rule.search(word) for rule, _ in _STRESSED)
    for rules in (_PREFIXES, _STRESSED) if verb else (_PREFIXES, _ENDINGS, _SOFT, _ADJECTIVES):
        word = _changed(word, rules)
    return word


def _changed(word: str, rules: _Rules) -> str:
    """Return *word* as the first of the *rules* that fits has it."""
    for rule, put in rules:
        if rule.search(word) and (changed := rule.sub(put, word)) != word:
            return changed
    return word
