"""The editors' desk: what was held and why, each article beside its source, and the names, as pages in a browser.

`syndicate desk` serves it to this machine alone. Each page is a module in `pages/` with `routes`;
everything a page does is a function that the command line calls too. Pages are made on the server
(Jinja2); htmx replaces parts of them; without scripts every form still works.
"""
