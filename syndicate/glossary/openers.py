"""Words that often begin a sentence and are never the beginning of a name, by language.

A small batch may hold such a word only with its capital; then nothing but this list tells it from a given name.
"""

from __future__ import annotations

_WORDS = {
    "en": """
        a an the this that these those he she it they we you i his her its their our my your in on at by for
        from with to of as after before during since until while when where who what why how if although
        though because but and or so yet not no one two three some many most all both each every several
        other another there here now then today yesterday tomorrow also however meanwhile earlier later last
        next according about over under between among more less only even still once first second mr mrs ms
        dr sir president mayor colonel general minister professor
    """,
    "ru": """
        а и но в во на по с со к ко у о об от до из за для при над под перед после без через между как так
        что это эта этот эти тот та те он она оно они мы вы я его ее их наш когда где кто если хотя пока
        также затем потом уже еще вчера сегодня завтра теперь сейчас однако поэтому ранее позже здесь там
        тогда только даже не ни все всё один два три первый второй новый по-прежнему президент министр глава
        директор господин полковник
    """,
    "uk": """
        а і й та але в у на по з із зі до від за для при над під перед після без через між як так що це ця
        цей ці той він вона воно вони ми ви я його її їх наш коли де хто якщо хоча поки також потім уже вже
        ще вчора сьогодні завтра тепер зараз однак тому раніше пізніше тут там тоді лише тільки навіть не ні
        усі всі один два три президент міністр
    """,
    "be": """
        а і ў у на па з да ад за для пры над пад пасля без праз як так што гэта гэты ён яна яны мы вы я калі
        дзе хто
    """,
    "es": """
        el la los las un una unos unas este esta estos estas ese esa aquel él ella ellos lo su sus nuestro
        en a al de del con por para sin sobre entre desde hasta según tras durante ante bajo cuando donde
        quien que como si aunque porque pero y e o no también además ahora hoy ayer mañana luego después
        antes ya más muy todo todos cada otro otra uno dos tres presidente
    """,
    "fr": """
        le la les l un une des ce cet cette ces il elle ils elles on nous vous je son sa ses leur leurs
        notre en à au aux de du avec par pour sans sur entre depuis selon après avant pendant quand où qui
        que comme si mais et ou donc ne pas aussi hier aujourd’hui demain puis tout tous chaque autre deux
        trois président
    """,
    "tr": """
        bu şu o bir ve ile de da için ama fakat ancak çünkü eğer gibi kadar sonra önce dün bugün yarın şimdi
        biz siz onlar ben her bazı tüm iki üç yeni öte ayrıca daha en ne nasıl neden kim başkan
        cumhurbaşkanı
    """,
    "az": """
        bu o bir və ilə üçün amma ancaq çünki əgər kimi qədər sonra əvvəl dünən bu-gün sabah indi biz siz
        onlar mən hər bəzi bütün iki üç yeni həmçinin daha ən nə necə niyə kim prezident
    """,
    "kk": """
        бұл ол сол осы бір және мен үшін бірақ өйткені егер сияқты дейін кейін бұрын кеше бүгін ертең қазір
        біз сіз олар әр барлық екі үш жаңа сондай-ақ ең не қалай неге кім президент
    """,
    "ky": """
        бул ал ошол ушул бир жана менен үчүн бирок анткени эгер сыяктуу чейин кийин мурда кечээ бүгүн эртең
        азыр биз сиз алар ар бардык эки үч жаңы ошондой-эле эң эмне кантип ким президент
    """,
    "uz": """
        bu u shu bir va bilan uchun ammo lekin chunki agar kabi qadar keyin oldin kecha bugun ertaga hozir
        biz siz ular men har barcha ikki uch yangi shuningdek eng nima qanday kim prezident
    """,
    "mn": """
        энэ тэр нэг ба болон өнөөдөр өчигдөр маргааш одоо бид та тэд би бүх хоёр гурван шинэ харин гэвч мөн
    """,
}

OPENERS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
"""By primary language, small-lettered."""

_TITLES = """
    mr mrs ms dr sir president mayor colonel general minister professor governor senator king queen pope prince
    президент министр глава директор господин полковник генерал міністр полковник пан пані прэзідэнт
    presidente presidenta president présidente başkan cumhurbaşkanı bakan prezident nazir general albay
    министр директор төрағасы төрайым
"""

TITLES = frozenset(_TITLES.split())
"""Words before a name that are no part of it, written with a capital in some languages."""
