"""Ukrainian nouns and phrases: places, organisations, titles, terms.

After the orthography of 2019: the four declensions, hard, mixed and soft, with the alternations
і ~ о/е (Київ, Києва; Тернопіль, Тернополя) and г ~ з, к ~ ц, х ~ с (Прага, Празі). Cities take -а in
the genitive, countries and rivers -у (Парижа, Китаю). Adjectives agree with the head that follows,
and what follows the head stays (Міністерство закордонних справ).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from syndicate.glossary.inflection._paradigms import Table, compound, dressed, endings, forms, listed, pieces, unchanged
from syndicate.model import EntryKind, Form

CASES = ("nom", "gen", "dat", "acc", "ins", "loc", "voc")

_VOWELS = "аеєиіїоуюя"
_HUSHING = "жчшщ"
_SIBILANT = str.maketrans("гкх", "зцс")

_ADJECTIVES = (
    # (shape of the word, gender, how much the ending takes away, nom gen dat acc ins loc voc)
    (r"ий", "m", 2, "ий ого ому ий им ому/ім ий"),
    (r"ній", "m", 2, "ій ього ьому ій ім ьому/ім ій"),
    (r"їй", "m", 2, "їй його йому їй їм йому/їм їй"),
    (
        r"(?:н|[сцз]ьк|(?<![бд])[ое]в|[єї]в|[жчшщ]|лик|бок|сок|рок|біл|стар|свят|друг|молод|золот|баг|гір|дур"
        r"|(?<![а-яєіїґ])(?:мал|гол|добр|тих|сух|крив|жив|прав|лів|сір|руд|ціл|кругл|гостр|довг|густ|чист|пуст|прост))а",
        "f",
        1,
        "а ої ій у ою ій а",
    ),
    (r"ня|третя", "f", 1, "я ьої ій ю ьою ій я"),
    (r"(?:[нвклтрмгхп]|[жчшщ])е", "n", 1, "е ого ому е им ому/ім е"),
    (r"нє", "n", 1, "є ього ьому є ім ьому/ім є"),
    (
        r"(?:(?<!а)нижн|верхн|середн|передн|задн|крайн|останн|давн|(?<![а-яєіїґ])син|дальн|ближн|домашн|шн|літн|осінн"
        r"|вечірн|сусідн|майбутн|освітн|хатн|кутн|могутн|всесвітн|ранн|пізн|порожн|мужн)і",
        "pl",
        1,
        "і іх ім і іми іх і",
    ),
    (r"[^иіїая ]і", "pl", 1, "і их им і ими их і"),
)
"""Tried in this order; soft -ній and -ня follow hard ones of the same look."""

_NOUNS_IN_A = listed(
    "україна країна війна сторона республіка служба рада партія столиця долина мета комуна площа задача дача передача "
    "здача удача вдача роздача видача втеча круча зустріча свіча афіша тиша душа миша межа вежа пожежа каша груша теща"
)
"""Nouns that look like a feminine adjective."""

_LONE_ADJECTIVE = re.compile(r".+(?:ий|[сц]ька|зька|[сц]ьке|зьке|[сцз]ькі|червоне)|рівне", re.IGNORECASE)
"""What is an adjective even where no noun follows: Грозний, Рівне, головнокомандувач is none."""

_SHAPES = {
    "m": re.compile(r".*[бвгґджзйклмнпрстфхцчшщь]", re.IGNORECASE),
    "f": re.compile(r".*(?:[аяь]|[бпвмфрнжчш]|інь)", re.IGNORECASE),
    "n": re.compile(r".*[оеєя]", re.IGNORECASE),
    "pl": re.compile(r".*[иіїая]", re.IGNORECASE),
}
"""How a noun of each gender can look in the nominative; what an adjective before it must agree with."""

_ALTERNATING = (
    # і that is о or е where the syllable opens, by the end of the word
    (re.compile(r"(?<=[бвгґджзклмнпрстфхцчшщ])ів(?=$)"), "ов"),
    (re.compile(r"їв$"), "єв"),
    (re.compile(r"піль$"), "поль"),
    (re.compile(r"ріг$"), "рог"),
    (re.compile(r"схід$"), "сход"),
    (re.compile(r"захід$"), "заход"),
    (re.compile(r"(?<=[а-яєії])хід$"), "ход"),
    (re.compile(r"провід$"), "провод"),
    (re.compile(r"дозвіл$"), "дозвол"),
    (re.compile(r"простір$"), "простор"),
    (re.compile(r"(?:(?<=^)|(?<=-))рік$"), "рок"),
    (re.compile(r"(?:(?<=^)|(?<=-))стіл$"), "стол"),
    (re.compile(r"підрозділ$"), "підрозділ"),
    (re.compile(r"договір$"), "договор"),
    (re.compile(r"вибір$"), "вибор"),
    (re.compile(r"збір$"), "збор"),
    (re.compile(r"острів$"), "остров"),
    (re.compile(r"(?<=[бвгґджзклмнпрстфхцчшщ])ець$"), "ць"),
    (re.compile(r"['’ʼ]янець$"), "'янць"),
    (re.compile(r"єць$"), "йць"),
    (re.compile(r"(?:(?<=город)|(?<=рин)|(?<=спис)|(?<=учас[т])|(?<=бу[д]ин)|(?<=замк))ок$"), "к"),
    (re.compile(r"день$"), "днь"),
    (re.compile(r"посол$"), "посл"),
    (re.compile(r"єгипет$"), "єгипт"),
    (re.compile(r"вітер$"), "вітр"),
)
_KEPT = ("канів",)

_GENITIVE_IN_U = re.compile(
    r".*стан|китай|іран|ірак|ізраїль|азербайджан|крим|ліван|в['’ʼ]єтнам|єгипет|судан|кавказ|донбас|сибір|тибет|"
    r"туніс|люксембург|уругвай|парагвай|еквадор|сальвадор|гондурас|кувейт|катар|бахрейн|оман|ємен|сенегал|непал|"
    r"таїланд|лаос|бангладеш|ліхтенштейн|камерун|чад|нігер|конго|бутан|бруней|ватикан|гібралтар|карабах|синьцзян|"
    r"дон|дунай|рейн|тайвань|сектор|схід|захід|край|кордон|півострів|ріг|океан|союз|алтай|урал|башкортостан|"
    r"канал|парк|ліс|сад|хребет|каньйон|водоспад|аеропорт|вокзал|стадіон|проспект|майдан|бульвар|округ|регіон|район|"
    r"архіпелаг|степ|яр|палац|собор|монастир|базар|ринок|порт|храм|"
    r"сінгапур|гонконг|кіпр|мадагаскар|алжир|марокко|пенджаб|кашмір|лимпопо|дніпро|.*ленд|.*ланд",
    re.IGNORECASE,
)
"""Places whose genitive ends in -у, -ю: countries, regions, rivers, points of the compass; cities take -а."""

_CONCRETE = re.compile(
    r".*(?:документ|паспорт|ключ|квиток|автомобіль|долар|літак|танк|хрест|тиждень|день|острів)", re.IGNORECASE
)
"""Things whose genitive ends in -а; organisations and abstract words take -у."""

_PLURAL_PLACES = re.compile(
    r"(?:карпат|альп|анд|афін|сум|черкас|філіппін|мальдів|курил|балкан|бровар|прилук|бермуд|татр|судет|мокш)и"
    r"|.*(?:вці|инці|янці|штати|емірати|острови|нідерланди|лубни|ромни|гімалаї|війська|сили|гори|землі)"
    r"|(?:чебоксар|мекк|альп)и|піренеї|апенніни|чернівці|альпи",
    re.IGNORECASE,
)
_PLURAL_GENITIVES = {
    "штати": "штатів", "емірати": "еміратів", "острови": "островів", "нідерланди": "нідерландів", "лубни": "лубен",
    "ромни": "ромен", "челни": "челнів", "гори": "гір", "землі": "земель", "люди": "людей",
    "суди": "судів", "народи": "народів", "органи": "органів",
    "бровари": "броварів", "війська": "військ", "дані": "даних", "переговори": "переговорів", "вибори": "виборів",
}  # fmt: skip

_HARD_IN_AR = ("комісар", "санітар", "гусар", "ювіляр", "еміссар")
"""People in -ар that decline hard; the others are soft (секретаря)."""

_FEMININE_CONSONANT = re.compile(
    r".*(?:[оаі]сть|[жчшщ]|ань|інь|нь|об|русь|любов|кров|матір|обл|путь|сіль|річ|ніч|безпека)", re.IGNORECASE
)
_MASCULINE_CONSONANT = re.compile(
    r".*(?:піль|поль|[аеиіїоую]ль|тель|день|ень|ець|єць|король|край|париж|воронеж|[аяі]р[иі]ж|ключ|вич|меч|товариш|лікар|"
    r"тиждень|[аи]ч|бангладеш|ваш|тайвань|шиш|гадяч|збараж|буш|оль|ош)",
    re.IGNORECASE,
)
_INDECLINABLE = re.compile(
    r".*[уюєї]|.*[уо]а|.*[^а-яєіїґ'’ʼ]|[а-яєіїґ]?|бюро|кіно|метро|радіо|депо|євро|ембарго|вето", re.IGNORECASE
)
_PLACES_IN_O = re.compile(r".*(?:[еєо]в|[иі]н|ств|озер|сел|дніпр|гродн|брн|дубн|молодечн)о", re.IGNORECASE)
_PLACES_IN_E = re.compile(r".*(?:ще|море|поле|сонце|серце)", re.IGNORECASE)
_NEUTER_IN_YA = re.compile(r".*(?:([жтлнчдзшс])\1я|[рвмпбф]['’ʼ]я|стя)", re.IGNORECASE)


def _stem(word: str) -> str:
    lower = word.lower()
    if lower.endswith(_KEPT):
        return word[:-2] + "ев"
    for shape, short in _ALTERNATING:
        found = shape.search(lower)
        if found:
            start = found.start()
            return word[:start] + (short.title() if word[start].isupper() else short)
    return word


def _masculine(word: str, *, place: bool, animate: bool) -> tuple[Table, str]:
    """Return the second declension's forms: hard, mixed (after hushing sounds) and soft."""
    lower, stem = word.lower(), _stem(word)
    last = stem[-1].lower()
    in_a = animate or (not _GENITIVE_IN_U.fullmatch(lower) if place else bool(_CONCRETE.fullmatch(lower)))
    if last == "ь" or (animate and lower.endswith("ар") and lower not in _HARD_IN_AR):
        body, rule, a, u, o, i, voc = stem.removesuffix("ь"), "soft", "я", "ю", "е", "і", "ю"
    elif last == "й":
        body, rule, a, u, o, i, voc = stem[:-1], "soft", "я", "ю", "є", "ї", "ю"
    elif last in _HUSHING:
        body, rule, a, u, o, i, voc = stem, "mixed", "а", "у", "е", "і", "у" if animate else "е"
    else:
        velar = last in "гґкх"
        body, rule, a, u, o, i, voc = stem, "hard", "а", "у", "о", "у" if last == "к" else "і", "у" if velar else "е"
    dative = f"{o}ві/{u}" if animate else f"{u}/{o}ві"
    locative = f"{o}ві/{i}" if animate else i
    table = dict(endings(body, f"- {a if in_a else u} {dative} - {o}м {locative} {voc}", CASES))
    if last in "гх":
        sibilant = body[:-1] + body[-1].translate(_SIBILANT) + "і"
        table["loc"] = (body + "ові", body + "у") if animate else (sibilant, body + "у")
    elif lower == "владивосток":
        table["loc"] = (body[:-1] + "ці", body + "у")
    elif lower == "крим":
        table["loc"] = (body + "у",)
    elif lower == "сибір":
        table["loc"] = (body + "у", body + "і")
    if animate and lower.endswith(("ець", "єць")):
        table["voc"] = (body[:-1] + "че",)
    return _with_nominative(table, word, animate=animate), rule


