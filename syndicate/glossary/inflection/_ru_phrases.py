"""Russian nouns and phrases: places, organisations, titles, terms.

The rules are the school grammar's three declensions and the adjective's, by the ending of the word.
In a phrase the adjectives before the head agree with it, and what follows the head stays as it is
(«Министерство иностранных дел»). Word lists hold only what no ending tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from syndicate.glossary.inflection._paradigms import Table, compound, dressed, endings, forms, pieces, unchanged
from syndicate.model import EntryKind, Form

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")

_VOWELS = "аеёиоуыэюя"
_HUSHING = "жшчщ"

_ADJECTIVES = (
    # (shape of the word, gender, what the ending takes away, nom gen dat acc ins loc)
    (r"[кгх]ий", "m", 2, "ий ого ому ий им ом"),
    (r"(?<![оае])[нжшчщ]ий", "m", 2, "ий его ему ий им ем"),
    (r"ый", "m", 2, "ый ого ому ый ым ом"),
    (r"[кгхжш]ой", "m", 2, "ой ого ому ой им ом"),
    (r"ой", "m", 2, "ой ого ому ой ым ом"),
    (r"[жшчщ]ая", "f", 2, "ая ей ей ую ей ей"),
    (r"ая", "f", 2, "ая ой ой ую ой ой"),
    (r"няя", "f", 2, "яя ей ей юю ей ей"),
    (r"[кгхжшчщ]ое", "n", 2, "ое ого ому ое им ом"),
    (r"ое", "n", 2, "ое ого ому ое ым ом"),
    (r"ее", "n", 2, "ее его ему ее им ем"),
    (r"[кгхжшчщ]ие", "pl", 2, "ие их им ие ими их"),
    (r"ые", "pl", 2, "ые ых ым ые ыми ых"),
)

_LONE_ADJECTIVE = re.compile(
    r".+(?:ый|[сц]кий|щий|[сц]кая|щая|вая|(?<!Пат)(?<!з)ная|ое|ее|[сц]кие|щие|ые|[сц]кой)", re.IGNORECASE
)
"""What is an adjective even where no noun follows: Грозный, Жуковский, Тихорецкая, управляющий."""

_SHAPES = {
    "m": re.compile(r".*[бвгджзйклмнпрстфхцчшщь]", re.IGNORECASE),
    "f": re.compile(r".*[аяь]", re.IGNORECASE),
    "n": re.compile(r".*(?:[оеё]|мя)", re.IGNORECASE),
    "pl": re.compile(r".*[иыая]", re.IGNORECASE),
}
"""How a noun of each gender can look in the nominative; what an adjective before it must agree with."""

_IRREGULAR_STEMS = {
    "посол": "посл", "осёл": "осл", "орёл": "орл", "день": "дн", "камень": "камн", "лев": "льв", "угол": "угл",
    "узел": "узл", "отец": "отц", "ветер": "ветр", "огонь": "огн", "уровень": "уровн", "корень": "корн",
    "ноготь": "ногт", "церковь": "церкв", "любовь": "любв", "замок": "замк", "палец": "пальц",
}  # fmt: skip
"""Stems with a fleeting vowel that no ending tells, by the last part of the word."""

_FIRM_OK = (
    "восток",
    "запас",
    "поток",
    "срок",
    "урок",
    "исток",
    "приток",
    "пророк",
    "порок",
    "блок",
    "шок",
    "сок",
    "рок",
)
"""Ends in -ок whose vowel stays."""

_FLEETING_PLACES = ("городок", "торжок", "волочёк", "рынок", "луг")
"""Places in -ок, -ёк whose vowel falls out; in other places it stays (Владивосток, Бангкок)."""

_FEMININE_SOFT = (
    "сибирь", "тверь", "пермь", "русь", "беларусь", "обь", "степь", "цепь", "тюмень", "казань", "рязань", "область",
    "речь", "роль", "соль", "сталь", "нефть", "модель", "мебель", "боль", "цель", "ткань", "дверь", "кровь", "церковь",
    "любовь", "связь", "мазь", "грань", "жизнь", "болезнь", "прибыль",
)  # fmt: skip
_MASCULINE_SOFT = (
    "тель", "арь", "поль", "иль", "ель", "аль", "авль", "оль", "эль", "день", "камень", "огонь", "корень", "уровень",
    "вождь", "князь", "рубль", "голубь", "путь", "хмель", "июль", "июнь", "брь", "рель", "кремль", "ремень", "конь",
    "шань", "ноль", "руль", "зять", "гость", "лось", "дождь", "гвоздь", "вексель", "куль", "быль",
)  # fmt: skip

_INDECLINABLE = re.compile(
    r".*[уюэё]|.*[уоаи]а|.*[^а-яё]|[а-яё]?|бюро|кино|метро|радио|депо|евро|эмбарго|вето|торпедо|динамо|кале",
    re.IGNORECASE,
)
_PLACES_IN_O = re.compile(
    r".*(?:[оеё]в|[иы]н|ств|озер|княжеств|сел|ровн|гродн|брн|молодечн|дубн|ковн|вильн|ядр|красн)о", re.IGNORECASE
)
_PLACES_IN_E = re.compile(r".*(?:[ьищ]|мор|пол|солнц|сердц)е", re.IGNORECASE)
_PLURAL_PLACES = re.compile(
    r"(?:карпат|альп|анд|афин|сум|черкасс|чебоксар|филиппин|мальдив|курил|балкан|бровар|прилук|фив|канар|помпе|бендер|"
    r"гимала|мытищ|химк|горк|лук|луж|броварк|бермуд|азор|татр|судет|апеннин|пирене|холмогор|лубн|ромн|чернил)[ыи]"
    r"|.*(?:штаты|эмираты|острова|нидерланды|дарданеллы|войска|силы|горы|земли|воды|пруды|кордильеры)",
    re.IGNORECASE,
)
_PLURAL_GENITIVES = {
    "штаты": "штатов", "эмираты": "эмиратов", "острова": "островов", "нидерланды": "нидерландов",
    "дарданеллы": "дарданелл", "горки": "горок", "химки": "химок", "земли": "земель", "люди": "людей",
    "лубны": "лубен", "ромны": "ромен", "броварки": "броварок", "пирене": "пиренеев", "гималаи": "гималаев",
    "альпы": "альп", "суды": "судов", "народы": "народов", "органы": "органов", "комитеты": "комитетов",
    "пираты": "пиратов", "челны": "челнов", "броды": "бродов", "черновцы": "черновцов", "столбцы": "столбцов",
    "клинцы": "клинцов", "люберцы": "люберец", "дети": "детей",
    "депутаты": "депутатов", "войска": "войск", "дела": "дел",
}  # fmt: skip

_STRESSED_SOFT = ("секретарь", "кремль", "царь", "король", "вождь", "рубль", "вратарь", "календарь", "словарь", "брь")
"""Ends whose instrumental is stressed, -ём, which newspapers print as -ем."""

_STRESSED_HUSHING = re.compile(
    r"[^аеёиоуыэюя]*[аеёиоуыэюя][жшчщ]|(?!нем|пал|гор|пер|ран)[^аеёиоуыэюя]*[аеёиоуыэюя]*[^аеёиоуыэюя]*ец|.*повец"
)
"""Words whose instrumental ends in a stressed -ом: Ош, Елец, боец, Череповец."""

_LOCATIVES_IN_U = {"крым": "крыму", "дон": "дону"}
"""Masculine nouns whose locative after в and на ends in a stressed -у (о Крыме, but в Крыму)."""


def _masculine(word: str, *, animate: bool, fleeting: bool) -> tuple[Table, str]:
    lower, last = word.lower(), word[-1].lower()
    stem = word
    for whole, short in _IRREGULAR_STEMS.items():
        if lower.endswith(whole):
            stem = word[: -len(whole)] + (short.title() if word[-len(whole)].isupper() else short) + "_"[: last == "ь"]
    if stem == word and re.search(r"[бвгджзклмнпрстфхцчшщ]ец$", lower) and len(word) > 3:
        stem = word[:-2] + ("ьц" if word[-3].lower() == "л" else "ц")
    elif stem == word and re.search(r"[аоеиу]ец$", lower) and fleeting:
        stem = word[:-2] + "йц"
    elif stem == word and lower.endswith(("ок", "ёк")) and fleeting and not lower.endswith(_FIRM_OK):
        stem = word[:-2] + "к"
    stem = stem.rstrip("_")
    if last == "ь":
        body, row, rule = (
            stem.removesuffix("ь"),
            f"ь я ю ь {'ем/ём' if lower.endswith(_STRESSED_SOFT) else 'ем'} е",
            "soft",
        )
    elif last == "й":
        body, row, rule = word[:-1], "й я ю й ем " + ("и" if lower.endswith("ий") else "е"), "soft"
    else:
        ins = "ем" if last in _HUSHING + "ц" and not _STRESSED_HUSHING.fullmatch(lower) else "ом"
        body, row, rule = stem, f"- а у - {ins} е", "consonant"
    table = dict(endings(body, row, CASES))
    table["nom"] = (word,)
    table["acc"] = table["gen"] if animate else (word,)
    if lower in _LOCATIVES_IN_U:
        table["loc"] = (word + "у", *table["loc"])
    return table, rule


def _in_a(word: str) -> tuple[Table, str]:
    before, stem = word[-2].lower(), word[:-1]
    if word[-1].lower() == "я":
        row = "я и и ю ей и" if before == "и" else "я и е ю ей е"
    elif before in "гкх":
        row = "а и е у ой е"
    elif before in _HUSHING:
        row = "а и е у ей е"
    else:
        row = "а ы е у ей е" if before == "ц" else "а ы е у ой е"
    return endings(stem, row, CASES), "a"


def _neuter(word: str) -> tuple[Table, str]:
    before, stem, last = word[-2].lower(), word[:-1], word[-1].lower()
    if word.lower().endswith("мя"):
        row = "я ени ени я енем ени"
    elif last == "о":
        row = "о а у о ом е"
    elif before == "и":
        row = "е я ю е ем и"
    else:
        row = "е а у е ем е" if before in _HUSHING + "ц" else "е я ю е ем е"
    return endings(stem, row, CASES), "neuter"


def _plural(word: str, *, animate: bool) -> tuple[Table, str]:
    lower, stem, last = word.lower(), word[:-1], word[-1].lower()
    soft = (last == "и" and word[-2].lower() not in "гкх" + _HUSHING) or last == "я"
    if lower in _PLURAL_GENITIVES:
        genitive = word[0] + _PLURAL_GENITIVES[lower][1:]
    elif lower.endswith(("ии", "ия")):
        genitive = stem + "й"
    elif lower.endswith(("аи", "еи")):
        genitive = stem + "ев"
    elif soft or lower.endswith("ичи"):
        genitive = stem + "ей"
    elif re.search(r"[бвгджзклмнпрстфхцчшщ]ки$", lower):
        genitive = stem[:-1] + "ок"
    elif re.search(r"(?:анты|енты|исты|торы|ники|цы|союзы|банки|центры|отделы)$", lower):
        genitive = stem + ("ев" if lower.endswith("цы") else "ов")
    else:
        genitive = stem
    a = "я" if soft else "а"
    table = dict(endings(stem, f"{last} - {a}м {last} {a}ми {a}х", CASES))
    table["gen"] = (genitive,)
    if animate:
        table["acc"] = table["gen"]
    return table, "plural"


def _gender_of_soft(word: str) -> str:
    lower = word.lower()
    if lower.endswith(_FEMININE_SOFT) or re.search(r"(?:[оеё]сть|[жшчщ]ь)$", lower):
        return "f"
    return "m" if lower.endswith(_MASCULINE_SOFT) else "f"


def noun(word: str, *, kind: EntryKind, gender: str = "", animate: bool = False) -> tuple[Table, str]:
    """Return the forms of one Russian noun by its ending, and the name of the rule."""
    lower, last, place = word.lower(), word[-1:].lower(), kind is EntryKind.PLACE
    if "-" in word.strip("-"):
        return _hyphenated(word, kind=kind, gender=gender, animate=animate)
    plural = gender == "pl" or bool(_PLURAL_PLACES.fullmatch(word))
    if word.isupper() or (not plural and (last in "иы" or _INDECLINABLE.fullmatch(word))):
        return unchanged(word, CASES), "indeclinable"
    if plural and last in "иыая":
        return _plural(word, animate=animate)
    if gender != "f" and last not in _VOWELS + "ь":
        fleeting = lower.endswith(_FLEETING_PLACES) if place else lower.endswith(("ок", "ёк", "ец"))
        return _masculine(word, animate=animate, fleeting=fleeting)
    if last == "ь":
        if (gender or _gender_of_soft(word)) != "f":
            return _masculine(word, animate=animate, fleeting=False)
        stem = next(
            (word[: -len(full)] + short for full, short in _IRREGULAR_STEMS.items() if lower.endswith(full)), ""
        )
        feminine = endings(stem or word[:-1], "ь и и ь ью и", CASES)
        return {**feminine, "nom": (word,), "acc": (word,), "ins": (word + "ю",)}, "soft-feminine"
    if lower.endswith("мя") or last in "ое":
        declined = (_PLACES_IN_O if last == "о" else _PLACES_IN_E).fullmatch(word) or not place or gender == "n"
        if not declined:
            return unchanged(word, CASES), "indeclinable"
        table, rule = _neuter(word)
        if place and _PLACES_IN_O.fullmatch(word):  # «в Косове» and «в Косово», «под Ровном» and «под Ровно» are in use
            both = {case: tuple(dict.fromkeys((*texts, word))) for case, texts in table.items()}
            return both, rule
        return table, rule
    if last in "ая":
        return _in_a(word)
    return unchanged(word, CASES), "indeclinable"


def _hyphenated(word: str, *, kind: EntryKind, gender: str, animate: bool) -> tuple[Table, str]:
    parts = word.split("-")
    if len(parts) == 3 and parts[1].lower() in {"на", "над", "под", "при"}:
        table, rule = noun(parts[0], kind=kind, gender=gender, animate=animate)
        return compound([table, unchanged("-".join(parts[1:]), CASES)]), rule
    if _adjective(parts[-1], alone=True) and not _adjective(parts[0], alone=True):
        table, rule = noun(parts[0], kind=kind, gender=gender, animate=animate)
        last = adjective("-".join(parts[1:]), animate=animate)
        return compound([table, last]), rule
    table, rule = noun(parts[-1], kind=kind, gender=gender, animate=animate)
    return compound([unchanged("-".join(parts[:-1]), CASES), table]), rule


def _adjective(word: str, *, alone: bool = False) -> str:
    if alone and not _LONE_ADJECTIVE.fullmatch(word):
        return ""
    return next((gender for shape, gender, _, _ in _ADJECTIVES if re.search(f"{shape}$", word, re.IGNORECASE)), "")


def adjective(word: str, *, animate: bool = False) -> Table:
    """Return the forms of an adjective; the ending must be one of those known."""
    for shape, gender, length, row in _ADJECTIVES:
        if re.search(f"{shape}$", word, re.IGNORECASE):
            table = dict(endings(word[:-length], row, CASES))
            if animate and gender in {"m", "pl"}:
                table["acc"] = table["gen"]
            return table
    return unchanged(word, CASES)


def _agreeing(words: Sequence[str]) -> int:
    """Return how many adjectives stand before the head of a phrase."""
    count = 0
    while count < len(words) - 1 and _adjective(words[count]):
        count += 1
    while count and not (
        _SHAPES[_adjective(words[count - 1])].fullmatch(words[count]) and words[count].lower() not in {"и", "по", "в"}
    ):
        count -= 1
    return count


_PEOPLE = re.compile(r"^[^ ]*(?:ец|ист|щик|[ая]нин)$")
"""Terms that are people, whose accusative is the genitive: беженец, террорист."""

_WITH_NAME = ("город", "село", "река", "деревня", "станица")
"""Heads with which the name after them declines too: «в городе Москве»."""


def phrase(name: str, *, kind: EntryKind, gender: str = "", fixed: tuple[str, ...] = ()) -> tuple[Form, ...]:
    """Return the forms of a name that is not a person's: one noun, or a phrase with its head."""
    words, between = pieces(name)
    bare = [word.strip('«»"“”„,.()') for word in words]
    animate = kind is EntryKind.TITLE or (kind is EntryKind.TERM and bool(_PEOPLE.search(name)))
    head = _agreeing(bare)
    if head:
        gender = _adjective(bare[head - 1])
    tables: list[Table] = [adjective(word, animate=animate and gender in {"m", "pl"}) for word in bare[:head]]
    if head == len(bare) - 1 or not head:
        alone = "" if "-" in bare[head] else _adjective(bare[head], alone=True)
        if alone and not (head and alone != gender):
            tables.append(adjective(bare[head], animate=animate))
            rule = "adjective"
        else:
            table, rule = noun(bare[head], kind=kind, gender=gender, animate=animate)
            tables.append(table)
    else:
        table, rule = noun(bare[head], kind=kind, gender=gender, animate=animate)
        tables.append(table)
    tail = bare[head + 1 :]
    for place, word in enumerate(tail):
        joined = kind is EntryKind.PLACE and place == 1 and tail[0] == "и"  # «Босния и Герцеговина»
        named = place == 0 and len(tail) == 1 and bare[head].lower() in _WITH_NAME
        tables.append(noun(word, kind=EntryKind.PLACE)[0] if joined or named else unchanged(word, CASES))
    tables = [
        unchanged(word, CASES) if plain in fixed else dressed(table, word, plain)
        for word, plain, table in zip(words, bare, tables, strict=True)
    ]
    return forms(tables, between, CASES, f"ru/{kind.value}-{rule}")
