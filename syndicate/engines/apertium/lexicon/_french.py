"""French has no personal “a” (La policía arrestó a Pedro): Apertium's es-fr leaves it in.

Where Spanish is the bridge to French, the “a” may be one that we put there ourselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_PERSON = re.compile(r"(?:[Ll]e<det><def>\S* [^<]*<n>\S* (?:[^<]*<adj>\S* )?)?[^< ]*<np><(?:ant|cog)>")
"""A person's name, or a title with its article before it."""
_VERB = re.compile(r"(?P<lemma>[^<*@]+)<vblex>(?P<rest>[^+]*)$")
_WITH_A_WORDS = """\
dire déclarer annoncer expliquer répondre demander écrire parler téléphoner raconter conseiller ordonner permettre
interdire défendre promettre proposer donner rendre offrir envoyer remettre prêter vendre montrer apprendre
enseigner transmettre livrer passer confier payer devoir plaire déplaire ressembler obéir désobéir succéder nuire
penser songer appartenir s'adresser adresser sourire mentir pardonner survivre résister tenir croire échapper faire
aller venir arriver rester manquer suffire convenir revenir attribuer accorder céder servir reprocher souhaiter
emprunter voler enlever arracher retirer ôter signaler rappeler indiquer ajouter affirmer jouer participer assister
accéder renoncer veiller tendre commander imposer distribuer décerner dédier lire chanter opposer comparer joindre
unir rapporter présenter laisser apporter ramener coûter réclamer exiger acheter porter mettre
consacrer recommander suggérer avouer confirmer communiquer notifier"""
_WITH_A = frozenset(_WITH_A_WORDS.split())
"""Verbs that have a person behind à, of whom some have another object as well: there the “à” stays."""


def without_personal_a(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the *words* of a sentence without the à between a transitive verb and the person that is its object.

    Where one falls away nothing stands in its place.
    """
    found: list[tuple[str, ...]] = [*zip(words)]
    ends: set[int] = set()
    for at in range(1, len(words) - 1):
        if not words[at].startswith(("à<pr>", "À<pr>")) or not _PERSON.match(" ".join(words[at + 1 : at + 5])):
            continue
        verb = _VERB.match(words[at - 1])
        listed = at > 2 and "<cnjcoo>" in words[at - 1] and at - 2 in ends
        if listed or (verb and "#" not in verb["rest"] and verb["lemma"].lower() not in _WITH_A):
            ends.add(next(place for place in range(at + 1, len(words)) if "<np>" in words[place]))
            found[at] = ()
    return found