def _with_nominative(table: dict[str, tuple[str, ...]], word: str, *, animate: bool) -> Table:
    return {**table, "nom": (word,), "acc": table["gen"] if animate else (word,)}


def _in_a(word: str) -> Table:
    before, stem = word[-2].lower(), word[:-1]
    if word[-1].lower() == "я":
        row = "я ї ї ю єю ї є" if before in _VOWELS + "'’ʼ" else "я і і ю ею і е"
    elif before in _HUSHING:
        row = "а і і у ею і о"
    else:
        row = "а и і у ою і о"
    table = dict(endings(stem, row, CASES))
    if before in "гкх":
        table["dat"] = table["loc"] = (stem[:-1] + stem[-1].translate(_SIBILANT) + "і",)
    return table


def _neuter(word: str) -> Table:
    stem, before = word[:-1], word[-2].lower()
    if word[-1].lower() == "я":
        iota = "ї" if before in "'’ʼ" else "і"
        return endings(stem, f"я я ю я ям {iota}/ю я", CASES)
    if word[-1].lower() == "о":
        return endings(stem, "о а у о ом " + ("у" if before == "к" else "і/у") + " о", CASES)
    row = "е а у е ем і/у е" if before in _HUSHING + "ц" else "е я ю е ем і/ю е"
    return endings(stem, row, CASES)


