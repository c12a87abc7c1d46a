import gzip
import socket
import subprocess
import threading
import time
import tracemalloc
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from newsstand import PAGE, Handler, Stand, open_stand

from syndicate.errors import ReadError
from syndicate.fetch.addresses import look_up
from syndicate.fetch.cache import Cache
from syndicate.fetch.client import Fetcher, Terms
from syndicate.fetch.politeness import Pace
from syndicate.readers import Document


class Clock:
    """A clock that sleep moves on."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


def giving(*answers: list[str]):
    """A name server that gives one answer after the other."""
    left = iter(answers)

    def resolve(host: str, port: int, seconds: float) -> list[str]:
        return next(left)

    return resolve


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def terms(stand: Stand) -> Terms:
    return Terms(delay=0, timeout=5, size=100_000, private=stand.authority)


@pytest.fixture
def fetcher(clock: Clock):
    with Cache(None, 0) as cache:
        yield Fetcher(cache, Pace(lambda: clock.now, clock.sleep), now=lambda: clock.now)


def test_a_page_comes_with_its_type_address_and_character_set(stand: Stand, fetcher: Fetcher, terms: Terms) -> None:
    text = "<p>Паром снова ходит</p>"
    address = stand.page("/a?b=1", text.encode("cp1251"), "Text/HTML; Charset=Windows-1251")
    document = fetcher.fetch(address + "#part", terms)
    assert document == Document(address + "#part", text.encode("cp1251"), "text/html", address, "cp1251")
    sent = dict(stand.asked)["/a?b=1"]
    assert sent["Host"] == stand.authority
    assert sent["User-Agent"] == "syndicate"


def test_what_did_not_change_is_not_sent_again(stand: Stand, clock: Clock, terms: Terms, tmp_path: Path) -> None:
    def answer(handler: Handler) -> None:
        if handler.headers["If-None-Match"] == '"v1"' and handler.headers["If-Modified-Since"] == "Mon, 02 Nov 2020":
            handler.send(304)
        else:
            handler.send(200, b"<p>one</p>", ETag='"v1"', Last_Modified="Mon, 02 Nov 2020", Content_Type="text/html")

    stand.answers["/feed"] = answer
    found = []
    for _ in range(2):  # two runs
        with Cache(tmp_path / "cache" / "fetched.sqlite", 0) as cache:
            fetcher = Fetcher(cache, Pace(lambda: clock.now, clock.sleep), now=lambda: clock.now)
            found.append(fetcher.fetch(stand.at("/feed"), terms))
    assert found[0] == found[1]
    assert found[1].data == b"<p>one</p>"
    assert stand.paths() == ["/feed", "/feed"]
    assert "If-None-Match" not in stand.asked[1][1]
    assert stand.asked[-1][1]["If-None-Match"] == '"v1"'

    stand.page("/feed", "<p>two</p>", ETag='"v2"')
    with Cache(tmp_path / "cache" / "fetched.sqlite", 0) as cache:
        assert Fetcher(cache).fetch(stand.at("/feed"), terms).data == b"<p>two</p>"


def test_a_fresh_answer_is_taken_without_asking(stand: Stand, fetcher: Fetcher, terms: Terms, clock: Clock) -> None:
    address = stand.page("/a", PAGE)
    kept = stand.page("/secret", PAGE, Cache_Control="private, no-store")
    day = replace(terms, fresh=100)
    for _ in range(2):
        fetcher.fetch(address, day)
        fetcher.fetch(kept, day)
    assert stand.paths() == ["/a", "/secret", "/secret"]
    clock.now += 101
    fetcher.fetch(address, day)
    assert stand.paths()[-1] == "/a"


def test_a_broken_cache_costs_nothing_but_the_cache(stand: Stand, terms: Terms, tmp_path: Path) -> None:
    file = tmp_path / "fetched.sqlite"
    file.write_bytes(b"this is no database, although it is long enough for its header" * 100)
    with Cache(file, 0) as cache:
        assert Fetcher(cache).fetch(stand.page("/a", PAGE), terms).data == PAGE.encode()


def test_redirections_are_followed_and_counted(stand: Stand, fetcher: Fetcher, terms: Terms) -> None:
    def onward(number: int):
        return lambda handler: handler.send((301, 302, 303, 307, 308)[number % 5], Location=f"{number + 1}?q=1")

    for number in range(10):
        stand.answers[f"/to/{number}" + ("?q=1" if number else "")] = onward(number)
    stand.page("/to/5?q=1", PAGE)
    found = fetcher.fetch(stand.at("/to/0"), terms)
    assert found.address == stand.at("/to/5?q=1")
    assert found.name == stand.at("/to/0")
    stand.answers["/to/5?q=1"] = onward(5)
    with pytest.raises(ReadError, match="it sends us on over 5 times"):
        fetcher.fetch(stand.at("/to/0"), terms)


@pytest.mark.parametrize("to", ["http://127.0.0.2/", "http://localhost/", "http://[::1]/", "http://2130706433/"])
def test_no_redirection_leads_inside(stand: Stand, fetcher: Fetcher, terms: Terms, to: str) -> None:
    stand.answers["/out"] = lambda handler: handler.send(302, Location=to)
    with pytest.raises(ReadError, match=r"it leads to http.*address of this machine.*allow_private"):
        fetcher.fetch(stand.at("/out"), terms)


def test_what_is_allowed_is_one_service_not_the_machine(stand: Stand, fetcher: Fetcher, terms: Terms) -> None:
    with open_stand() as other:
        other.page("/", PAGE)
        stand.answers["/out"] = lambda handler: handler.send(302, Location=other.at("/"))
        with pytest.raises(ReadError, match="address of this machine"):
            fetcher.fetch(stand.at("/out"), terms)
        assert other.asked == []


def test_private_addresses_are_refused_before_anything_is_asked(stand: Stand, fetcher: Fetcher) -> None:
    with pytest.raises(ReadError, match="allow_private"):
        fetcher.fetch(stand.page("/a", PAGE), Terms())
    assert stand.asked == []


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1:70/x", "http://a:b@c/"])
def test_no_redirection_leaves_the_web(stand: Stand, fetcher: Fetcher, terms: Terms, to: str) -> None:
    stand.answers["/out"] = lambda handler: handler.send(302, Location=to)
    with pytest.raises(ReadError, match=r"neither http nor https|user's name"):
        fetcher.fetch(stand.at("/out"), terms)


def test_a_second_answer_of_the_name_server_changes_nothing(stand: Stand, terms: Terms, monkeypatch) -> None:
    """The name is looked up once a question; what was checked is what is connected to."""
    connected = []
    real = socket.create_connection

    def watched(address, *args, **options):
        connected.append(address)
        return real(("127.0.0.1", stand.server_port), *args, **options)

    monkeypatch.setattr(socket, "create_connection", watched)
    stand.page("/a", PAGE)
    with Cache(None, 0) as cache:
        fetcher = Fetcher(cache, resolve=giving(["93.184.215.14"], ["93.184.215.15"], ["10.0.0.7"]))
        address = f"http://news.example:{stand.server_port}/a"
        assert fetcher.fetch(address, Terms(delay=0)).data == PAGE.encode()
        assert connected == [("93.184.215.14", stand.server_port), ("93.184.215.15", stand.server_port)]
        assert dict(stand.asked)["/a"]["Host"] == f"news.example:{stand.server_port}"
        with pytest.raises(ReadError, match=r"news\.example is an address of this machine.*10\.0\.0\.7"):
            fetcher.fetch(address, Terms(delay=0))
    assert len(connected) == 2


def test_one_private_answer_among_public_ones_is_enough(fetcher: Fetcher) -> None:
    fetcher.resolve = giving(["93.184.215.14", "::ffff:10.0.0.1"])
    with pytest.raises(ReadError, match=r"\(::ffff:10\.0\.0\.1\)"):
        fetcher.fetch("http://news.example/", Terms())


def test_robots_close_a_path_also_behind_a_redirection(stand: Stand, fetcher: Fetcher, terms: Terms) -> None:
    stand.page("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: Syndicate\nDisallow: /closed\n", "text/plain")
    stand.page("/closed/a", PAGE)
    stand.page("/open", PAGE)
    stand.answers["/to"] = lambda handler: handler.send(302, Location="/closed/a")
    assert fetcher.fetch(stand.at("/open"), terms).data == PAGE.encode()
    for path in ("/closed/a", "/to"):
        with pytest.raises(ReadError, match=r"robots\.txt of 127.*closes it to programs"):
            fetcher.fetch(stand.at(path), terms)
    assert stand.paths() == ["/open", "/to"]
    assert [path for path, _ in stand.asked].count("/robots.txt") == 1


@pytest.mark.parametrize(("status", "open_"), [(404, True), (403, True), (429, False), (503, False)])
def test_without_robots_the_site_is_open_unless_it_is_broken(
    stand: Stand, fetcher: Fetcher, terms: Terms, status: int, open_: bool
) -> None:
    stand.answers["/robots.txt"] = lambda handler: handler.send(status)
    address = stand.page("/a", PAGE)
    if open_:
        assert fetcher.fetch(address, terms).data
    else:
        with pytest.raises(ReadError, match=rf"its robots\.txt cannot be had: the server answered {status}"):
            fetcher.fetch(address, terms)
        assert stand.paths() == []


def test_questions_to_a_host_are_kept_apart(stand: Stand, fetcher: Fetcher, terms: Terms, clock: Clock) -> None:
    address = stand.page("/a", PAGE)
    for _ in range(3):
        fetcher.fetch(address, replace(terms, delay=2))
    assert clock.slept == [2, 2, 2]  # after robots.txt, and between the pages
    stand.page("/robots.txt", "User-agent: *\nCrawl-delay: 7", "text/plain")
    fresh = Fetcher(fetcher.cache, Pace(lambda: clock.now, clock.sleep), now=lambda: clock.now)
    clock.slept.clear()
    for _ in range(3):
        fresh.fetch(address, replace(terms, delay=2))
    assert clock.slept == [2, 7, 7]


def test_a_passing_fault_is_tried_again(stand: Stand, fetcher: Fetcher, terms: Terms, clock: Clock) -> None:
    def first_500_then_429(handler: Handler) -> None:
        match handler.server.paths().count("/a"):
            case 1:
                handler.send(500)
            case 2:
                handler.send(429, Retry_After="12")
            case _:
                handler.send(200, PAGE.encode(), Content_Type="text/html")

    stand.answers["/a"] = first_500_then_429
    assert fetcher.fetch(stand.at("/a"), terms).data == PAGE.encode()
    assert clock.slept == [1, 12]


def test_a_fault_that_does_not_pass_is_said(stand: Stand, fetcher: Fetcher, terms: Terms, clock: Clock) -> None:
    stand.answers["/a"] = lambda handler: handler.send(500)
    with pytest.raises(ReadError, match=r"answered 500 Internal Server Error\. Run again later"):
        fetcher.fetch(stand.at("/a"), terms)
    assert clock.slept == [1, 2]
    stand.answers["/b"] = lambda handler: handler.send(503, Retry_After="4000")
    with pytest.raises(ReadError, match=r"answered 503.*left alone for 4000 seconds"):
        fetcher.fetch(stand.at("/b"), terms)
    assert clock.slept == [1, 2]


@pytest.mark.parametrize(("status", "advice"), [(404, "take it out"), (403, "keeps programs out"), (204, "browser")])
def test_other_statuses_are_not_tried_again(
    stand: Stand, fetcher: Fetcher, terms: Terms, status: int, advice: str
) -> None:
    stand.answers["/a"] = lambda handler: handler.send(status)
    with pytest.raises(ReadError, match=f"^{stand.at('/a')}: the server answered {status}.*{advice}"):
        fetcher.fetch(stand.at("/a"), terms)
    assert stand.paths() == ["/a"]


def test_a_host_that_never_answers_is_left_alone(stand: Stand, fetcher: Fetcher, terms: Terms) -> None:
    stand.page("/robots.txt", "", "text/plain")
    for number in range(4):
        stand.answers[f"/{number}"] = lambda handler: handler.connection.close()
        with pytest.raises(ReadError, match="the connection failed" if number < 1 else "connection|too often"):
            fetcher.fetch(stand.at(f"/{number}"), terms)
    assert len(stand.paths()) == 5
    with pytest.raises(ReadError, match=r"127\.0\.0\.1 failed too often in this run"):
        fetcher.fetch(stand.page("/good", PAGE), terms)


def drip(handler: Handler) -> None:
    """Send a byte now and then, and never end."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.over.wait(0.05):
        handler.wfile.write(b"x")


