"""A database that goes with its holder, in whichever thread the collector runs."""

import gc
import threading

import pytest

from syndicate.catalogue import Catalogue
from syndicate.validate.notes import Notes


@pytest.mark.parametrize("make", [lambda: Catalogue([]), Notes])
def test_what_another_thread_collects_is_closed(make: type[Catalogue | Notes], monkeypatch: pytest.MonkeyPatch) -> None:
    complaints: list[object] = []
    monkeypatch.setattr("sys.unraisablehook", complaints.append)
    held: Catalogue | Notes = make()
    database = held.database if isinstance(held, Catalogue) else held._database
    held.circle = held  # type: ignore[union-attr]
    del held
    thread = threading.Thread(target=gc.collect)
    thread.start()
    thread.join()
    assert complaints == []
    with pytest.raises(Exception, match="closed database"):
        database.execute("SELECT 1")