def _plural(word: str, *, animate: bool) -> Table:
    lower, stem, last = word.lower(), word[:-1], word[-1].lower()
    soft = last in "іїя" and word[-2].lower() not in _HUSHING
    if lower in _PLURAL_GENITIVES:
        genitive = word[0] + _PLURAL_GENITIVES[lower][1:]
    elif lower.endswith("ії"):
        genitive = stem + "й"
    elif last == "ї":
        genitive = stem + "їв"
    elif lower.endswith(("ці", "чі", "лі", "рі")) or re.search(
        r"(?:анти|енти|исти|тори|ники|банки|центри|союзи|відділи)$", lower
    ):
        genitive = stem + "ів"
    else:
        genitive = stem + ("ь" if soft else "")
    a = "я" if soft else "а"
    table = dict(endings(stem, f"{last} - {a}м {last} {a}ми {a}х {last}", CASES))
    table["gen"] = (genitive,)
    return {**table, "acc": table["gen"]} if animate else table


def _feminine_consonant(word: str) -> Table:
    stem = word.removesuffix("ь")
    if re.search(r"ість$", word.lower()):
        stem = stem[:-3] + "ост"
    last = word.removesuffix("ь")[-1].lower()
    before = word.removesuffix("ь")[-2].lower()
    if last in "бпвмфр":
        ins = word + "'ю"
    elif before in _VOWELS:
        ins = word.removesuffix("ь") + last + "ю"
    else:
        ins = word.removesuffix("ь") + "ю"
    table = dict(endings(stem, "- і і - - і е", CASES))
    return {**table, "nom": (word,), "acc": (word,), "ins": (ins,)}


