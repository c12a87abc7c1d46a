"""Pages, read by the W3C's checker, followed link by link, and looked at in Chromium."""

from __future__ import annotations

import http.client
import json
import os
import posixpath
import shutil
import subprocess
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from conftest import HERE, Site, node
from lxml import html

from syndicate.serve import HOST, server


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    """Serve the site, and give its address."""
    with server(site.folder, 0) as preview:
        thread = threading.Thread(target=preview.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://{HOST}:{preview.server_address[1]}/"
        preview.shutdown()
        thread.join()


def test_every_page_is_valid(site: Site) -> None:
    jar = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    pages = list(map(str, sorted(site.folder.rglob("*.html"))))
    style = str(site.folder / "style.css")
    assert len(pages) > 100
    done = subprocess.run(
        ["java", "-jar", str(jar), "--format", "json", "--also-check-css", "--stdout", *pages, style],
        capture_output=True,
        text=True,
    )
    told = {(each["type"], each.get("subType"), each["message"]) for each in json.loads(done.stdout)["messages"]}
    # One of the nasty titles is not normalised; the words of a source are not ours to change.
    assert {each for each in told if "Unicode Normalization Form C" not in each[2]} == set()
    print(f"{len(pages)} pages and the style sheet by vnu: 0 errors, 0 warnings")


def test_every_link_within_the_site_leads_somewhere(site: Site, address: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    seen: set[str] = set()
    wanted = ["/index.html"]
    while wanted:
        path = wanted.pop()
        connection.request("GET", path)
        answer = connection.getresponse()
        data = answer.read()
        assert answer.status == 200, path
        if not (answer.getheader("Content-Type") or "").startswith("text/html"):
            continue
        document = html.document_fromstring(data)
        for element in document.iter("a", "link", "img"):
            target = urlsplit(element.get("href") or element.get("src") or "")
            whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), target.path))
            if not target.netloc and not target.scheme and target.path and whole not in seen:
                seen.add(whole)
                wanted.append(whole)
    connection.close()
    pages = {"/" + str(path.relative_to(site.folder)) for path in site.folder.rglob("*.html")}
    assert pages - seen == set()


def test_pages_can_be_read_at_two_widths_dark_and_light(site: Site, address: str) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "apt-get install chromium"
    pages = ["", "es/", "ar/", "ky/", "zh-Hant/", "pt-BR/sections/politics/"]
    for language, most in (("ar", 99), ("es", 5), ("zh-Hant", 5)):
        articles = sorted((site.folder / language / "articles").glob("*.html"))[:most]
        pages += [str(path.relative_to(site.folder)) for path in articles]
    seen = node("browser.mjs", chromium, os.environ.get("SCREENSHOTS", "-"), *(address + page for page in pages))
    assert isinstance(seen, list)
    assert len(seen) == 4 * len(pages)
    for each in seen:
        assert each["overflow"] <= 0, each
        assert each["told"] == [], each
        assert each["broken"] == [], each  # by axe-core: WCAG 2.2 A and AA, and what is good practice
        assert each["direction"] == each["dir"], each
        assert each["small"] == 0, each
        assert each["styled"] == 1, each
    print(f"{len(pages)} pages at two widths, dark and light: axe-core finds 0 violations")
    for page in pages[:2]:
        colours = {(each["scheme"], each["colour"]) for each in seen if each["address"] == address + page}
        assert len(colours) == 2, colours
