"""Letter statistics of languages that langdetect does not know, one file a language.

`<tag>.json.xz` holds a langdetect profile, how often one, two and three letters stand together:
`{"freq": {letters: count}, "n_words": [n1, n2, n3], "name": tag}`. `opinion.py` reads it.
`README.md` beside them says from which texts they were counted and under which licences, and
`python -m syndicate.profiles.build` counts them anew.
"""