def stream(handler: Handler) -> None:
    """Send without a pause that a limit of silence would see."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.over.wait(0.0005):
        handler.wfile.write(b"x")


def drip_header(handler: Handler) -> None:
    """Begin the header, and go on with it for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not handler.server.over.wait(0.05):
        handler.wfile.write(b"x")


def silent(handler: Handler) -> None:
    handler.server.over.wait(20)


@pytest.mark.parametrize("slow", [drip, stream, drip_header, silent])
def test_a_slow_server_is_given_its_time_and_no_more(stand: Stand, fetcher: Fetcher, terms: Terms, slow) -> None:
    stand.answers["/slow"] = slow
    began = time.monotonic()
    with pytest.raises(ReadError, match=r"it took too long \(limits: .* 0\.5 in all\)"):
        fetcher.fetch(stand.at("/slow"), replace(terms, timeout=0.5))
    assert time.monotonic() - began < 10


def test_a_name_server_that_says_nothing(fetcher: Fetcher, monkeypatch) -> None:
    over = threading.Event()

    def mute(*args: object, **options: object) -> None:
        over.wait(5)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", mute)
    fetcher.resolve = look_up
    with pytest.raises(ReadError, match=r"nothing could tell within 0\.1 seconds where news\.example is"):
        fetcher.fetch("http://news.example/", Terms(timeout=0.1))
    over.set()


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.over.is_set():
        handler.wfile.write(b"<p>more and more</p>" * 1000)


