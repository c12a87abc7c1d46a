from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from hypothesis import given
from hypothesis import strategies as st

from syndicate.writers._dates import rfc822, rfc3339

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@given(st.integers(-(10**9), 10**11), st.timezones())
def test_dates_of_rss_are_those_of_mail(seconds: int, zone: object) -> None:
    moment = (EPOCH + timedelta(seconds=seconds)).astimezone(zone)
    assert rfc822(moment) == format_datetime(moment.astimezone(UTC), usegmt=True)
    assert parsedate_to_datetime(rfc822(moment)) == datetime.fromisoformat(rfc3339(moment))
