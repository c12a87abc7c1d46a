"""Sources by address: fetched politely, within limits, and never from where an outsider must not lead us.

`addresses` says what an address names and whether it may be connected to, `connection` asks it once,
`content` unpacks the answer, `robots` and `politeness` say whether and when a host may be asked,
`cache` remembers answers, and `client` puts them together. `full_text` fetches what a feed only links to.

The standard library's http.client is under it, not a larger client: the connection must go to the very
address that was checked, with one limit for all the time it takes and one for what it unpacks to, and the
larger clients resolve names, redirect and unpack by themselves.
"""
