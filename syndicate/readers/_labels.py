"""Lines that stand before an advertisement or a link to another article, in the languages we know them in."""

_ADVERTISEMENT = """
advertisement | anzeige | werbung | publicité | publicidad | pubblicità | реклама | reklama | reklam | жарнама
зар сурталчилгаа | რეკლამა | 広告 | 광고
"""
_ANOTHER = """
read more | read also | also read | see also | related
lesen sie auch | auch interessant | lire aussi | à lire aussi | leggi anche | leia também
lea también | lee también | también te puede interesar | czytaj więcej | czytaj także | čtěte také
читайте также | читать также | читайте ещё | читайте по теме | читайте також
тағы оқыңыз | оқи отырыңыз | дагы окуңуз | həmçinin oxuyun | bunu da okuyun | shuningdek oʻqing | shuningdek o'qing
წაიკითხეთ აგრეთვე
"""

LABELS = frozenset(label.strip() for label in f"{_ADVERTISEMENT}|{_ANOTHER}".replace("\n", "|").split("|")) - {""}
"""In lower case, without the signs around them. Only a line that says nothing else is such a label."""
