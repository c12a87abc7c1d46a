"""Names that are common words as well: at the beginning of a sentence nothing but the sense tells them apart.

Only of one word; short lists from reading, of what stands in news. An entry with such a name is told by
`syndicate glossary check`, so that an editor gives the full name, or knows what to expect.
"""

from __future__ import annotations

from syndicate.languages import primary
from syndicate.model import LanguageTag

_WORDS = {
    "en": """
        may will hope rose grace major mark bill frank rich summer june april august faith joy dawn art drew grant chase
        mercy page pearl ruby iris lily violet rusty guy chip dean earl gene jack pat ray rob sue wade rice bush brown
        black white green young long short king price power stone wood woods rivers fields banks church hill day cook
        oral polish march reading bath cork mobile orange victoria
    """,
    "ru": """
        вера любовь надежда роман лев слава мир свет роза лилия марс орёл коза сорока мороз волк заяц гончар мельник
        коваль кравец белая чёрная великая вольный грозный победа горе мая май гай лука ким пак ли ван
    """,
    "uk": """
        віра любов надія роман лев слава мир роза орел коза сорока мороз вовк заєць гончар мельник коваль кравець біла
        суми рівне гай
    """,
    "es": "rosa paz luz sol mar dolores consuelo mercedes pilar rey león cruz iglesias calle prado toro moral granada",
    "fr": "rose claire aimée victoire nice lens sens tours caen roman petit grand noir blanc leroy bois",
    "tr": "barış deniz umut ordu van batman güneş yaman kaya demir su can aslan yıldız güler sevgi bahar ay",
    "az": "vüqar sevinc bahar günəş dəniz ümid barış aslan qaya dəmir gül ay",
    "kk": "бақыт арман үміт жеңіс болат темір ай күн",
}
_BY_LANGUAGE = {code: frozenset(words.split()) for code, words in _WORDS.items()}


def is_common(term: str, language: LanguageTag) -> bool:
    """Whether *term* is a common word of *language* too.

    >>> is_common("May", LanguageTag("en")), is_common("Theresa May", LanguageTag("en"))
    (True, False)
    """
    return term.lower() in _BY_LANGUAGE.get(primary(language), frozenset())