def endless_pieces(handler: Handler) -> None:
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    while not handler.server.over.is_set():
        handler.wfile.write(b"1000\r\n" + b"y" * 0x1000 + b"\r\n")


def bomb(packed: bytes, coding: str):
    return lambda handler: handler.send(200, packed, Content_Type="text/html", Content_Encoding=coding)


HUGE = b"\0" * 50_000_000
TOO_MUCH = {
    "endless": endless,
    "endless pieces": endless_pieces,
    "announced": lambda handler: handler.send(200, b"x", Content_Length="100001"),
    "gzip": bomb(gzip.compress(HUGE), "gzip"),
    "deflate": bomb(zlib.compress(HUGE, 9), "deflate"),
    "members": bomb(gzip.compress(b"x" * 90_000) * 300, "gzip"),
}


@pytest.mark.parametrize("answer", TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_is_not_read(stand: Stand, fetcher: Fetcher, terms: Terms, answer) -> None:
    stand.answers["/big"] = answer
    with pytest.raises(ReadError, match=r"it has over 100,000 bytes\. Raise its size"):
        fetcher.fetch(stand.at("/big"), terms)


def test_a_bomb_never_goes_off(stand: Stand, fetcher: Fetcher, terms: Terms) -> None:
    stand.answers["/big"] = TOO_MUCH["gzip"]
    tracemalloc.start()
    with pytest.raises(ReadError, match="it has over"):
        fetcher.fetch(stand.at("/big"), terms)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3_000_000


def packed(data: bytes, window: int) -> bytes:
    packer = zlib.compressobj(wbits=window)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", gzip.compress(PAGE.encode())),
        ("x-gzip", gzip.compress(PAGE.encode()[:100]) + gzip.compress(PAGE.encode()[100:])),
        ("deflate", packed(PAGE.encode(), 15)),
        ("deflate", packed(PAGE.encode(), -15)),
        ("identity", PAGE.encode()),
    ],
)
def test_packed_answers_are_unpacked(stand: Stand, fetcher: Fetcher, terms: Terms, coding: str, data: bytes) -> None:
    stand.answers["/a"] = bomb(data, coding)
    assert fetcher.fetch(stand.at("/a"), terms).data == PAGE.encode()
    assert stand.asked[-1][1]["Accept-Encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (bomb(b"xyz", "br"), "it is packed as “br”, which was not asked for"),
        (bomb(gzip.compress(b"x" * 999)[:-9], "gzip"), "its packing ends too early"),
        (bomb(b"\x1f\x8bnonsense", "gzip"), "its packing is broken"),
        (lambda handler: handler.send(200, b"half", Content_Length="99"), "it was cut off after 4 of 99 bytes"),
        (lambda handler: handler.wfile.write(b"hello\r\n\r\n"), "is not HTTP"),
        (lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n"), "is not HTTP"),
        (lambda handler: handler.send(200, b"\x89PNG", Content_Type="image/png"), "it is image/png, which holds no"),
        (lambda handler: handler.send(200, b"%PDF", Content_Type="application/pdf"), "it is application/pdf"),
        (lambda handler: handler.send(200, b" \n", Content_Type="text/html"), "the answer is empty"),
        (lambda handler: handler.send(304), "the server answered 304"),
    ],
)
def test_answers_that_cannot_be_read_are_named(stand: Stand, fetcher: Fetcher, terms: Terms, answer, says: str) -> None:
    stand.answers["/a"] = answer
    with pytest.raises(ReadError, match=says):
        fetcher.fetch(stand.at("/a"), terms)


