from collections.abc import Iterator

import pytest
from newsstand import Stand, open_stand


@pytest.fixture
def stand() -> Iterator[Stand]:
    with open_stand() as opened:
        yield opened
