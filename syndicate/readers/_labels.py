"""Lines that only say that an advertisement, a frame or another article follows, in the languages we know them in."""

from __future__ import annotations

import re

from syndicate.readers._phrases import any_of, comparable

_SHORT = 60
"""Letters of a line above which it says more than how long it takes to read."""
_ADVERTISEMENT = """
advertisement | anzeige | werbung | publicité | publicidad | pubblicità | реклама | reklama | reklam | жарнама
зар сурталчилгаа | რეკლამა | 広告 | 광고
"""
_THIS = """
article | článek | embed | loading | table of contents | this slideshow requires javascript
"""
_ANOTHER = """
you may like | you may also like | you might also like | what to read next | read next | more on this story
related articles | related stories | related news | related topics | most read | recommended for you
mehr zum thema | das könnte sie auch interessieren | meistgelesen | sur le même sujet | te puede interesar
potrebbe interessarti | zobacz także | zobacz też | mohlo by vás zajímat | veja também
по теме | материалы по теме | смотрите также | дивіться також | за темою | чытайце таксама | укыгыз шулай ук
oxşar xəbərlər | ilgili haberler | oʻxshash yangiliklar | o'xshash yangiliklar | ұқсас жаңалықтар | холбоотой мэдээ
կարդացեք նաև | 相关阅读 | 相关新闻 | 延伸阅读 | 延伸閱讀 | 関連記事 | あわせて読みたい | 관련기사
اقرأ أيضا | اقرأ أيضًا | بیشتر بخوانید
read more | read also | also read | see also | related
lesen sie auch | auch interessant | lire aussi | à lire aussi | leggi anche | leia também
lea también | lee también | también te puede interesar | czytaj więcej | czytaj także | čtěte také
читайте также | читать также | читайте ещё | читайте по теме | читайте також
тағы оқыңыз | оқи отырыңыз | дагы окуңуз | həmçinin oxuyun | bunu da okuyun | shuningdek oʻqing | shuningdek o'qing
წაიკითხეთ აგრეთვე | мөн уншаарай | мөн унших | унших нь | тағы да оқыңыз | ushbu mavzuda | bu mövzuda | lea además
"""

_ALL = f"{_ADVERTISEMENT}|{_THIS}|{_ANOTHER}"

LABELS = frozenset(label.strip() for label in _ALL.replace("\n", "|").split("|")) - {""}
"""In lower case, without the signs around them. Only a line that says nothing else is such a label."""

_TO_READ = """
min read | mins read | minute read | minutes read | min. read | reading time | read time | lesedauer | lesezeit
min. lesen | temps de lecture | min de lecture | min. de lecture | tiempo de lectura | min de lectura
tempo di lettura | min di lettura | tempo de leitura | min de leitura | leestijd | lästid | lesetid | læsetid
czas czytania | min czytania | doba čtení | min čtení | minut čtení | время чтения | мин чтения | мин. чтения
час читання | хв читання | хв. читання | време за четене | timp de citire | okuma süresi | dk okuma | оқу уақыты
oxuma vaxtı | oxunma vaxtı | oʻqish vaqti | o'qish vaqti | 読了時間 | 阅读时间
"""
_TIME_TO_READ = re.compile(rf"\d.*(?:{any_of(_TO_READ)})|(?:{any_of(_TO_READ)}).*\d")


def says_time_to_read(text: str) -> bool:
    """Whether *text*, a short line above an article, says how long it takes to read."""
    return len(text) <= _SHORT and _TIME_TO_READ.search(comparable(text)) is not None