def noun(word: str, *, kind: EntryKind, gender: str = "", animate: bool = False) -> tuple[Table, str]:
    """Return the forms of one Ukrainian noun by its ending, and the name of the rule."""
    last, place = word[-1:].lower(), kind is EntryKind.PLACE
    if "-" in word.strip("-"):
        return _hyphenated(word, kind=kind, gender=gender, animate=animate)
    plural = gender == "pl" or bool(_PLURAL_PLACES.fullmatch(word))
    if word.isupper() or (not plural and (last in "иі" or _INDECLINABLE.fullmatch(word))):
        return unchanged(word, CASES), "indeclinable"
    if plural and last in "иіїая":
        return _plural(word, animate=animate), "plural"
    if last not in _VOWELS:
        soft = _FEMININE_CONSONANT.fullmatch(word) and not _MASCULINE_CONSONANT.fullmatch(word)
        if gender == "f" or (not gender and soft):
            return _feminine_consonant(word), "feminine-consonant"
        return _masculine(word, place=place, animate=animate)
    if last == "я" and gender != "f" and not animate and _NEUTER_IN_YA.fullmatch(word):
        return _neuter(word), "neuter"
    if last in "ое":
        shape = _PLACES_IN_O if last == "о" else _PLACES_IN_E
        if place and gender != "n" and not shape.fullmatch(word):
            return unchanged(word, CASES), "indeclinable"
        return _neuter(word), "neuter"
    return (_in_a(word), "a") if last in "ая" else (unchanged(word, CASES), "indeclinable")