def test_nobody_at_home(fetcher: Fetcher) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # bound, not listening: connections are refused
        authority = f"127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(ReadError, match=r"the connection failed \(Connection refused\)"):
            fetcher.fetch(f"http://{authority}/", Terms(delay=0, private=authority))


def test_a_certificate_is_the_names_although_the_connection_goes_to_a_checked_address(
    tmp_path: Path, monkeypatch, fetcher: Fetcher
) -> None:
    file = tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run([*command, "-keyout", str(file), "-out", str(tmp_path / "c")], check=True, capture_output=True)
    file.write_text(file.read_text() + (tmp_path / "c").read_text())
    fetcher.resolve = giving(*[["127.0.0.1"]] * 9)
    with open_stand(file) as stand:
        stand.page("/a", PAGE)
        names = [f"{name}:{stand.server_port}" for name in ("news.example", "other.example")]
        terms = [Terms(delay=0, private=name) for name in names]
        with pytest.raises(ReadError, match="its certificate is not good"):
            fetcher.fetch(f"https://{names[0]}/a", terms[0])
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "c"))  # as if an authority we trust had signed it
        assert fetcher.fetch(f"https://{names[0]}/a", terms[0]).data == PAGE.encode()
        with pytest.raises(ReadError, match=r"its certificate is not good.*other\.example"):
            fetcher.fetch(f"https://{names[1]}/a", terms[1])
