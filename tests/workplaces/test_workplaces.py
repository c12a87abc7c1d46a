"""Where the work is done: jobs do not depend on it, and a worker elsewhere gives what this process gives."""

import pickle
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from syndicate import pipeline, registry
from syndicate.built import RECORD
from syndicate.config import Config, EngineTable, RunSettings
from syndicate.engines import Engine
from syndicate.engines.argos.beam import Way, remember
from syndicate.engines.argos.package import digest_of, find_packages
from syndicate.engines.argos.shortlist import SEEN, learned
from syndicate.engines.argos.tokenizer import open_tokenizer
from syndicate.errors import ClusterError, ConfigError
from syndicate.guard import files_of, open_engines
from syndicate.languages import language_tag
from syndicate.model import Failure, Hop, Segment
from syndicate.models import install_file
from syndicate.readers import Document
from syndicate.readers._choice import read_document
from syndicate.workplaces import Done, Job, Setting, _cluster, _parcels, ray
from syndicate.workplaces._hands import TRIES, Attempts, Kit, Reading, Translating, own_cache, program
from syndicate.workplaces.here import Here, done

MODEL = Path(__file__).parents[1] / "models" / "translate-en_es-copy-0_1.argosmodel"
FIREFOX = MODEL.parent / "firefox" / "en-es"
TABLE = EngineTable(use=("argos",), workers=1)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GLOSSARY = """
kazakhstan:
  kind: place
  names: {en: Kazakhstan, es: Kazajistán, fr: Kazakhstan}
"""
PAGE = """<!doctype html><html lang="en"><head><title>Borders stay open</title>
<link rel="canonical" href="https://example.org/borders"></head><body><article><h1>Borders stay open</h1>
<p>The borders of <b>Kazakhstan</b> are open, and 40,000 people crossed them this year. Nobody had to wait.</p>
<p>The office of Kazakhstan answers letters at press@example.org. It is open every day.</p></article></body></html>"""
SENTENCES = ("Tom bought a red car in Boston.", "My father found an old letter.", "The train was late yesterday.")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "names.yaml").write_text(GLOSSARY, "utf-8")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(7):
        page = PAGE.replace("borders", f"borders-{number}").replace("40,000", f"{40 + number},000")
        (inbox / f"{number}.html").write_text(page, "utf-8")
    settings = RunSettings(
        sources=(str(inbox),),
        to=(language_tag("es"), language_tag("fr")),
        out=tmp_path / "public",
        state=tmp_path / "state" / "state.sqlite",
        glossaries=(tmp_path / "names.yaml",),
    )
    return Config(settings, EngineTable(use=("apertium",)))


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[Mapping[str, Engine]]:
    install_file(MODEL, tmp_path / "models")
    with open_engines(replace(TABLE, models=tmp_path / "models"), tmp_path / "cache") as found:
        yield found


def hop_of(engines: Mapping[str, Engine]) -> Hop:
    (hop,) = engines["argos"].hops()
    return hop


def job(engines: Mapping[str, Engine]) -> Job:
    english = language_tag("en")
    return Job(tuple(Segment(0, at, 0, text, english) for at, text in enumerate(SENTENCES)), (hop_of(engines),))


def parcels(engines: Mapping[str, Engine]) -> tuple[_parcels.Parcel, ...]:
    hop = hop_of(engines)
    return (_parcels.pack(files_of(engines["argos"], hop.direction), bytes),)


def translated(hands: Translating, one: Job) -> Done:
    rows: Any = hands({"number": [4], "job": [pickle.dumps(one)]})
    assert rows["number"] == [4]
    answer: Done = pickle.loads(rows["done"][0])  # noqa: S301 - our own
    return answer


def first(_: Sequence[int]) -> int:
    """Say that rows are begun for the first time."""
    return 1


def content(value: object) -> bytes:
    assert isinstance(value, bytes)
    return value


def refuse(_: object) -> bytes:
    raise AssertionError("it was fetched again")