def _hyphenated(word: str, *, kind: EntryKind, gender: str, animate: bool) -> tuple[Table, str]:
    parts = word.split("-")
    if len(parts) == 3 and parts[1].lower() in {"на", "над", "під", "при"}:
        table, rule = noun(parts[0], kind=kind, gender=gender, animate=animate)
        return compound([table, unchanged("-".join(parts[1:]), CASES)]), rule
    if _adjective(parts[-1], alone=True) and not _adjective(parts[0], alone=True):
        table, rule = noun(parts[0], kind=kind, gender=gender, animate=animate)
        both = compound([table, adjective("-".join(parts[1:]), animate=animate)])
        return {case: texts[:2] for case, texts in both.items()}, rule
    table, rule = noun(parts[-1], kind=kind, gender=gender, animate=animate)
    return compound([unchanged("-".join(parts[:-1]), CASES), table]), rule


def _shape(word: str) -> tuple[str, str, int, str] | None:
    if word.lower() in _NOUNS_IN_A:
        return None
    soft_first = sorted(_ADJECTIVES, key=lambda shape: not shape[0].startswith("н"))
    return next((shape for shape in soft_first if re.search(f"{shape[0]}$", word, re.IGNORECASE)), None)


def _adjective(word: str, *, alone: bool = False) -> str:
    shape = _shape(word)
    return shape[1] if shape and (not alone or _LONE_ADJECTIVE.fullmatch(word)) else ""


def adjective(word: str, *, animate: bool = False) -> Table:
    """Return the forms of an adjective; the ending must be one of those known."""
    shape = _shape(word)
    if shape is None:
        return unchanged(word, CASES)
    _, gender, length, row = shape
    table = dict(endings(word[:-length], row, CASES))
    if animate and gender in {"m", "pl"}:
        table["acc"] = table["gen"]
    return table


def _agreeing(words: Sequence[str]) -> int:
    """Return how many adjectives stand before the head of a phrase."""
    count = 0
    while count < len(words) - 1 and _adjective(words[count]):
        count += 1
    while count and not _SHAPES[_adjective(words[count - 1])].fullmatch(words[count]):
        count -= 1
    return count


_PEOPLE = re.compile(r"^[^ ]*(?:ець|ист|іст|щик|[ая]нин)$")
"""Terms that are people, whose accusative is the genitive: біженець, терорист."""

_WITH_NAME = ("місто", "село", "річка", "станиця")
"""Heads with which the name after them declines too: «у місті Києві»."""


def phrase(name: str, *, kind: EntryKind, gender: str = "", fixed: tuple[str, ...] = ()) -> tuple[Form, ...]:
    """Return the forms of a name that is not a person's: one noun, or a phrase with its head."""
    words, between = pieces(name)
    bare = [word.strip('«»"“”„,.()') for word in words]
    animate = kind is EntryKind.TITLE or (kind is EntryKind.TERM and bool(_PEOPLE.search(name)))
    head = _agreeing(bare)
    if head:
        gender = _adjective(bare[head - 1])
    tables: list[Table] = [adjective(word, animate=animate) for word in bare[:head]]
    if _adjective(bare[head], alone=True) and "-" not in bare[head] and not head:
        tables.append(adjective(bare[head], animate=animate))
        rule = "adjective"
    else:
        table, rule = noun(bare[head], kind=kind, gender=gender, animate=animate)
        tables.append(table)
    tail = bare[head + 1 :]
    for place, word in enumerate(tail):
        joined = kind is EntryKind.PLACE and place == 1 and tail[0] in {"і", "й", "та"}  # «Боснія і Герцеговина»
        named = place == 0 and len(tail) == 1 and bare[head].lower() in _WITH_NAME
        tables.append(noun(word, kind=EntryKind.PLACE)[0] if joined or named else unchanged(word, CASES))
    tables = [
        unchanged(word, CASES) if plain in fixed else dressed(table, word, plain)
        for word, plain, table in zip(words, bare, tables, strict=True)
    ]
    return forms(tables, between, CASES, f"uk/{kind.value}-{rule}")
