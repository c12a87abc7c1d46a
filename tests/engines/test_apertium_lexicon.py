"""What we add to Apertium's dictionaries: senses, words and letters."""

from importlib import resources

import pytest

from syndicate.engines import EngineSettings
from syndicate.engines.apertium import open_engine
from syndicate.engines.apertium.lexicon import Lexicon, _spanish_clauses, additions
from syndicate.engines.apertium.lexicon._french import without_personal_a
from syndicate.engines.apertium.lexicon._spanish import around_persons
from syndicate.engines.apertium.lexicon._ukrainian import respell
from syndicate.languages import language_tag
from syndicate.model import Direction, Protected, Segment

EN_ES = Direction(language_tag("en"), language_tag("es"))
RU_UK = Direction(language_tag("ru"), language_tag("uk"))


@pytest.mark.parametrize(
    ("russian", "ukrainian"),
    [
        ("Уэльса", "Уельса"),
        ("Мичиган", "Мічиган"),
        ("Сингапуре", "Сінгапуре"),  # a spelling, no declension
        ("Чили", "Чилі"),
        ("Дания", "Данія"),
        ("Каир", "Каїр"),
        ("Иванов", "Іванов"),
        ("объект", "об'єкт"),
        ("Соловьёв", "Соловйов"),
        ("Горбачёв", "Горбачов"),
        ("Хрущёв", "Хрущов"),
        ("Премьер", "Премьер"),  # no ь before a Ukrainian vowel is decided here
        ("BBC", "BBC"),
        ("-", "-"),
    ],
)
def test_russian_words_in_ukrainian_letters(russian: str, ukrainian: str) -> None:
    assert respell(russian) == ukrainian


def test_every_row_is_a_pair() -> None:
    for file in resources.files("syndicate.engines.apertium.lexicon").iterdir():
        if file.name.endswith(".txt"):
            rows = [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
            assert all(row.count("\t") == 1 and all(row.split("\t")) for row in rows)
            assert len({row.split("\t")[0] for row in rows}) == len(rows)


def test_the_sense_meant_is_chosen_among_what_the_dictionary_offers() -> None:
    words = Lexicon({"article<n>": "artículo", "oil<n>": "crudo"})
    assert words.meant("Article<n><sg>", ["Prenda<n><f>", "Artículo<n><m>"]) == ["Artículo<n><m>"]
    assert words.meant("oil<n><sg>", ["óleo<n>", "aceite<n>"]) == ["óleo<n>", "aceite<n>"]
    assert additions(Direction(language_tag("es"), language_tag("ca"))) == Lexicon()


@pytest.mark.parametrize(
    ("direction", "source", "target", "unknown"),
    [
        (EN_ES, "The border is open.", "La frontera está abierta.", []),
        (RU_UK, "Другие страны открыты.", "Інші країни відкриті.", []),
        (RU_UK, "Газеты пишут о новом законе.", "Газети пишуть про новий закон.", []),
        (RU_UK, "Он сказал об этом президенту.", "Він сказав про це президенту.", []),
        (RU_UK, "Комиссия Мичигана открыта.", "Комісія Мічигана відкрита.", ["Мічигана"]),
    ],
)
def test_the_engine_writes_them(direction: Direction, source: str, target: str, unknown: list[str], tmp_path) -> None:
    engine = open_engine(EngineSettings(cache=tmp_path))
    (answer,) = engine.translate(direction, [Protected(source, (), (), Segment(0, 0, 0, source, direction.source))])
    engine.close()
    assert answer.text == target
    assert [answer.text[start:end] for start, end in answer.unknown] == unknown


def lemmas(words: list[tuple[str, ...]]) -> str:
    return " ".join(word.partition("<")[0] for each in words for word in each)


def tagged(line: str) -> list[str]:
    """Return the words of a sentence with their tags: n and names get a gender, verbs a tense and person."""
    ends = {"np": "<np><ant><m><sg>", "npf": "<np><ant><f><sg>", "loc": "<np><loc><m><sg>", "n": "<n><m><sg>",
            "mf": "<n><mf><sg>", "v": "<vblex><ifi><p3><sg>", "inf": "<vblex><inf>", "pp": "<vblex><pp><m><sg>",
            "hab": "<vbhaver><pri><p3><sg>", "y": "<cnjcoo>", "det": "<det><def><m><sg>", "adj": "<adj><m><sg>",
            "cm": "<cm>", "sent": "<sent>", "pr": "<pr>", "rel": "<rel><an><mf><sp>", "num": "<num>"}  # fmt: skip
    return [word + ends[tag] for word, tag in (each.rsplit("/", 1) for each in line.split())]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Q/np alabar/v R/np", "Q alabar a R"),
        ("Q/np criticar/v R/np y/y S/npf ./sent", "Q criticar a R y a S ."),
        ("Q/np criticar/v R/np y/y S/npf alabar/v T/np", "Q criticar a R y S alabar a T"),
        ("Q/np haber/hab alabar/pp R/np", "Q haber alabar a R"),
        ("Q/np visitar/v R/loc", "Q visitar R"),
        ("decir/v Q/np", "decir Q"),
        ("ley/n que/rel criticar/v Q/np", "ley que criticar Q"),
        ("¿/sent Q/np alabar/v R/np ?/sent", "¿ Q alabar R ?"),
        ("Presidente/n ruso/adj Q/np llegar/v", "el presidente ruso Q llegar"),
        ("Fiscal/mf Q/npf llegar/v", "el fiscal Q llegar"),
        ("el/det presidente/n Q/np llegar/v", "el presidente Q llegar"),
        ("Q/np alabar/v Ministro/n R/np", "Q alabar a el ministro R"),
        ("Q/np alabar/v el/det ministro/n R/np", "Q alabar a el ministro R"),
        ("PRESIDENTE/n Q/np llegar/v", "EL PRESIDENTE Q llegar"),
        ("Q/np cumplir/v R/np y/y S/npf ./sent", "Q se reunir con R y con S ."),
        ("Q/np querer/v cumplir/inf R/np", "Q querer reunir con R"),
    ],
)
def test_spanish_has_articles_before_titles_and_a_before_persons(line: str, wanted: str) -> None:
    assert lemmas(around_persons(tagged(line))) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("police/n avoir/hab arrêter/pp à/pr Q/np et/y à/pr R/np", "police avoir arrêter Q et R"),
        ("Q/np écrire/v à/pr R/np", "Q écrire à R"),
        ("Q/np critiquer/v à/pr le/det ministre/n R/np", "Q critiquer le ministre R"),
        ("Q/np aller/v à/pr R/loc", "Q aller à R"),
    ],
)
def test_french_has_no_personal_a(line: str, wanted: str) -> None:
    assert lemmas(without_personal_a(tagged(line))) == wanted


