import pytest

from syndicate.errors import RouteError
from syndicate.languages import language_tag
from syndicate.model import Direction, Hop
from syndicate.routes import find_route


def hop(engine: str, pair: str) -> Hop:
    source, target = pair.split("-")
    return Hop(engine, Direction(language_tag(source), language_tag(target)), "model", "digest")


def route(hops: list[Hop], source: str, target: str, **preference: tuple[str, ...]) -> str:
    way = find_route(hops, language_tag(source), language_tag(target), {"*": ("argos", "apertium"), **preference})
    return " ".join(f"{each.engine}:{each.direction}" for each in way)


def test_fewer_hops_come_before_a_better_engine() -> None:
    hops = [hop("apertium", "en-es"), hop("argos", "en-fr"), hop("argos", "fr-es")]
    assert route(hops, "en", "es") == "apertium:en-es"


def test_of_equal_ways_the_preferred_engine() -> None:
    hops = [hop("apertium", "en-es"), hop("argos", "en-es")]
    assert route(hops, "en", "es") == "argos:en-es"
    assert route(hops, "en", "es", **{"en-es": ("apertium",)}) == "apertium:en-es"


def test_a_pivot_and_two() -> None:
    hops = [hop("apertium", "en-es"), hop("apertium", "es-fr"), hop("argos", "ru-en")]
    assert route(hops, "en", "fr") == "apertium:en-es apertium:es-fr"
    assert route(hops, "ru", "fr") == "argos:ru-en apertium:en-es apertium:es-fr"


def test_the_order_of_the_hops_does_not_matter() -> None:
    hops = [hop("argos", "en-es"), hop("zeta", "en-es"), hop("alpha", "en-es")]
    assert {route(list(some), "en", "es") for some in (hops, hops[::-1])} == {"argos:en-es"}


def test_no_way_is_an_error() -> None:
    with pytest.raises(RouteError, match="from kk to es"):
        find_route([hop("apertium", "en-es")], language_tag("kk"), language_tag("es"))