def site(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != RECORD)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_workplaces_are_found_by_name() -> None:
    assert registry.names("workplaces") == ("here", "ray")
    for name in registry.names("workplaces"):
        assert callable(registry.load("workplaces", name).open_workplace)
    with pytest.raises(ConfigError, match="There are: here, ray"):
        registry.load("workplaces", "moon")


def test_jobs_are_the_same_however_many_batches_are_done_at_once(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[list[Job]] = [[]]
    own = Here.translate

    def translate(self: Here, jobs: Sequence[Job], progress: Callable[[int], None]) -> Iterator[tuple[int, Done]]:
        given[-1] += jobs
        return own(self, jobs, progress)

    monkeypatch.setattr(Here, "translate", translate)
    monkeypatch.setattr(pipeline, "BATCH", 2)
    sites = []
    for width in (1, 3, 100):
        monkeypatch.setattr(Here, "width", width)
        folder = tmp_path / str(width)
        run = replace(config.run, out=folder / "public", state=folder / "state.sqlite")
        report = pipeline.run(replace(config, run=run), NOW)
        assert report.translated > 10
        sites.append(site(folder / "public"))
        given.append([])
    assert len(given[0]) > 4
    assert sorted(map(repr, given[0])) == sorted(map(repr, given[1])) == sorted(map(repr, given[2]))
    assert sites[0] == sites[1] == sites[2]


def test_rows_of_which_workers_die_are_given_up(engines: Mapping[str, Engine], tmp_path: Path) -> None:
    one, attempts = job(engines), Attempts()
    kit = Kit({}, replace(TABLE, models=tmp_path / "models"), frozenset(one.route), "")
    rows: Any = {"number": [4], "job": [pickle.dumps(one)]}
    for _ in range(TRIES):  # each time by a worker that is new, because the one before died
        assert attempts.begin([4, 5]) <= TRIES
    last: Any = Translating(attempts.begin, kit, refuse)(rows)
    assert [pickle.loads(each) for each in last["done"]] == [None]  # noqa: S301 - our own
    assert attempts.begin([5]) == TRIES + 1
    assert attempts.begin([6]) == 1


def test_rays_sockets_have_names_of_their_length_wherever_temporary_files_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("a folder with a name as long as those of some machines" * 2)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    session = "/syndicate-12345678/session_2026-11-29_15-23-24_810281_1234567/sockets/plasma_store"
    assert len(_cluster._near() + session) <= 107
    monkeypatch.setattr("tempfile.tempdir", "/var/tmp")
    assert _cluster._near() == "/var/tmp"


def test_without_the_extra_it_is_named(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray, "find_spec", lambda _: None)
    with pytest.raises(ConfigError, match=r'pip install "syndicate-news\[ray\]"'):
        pipeline.run(replace(config, run=replace(config.run, on="ray")), NOW)


def test_a_worker_elsewhere_gives_the_same(
    engines: Mapping[str, Engine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, elsewhere = job(engines), tmp_path / "elsewhere"
    kit = Kit(program(), replace(TABLE, models=tmp_path / "not there"), frozenset(one.route), "", parcels(engines))
    monkeypatch.setenv("SYNDICATE_CACHE", str(elsewhere))
    hands = Translating(first, kit, content)
    here = done(one, engines)
    assert isinstance(here, list)
    assert translated(hands, one) == here
    assert [path.name for path in (elsewhere / "parcels").iterdir()] == [kit.parcels[0].digest]
    hands.close()
    again = Translating(first, kit, refuse)  # what lies in the cache is not fetched again
    assert translated(again, one) == here
    again.close()


def test_models_on_shared_storage_are_not_fetched(engines: Mapping[str, Engine], tmp_path: Path) -> None:
    one = job(engines)
    table = replace(TABLE, models=tmp_path / "models")
    kit = Kit(program(), table, frozenset(one.route), str(tmp_path / "b"), parcels(engines))
    hands = Translating(first, kit, refuse)
    assert translated(hands, one) == done(one, engines)
    assert not (tmp_path / "b" / "parcels").exists()
    hands.close()


def test_a_worker_that_would_give_other_words_says_so(engines: Mapping[str, Engine], tmp_path: Path) -> None:
    one = job(engines)
    table = replace(TABLE, models=tmp_path / "not there")
    older = Kit({**program(), "ctranslate2": "3.0"}, table, frozenset(one.route), str(tmp_path / "b"))
    answer = translated(Translating(first, older, refuse), one)
    assert isinstance(answer, ClusterError)
    assert "has ctranslate2" in answer.message
    assert "this run 3.0" in answer.message
    other = replace(one.route[0], digest="0" * 64)
    hands = Translating(first, replace(older, program={}, hops=frozenset({other}), parcels=parcels(engines)), content)
    answer = translated(hands, Job(one.segments, (other,)))
    assert isinstance(answer, ClusterError)
    assert "has no argos en-es that is the same" in answer.message
    hands.close()


def test_a_model_that_was_measured_works_the_same_elsewhere(engines: Mapping[str, Engine], tmp_path: Path) -> None:
    (package,) = find_packages(tmp_path / "models")[0]
    slow = done(job(engines), engines)
    assert isinstance(slow, list)
    encode = open_tokenizer(package.tokenizer, package.codes).encode
    seen = [(encode(each.source.text)[0], encode(each.target.text.replace("auto", "casa"))[0]) for each in slow]
    scores = {Way(4): 50.0, Way(2): 40.0, Way(4, True): 50.0}
    remember(package, digest_of(package, tmp_path / "cache"), scores, learned(seen * SEEN, ()))
    fast = replace(TABLE, fastest=True)
    with open_engines(replace(fast, models=tmp_path / "models"), tmp_path / "cache") as opened:
        one = job(opened)
        here = done(one, opened)
        kit = Kit({}, replace(fast, models=tmp_path / "x"), frozenset(one.route), str(tmp_path / "b"), parcels(opened))
    assert isinstance(here, list)
    assert here[0].target.text != slow[0].target.text  # its shortlist decides, here
    hands = Translating(first, kit, content)
    assert translated(hands, one) == here  # and there
    hands.close()


def test_a_parcel_is_the_same_wherever_its_model_lies(engines: Mapping[str, Engine], tmp_path: Path) -> None:
    (parcel,) = parcels(engines)
    files = files_of(engines["argos"], hop_of(engines).direction)
    folder = files[0].parent
    linked = tmp_path / "linked" / folder.name
    for file in files:  # as models lie in the caches of some programs
        place = linked / file.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(file)
    assert _parcels.pack([linked / file.relative_to(folder) for file in files], bytes) == parcel
    renamed = folder.rename(folder.with_name("another"))
    other = _parcels.pack([renamed / file.relative_to(folder) for file in files], bytes)
    both = [_parcels.unpack([each], tmp_path / "b", content) for each in (parcel, other)]
    assert [(at / each.name / "metadata.json").is_file() for at, each in zip(both, (parcel, other), strict=True)] == [
        True,
        True,
    ]


def test_engines_with_folders_of_their_own_are_all_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `models` is not set, each engine has its models where its own program keeps them."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    shutil.copytree(FIREFOX, tmp_path / "cache" / "fxtranslate" / "models" / "en-es")
    install_file(MODEL, tmp_path / "packages")
    table = EngineTable(use=("argos", "firefox"), workers=1)
    with open_engines(table, tmp_path / "state") as engines:
        hops = frozenset(hop for engine in engines.values() for hop in engine.hops())
        assert {hop.engine for hop in hops} == {"argos", "firefox"}
        kit = ray.OnRay(Setting(engines, table, tmp_path / "state"))._kit(hops)
        for hop in hops:
            one = replace(job(engines), route=(hop,))
            hands = Translating(first, kit, refuse)
            assert translated(hands, one) == done(one, engines)
            hands.close()


def test_a_worker_that_may_not_write_says_where(engines: Mapping[str, Engine], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    one, table = job(engines), replace(TABLE, models=tmp_path / "not there")
    kit = Kit({}, table, frozenset(one.route), str(tmp_path / "file"), parcels(engines))
    answer = translated(Translating(first, kit, content), one)
    assert isinstance(answer, ClusterError)
    assert answer.where.startswith(str(tmp_path / "file"))
    assert "SYNDICATE_CACHE" in answer.advice


def test_of_what_ray_says_the_cause_is_told() -> None:
    said = (
        "The actor died because of an error raised in its creation task, \x1b[36mray::MapWorker.__init__()\x1b[39m\n"
        "ray.exceptions.RaySystemError: System error: No module named 'syndicate'\n"
        "traceback: Traceback (most recent call last):\n      ^^^^^\nModuleNotFoundError: No module named 'syndicate'\n"
    )
    told = _cluster.stopped(RuntimeError(said))
    assert told.message == "the Ray cluster cannot be used: ModuleNotFoundError: No module named 'syndicate'"
    assert told.advice.startswith("Install the same syndicate on all machines")
    told = _cluster.stopped(RuntimeError("\x1b[36mThe node died\x1b[39m\nSee its logs.\n"))
    assert told.message == "the Ray cluster cannot be used: The node died"
    assert "ray status" in told.advice
    assert _cluster.stopped(RuntimeError()).message.endswith(": RuntimeError")


@pytest.mark.parametrize("address", ["auto", "ray://192.0.2.7:10001", "192.0.2.7", "http://192.0.2.7:8265/"])
def test_an_address_is_a_host_and_a_port(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray, "find_spec", lambda _: object())
    with pytest.raises(ConfigError, match=r"is no host:port. Name the machine"):
        ray.open_workplace(Setting({}, TABLE, tmp_path, address))


def test_half_a_parcel_is_no_model(engines: Mapping[str, Engine], tmp_path: Path) -> None:
    (parcel,) = parcels(engines)
    half = _parcels.Parcel(parcel.name, parcel.digest, content(parcel.content)[:20_000])
    with pytest.raises(Exception, match="unexpected end of data"):
        _parcels.unpack([half], tmp_path / "b", content)
    folder = _parcels.unpack([parcel], tmp_path / "b", content)
    files = {path.name: path.read_bytes() for path in (folder / parcel.name).rglob("*") if path.is_file()}
    own = files_of(engines["argos"], hop_of(engines).direction)
    assert files == {path.name: path.read_bytes() for path in own}


def test_a_worker_reads_as_this_process_does() -> None:
    documents = [Document("a.html", PAGE.encode()), Document("b.html", b"<html>\0"), Document("c.txt", b"One.\n\nTwo.")]
    hands = Reading(first)
    rows: Any = hands({"number": [0, 1, 2], "job": [pickle.dumps(each) for each in documents]})
    read = [pickle.loads(each) for each in rows["done"]]  # noqa: S301 - our own
    assert read == [read_document(each) for each in documents]
    assert any(isinstance(each, Failure) for found in read for each in found)
    hands.close()


def test_what_is_little_is_done_here(engines: Mapping[str, Engine], tmp_path: Path) -> None:
    place = ray.OnRay(Setting(engines, TABLE, tmp_path / "cache"))
    one = job(engines)
    told: list[int] = []
    assert list(place.translate([one], told.append)) == [(0, done(one, engines))]
    assert sum(told) == len(SENTENCES)
    pages = [Document(f"{number}.html", PAGE.encode()) for number in range(3)]
    assert list(place.read(pages)) == list(Here(engines).read(pages))
    assert "_cluster" not in vars(place)
    place.close()


def test_the_cache_of_a_worker_is_where_it_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SYNDICATE_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert own_cache() == tmp_path / "syndicate"
