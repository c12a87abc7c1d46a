"""The desk's pages, one module each.

A page is a module with `routes`: Starlette routes whose functions take a request and return what
`answer.page` or `answer.part` makes. It is listed in `syndicate.desk.app`, for the order of the
navigation is a decision. Anything that changes something is a POST, and calls a function that the
command line calls too.
"""