def test_an_english_past_is_told_from_a_participle_by_its_neighbours() -> None:
    words = Lexicon(english=True)
    praised = ["praise<vblex><past>", "praise<vblex><pp>"]
    assert words.read("praised", praised, ["voters"], "name") == praised[:1]
    assert words.read("praised", praised, ["had", "often"], "the") == praised
    assert words.read("praised", praised, ["’ve", ","], "the") == praised[:1]
    assert words.read("praised", praised, ["Kosanov"], "by") == praised
    put = ["put<vblex><inf>", "put<vblex><past>", "put<vblex><pp>"]
    assert words.read("put", put, ["to"], "the") == put
    smith = ["Smith<n><sg>", "Smith<np><cog><sg>"]
    assert words.read("Smith", smith, ["Minister"]) == smith[1:]
    assert words.read("Smith", smith, []) == smith
    assert words.read("Mayor", ["Mayor<n><sg>", "Mayor<np><cog><sg>"], [], "name") == ["Mayor<n><sg>"]


def test_articles_and_the_personal_a_come_out_of_the_engine(tmp_path) -> None:
    engine = open_engine(EngineSettings(cache=tmp_path))
    sentences = ["Minister Peter met Mary.", "The police arrested Mary."]
    asked = [Protected(text, (), (), Segment(0, 0, 0, text, EN_ES.source)) for text in sentences]
    try:
        made = [each.text for each in engine.translate(EN_ES, asked)]
    finally:
        engine.close()
    assert made == ["El ministro Peter se reunió con Mary.", "La policía arrestó a Mary."]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Встреча длилась два часа и две недели.", "Зустріч точилася дві години і два тижні."),
        ("Ему 54 года.", "Йому 54 роки."),
        ("В 2019 году было 22 новых дома.", "У 2019 році було 22 нові будинки."),
        ("После 1954 года цена выросла на 4,2 процента.", "Після 1954 року ціна зросла на 4,2 відсотка."),
        ("2 октября 1968 года он приехал.", "2 жовтня 1968 року він приїхав."),
        ("По словам министра, по данным полиции.", "За словами міністра, за даними поліції."),
        ("ОН УЕХАЛ.", "ВІН ПОЇХАВ."),
        ("Документ направили к новому послу.", "Документ направили до нового посла."),
        ("Он готовит людей к зимним играм и выставкам.", "Він готує людей до зимових ігор і виставок."),
        ("У него нет денег.", "У нього немає грошей."),
        ("Нет, у неё двое детей.", "Ні, у неї двоє дітей."),
    ],
)
def test_ukrainian_counts_tells_and_dates_in_its_own_way(source: str, target: str, tmp_path) -> None:
    direction = Direction(language_tag("ru"), language_tag("uk"))
    engine = open_engine(EngineSettings(cache=tmp_path))
    (answer,) = engine.translate(direction, [Protected(source, (), (), Segment(0, 0, 0, source, direction.source))])
    engine.close()
    assert answer.text == target


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("поблагодарил", "поблагодарив"),
        ("паводков", "паводків"),
        ("косметические", "косметичні"),
        ("каталонской", "каталонської"),
        ("обученных", "обучених"),
        ("отнесли", "віднесли"),
        ("заключение", "заключення"),
        ("выражая", "виражая"),
        ("участвую", "участвую"),
        ("Иванов", "Іванов"),
        ("крокодил", "крокодил"),
        ("зовёт", "зове"),
        ("ВЕРНЁМСЯ", "ВЕРНЕМОСЯ"),
    ],
)
def test_words_that_nobody_knows_have_ukrainian_endings(word: str, wanted: str) -> None:
    assert respell(word) == wanted


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "The journalist was released after 212 days in prison.",
            "El periodista fue liberado después de 212 días en prisión.",
        ),
        ("The law was drafted by the party.", "La ley fue redactada por el partido."),
        ("He was tired.", "Estaba cansado."),
        ("The thieves were met by the police.", "Los ladrones fueron recibidos por la policía."),
        (
            "The minister, who has led the party since 2019, resigned.",
            "El ministro, que ha dirigido el partido desde 2019, dimitió.",
        ),
        ("Who was released?", "¿Quién fue liberado?"),
        ("The head of the ministry spoke.", "El jefe del ministerio habló."),
        ("Floods threaten the city.", "Las inundaciones amenazan la ciudad."),
    ],
)
def test_spanish_clauses(source: str, target: str, tmp_path) -> None:
    engine = open_engine(EngineSettings(cache=tmp_path))
    (answer,) = engine.translate(EN_ES, [Protected(source, (), (), Segment(0, 0, 0, source, EN_ES.source))])
    engine.close()
    assert answer.text.removeprefix("¿") == target.removeprefix("¿")


def clauses(words: list[str]) -> list[str]:
    return [word for (word,) in _spanish_clauses.mended(words)]


def test_a_title_has_the_gender_of_the_woman_it_is() -> None:
    woman, man = "Q<np><ant><f><sg>", "Q<np><ant><m><sg>"
    title = ["Ministro<n><m><sg>", "de<pr>", "salud<n><f><sg>"]
    assert clauses([*title, woman])[0] == "Ministro<n><f><sg>"
    assert clauses([*title, man]) == [*title, man]
    assert clauses(["El<det><def><m><sg>", "senador<n><m><sg>", "boliviano<adj><m><sg>", woman]) == [
        "El<det><def><f><sg>",
        "senador<n><f><sg>",
        "boliviano<adj><f><sg>",
        woman,
    ]
    assert around_persons(["Ministro<n><f><sg>", *title[1:], woman])[0][-1] == "ministro<n><f><sg>"


def test_a_conjunction_before_a_clause_stays() -> None:
    clause = ["después de que<cnjadv>", "lluvia<n><f><sg>", "parar<vblex><ifi><p3><sg>", ".<sent>"]
    assert clauses(clause) == clause
    assert clauses([*clause[:2], ",<cm>", *clause[2:]])[0] == "después de<pr>"
