"""Synthetic English articles, drawn by lot from a seed: the same for everybody, and hardly a sentence twice.

The words are ones that the small test model knows, so that its translations can be compared.
"""

from __future__ import annotations

import random

PEOPLE = (
    "Tom|Mary|my father|our teacher|the old man|her brother|the doctor|the young woman|their neighbor|"
    "a student|the driver|the lawyer|his wife|my uncle|the police officer"
)
DEEDS = (
    "bought|sold|found|lost|wanted to see|could not find|forgot|broke|painted|used|carried|needed|remembered|"
    "opened|cleaned|talked about|looked for|asked for"
)
SORTS = "red|new|old|small|big|expensive|cheap|beautiful|black|white|strange|heavy|interesting|long"
THINGS = "car|house|book|letter|bicycle|box|table|camera|picture|computer|umbrella|boat|garden|door|key|watch|piano"
PLACES = (
    "in Boston|at the station|in the kitchen|near the river|in the city|at school|behind the church|"
    "in the hotel|on the island|in the office|at the market|in Australia"
)
TIMES = (
    "yesterday|last week|this morning|last summer|on Monday|three years ago|in the evening|before dinner|"
    "after the war|every day|two days ago"
)
JOINS = "because|but|when|and|although|before|after|while"
CLOSES = (
    "it was raining|nobody was there|he had no money|she did not know what to do|the train was late|"
    "they were very tired|everything was closed|we wanted to help|the children were sleeping|"
    "there was not enough time|it was too late|he did not speak French"
)


def article(seed: int, paragraphs: int = 5) -> list[str]:
    """Return the paragraphs of article number *seed*, two or three sentences each."""
    lot = random.Random(seed)
    return [" ".join(sentence(lot) for _ in range(lot.randint(2, 3))) for _ in range(paragraphs)]


def sentence(lot: random.Random) -> str:
    """Return a sentence of eight to thirty words."""

    def one(words: str) -> str:
        return lot.choice(words.split("|"))

    def clause() -> str:
        sort = f"{one(SORTS)} " if lot.random() < 0.7 else ""
        thing = one(THINGS)
        this = lot.choice(("the", "his", "that", "my", f"{lot.randint(2, 99)}"))
        plural = "es" if thing.endswith(("x", "ch")) else "s"
        what = f"{this} {sort}{thing}{plural if this.isdigit() else ''}"
        return f"{one(PEOPLE)} {one(DEEDS)} {what} {one(PLACES)}"

    text = clause()
    if lot.random() < 0.6:
        text += f" {one(TIMES)}"
    if lot.random() < 0.7:
        text += f" {one(JOINS)} {one(CLOSES)}"
    if lot.random() < 0.35:
        text += f", and {clause()}"
    return f"{text[0].upper()}{text[1:]}."
