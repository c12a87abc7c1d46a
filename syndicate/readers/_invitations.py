"""Lines a page ends with that invite its readers to follow the paper elsewhere, or to write to it.

Only lines at the very end are asked about, and only forms that command or ask are listed, never a word that a story
uses too: `следите за` in a line with `Telegram`, `got a story` in a line with `us`. When unsure the line stays.
"""

from __future__ import annotations

import re

from syndicate.readers._phrases import any_of

_FOLLOW = """
follow | subscribe to | stay up to date | stay tuned | get all the latest | read all the latest | catch all the
join the conversation | sign up for our | sign up to our | join us | join our | like us | find us on | listen to our
download our | get our | get the day's | abonniere | abonnieren sie | folge uns | folgt uns | folgen sie | folgst du
jetzt abonnieren | hier abonnieren | abonnez-vous | suivez | suivez-nous | inscrivez-vous à notre | rejoignez-nous
rejoignez notre | suscríbete | suscríbase | síguenos | síganos | sigue a | únete a nuestro | iscriviti alla | seguici
seguiteci | assine | siga-nos | siga o | siga a | inscreva-se no nosso | volg ons | volg de | abonneer | følg | följ
prenumerera | seuraa meitä | tilaa uutiskirje | obserwuj | zapisz się na newsletter | subskrybuj | dołącz do nas
sledujte | odebírejte | přihlaste se k odběru | odoberajte | pratite | pretplatite | urmărește-ne | urmăriți-ne
abonează-te | abonați-vă | kövess | iratkozz fel | подписывайтесь | подпишитесь | подписаться | следите за
присоединяйтесь | читайте нас | читайте наш | підписуйтесь | підписуйтеся | підпишіться | стежте за | слідкуйте
приєднуйтесь | приєднуйтеся | падпісвайцеся | падпішыцеся | чытайце нас | последвайте | следвайте ни | абонирайте се
запратите | ακολουθήστε | հետևեք | გამოიწერეთ | გამოგვყევით | تابعونا | تابعنا | اشترك | اشتركوا
"""
"""How a line begins that invites to follow, where languages put the verb first."""
_FOLLOW_LAST = """
takip edin | takip edebilirsiniz | abone olun | izləyin | abunə olun | qoşulun | жазылыңыз | жазылыңыздар | қосылыңыз
кошулуңуз | kuzatib boring | obuna boʻling | obuna bo‘ling | obuna bo'ling | кузатиб боринг | обуна бўлинг
agza boluň | обуна шавед | дагаарай | دنبال کنید | عضو شوید | フォローしてください | ご登録ください | 구독하세요
구독해 주세요 | 팔로우하세요 | 请关注 | 請關注 | 欢迎关注 | 扫码关注
"""
"""The same where the verb stands behind, or nothing parts the words."""
_PLACES = re.compile(
    r"facebook|фейсбу[кц]|twitter|тв[иі]т+ер|instagram|[иі]нстаграм|youtube|ютуб|telegram|телеграм|whats ?app|вотсап"
    r"|ватсап|viber|вайбер|tik-?tok|linkedin|\bthreads\b|bluesky|mastodon|google ?news|google новост|яндекс|вконтакте"
    r"|одноклассник|newsletter|infolettre|boletín|biuletyn|рассылк|розсилк|\bbülten|podcast|подкаст|соцсет|соцмереж"
    r"|social media|our channel\b|наш\w* канал|ニュースレター|メルマガ|メールマガジン|뉴스레터|카카오|텔레그램"
    r"|微信|微博|公众号|公眾號"
)
"""Where a paper can be followed."""
_APPS = re.compile(r"\bapps?\b|приложени|застосун|アプリ|\brss\b|\binbox\b|\bpush")
"""The same, and much else has an app too: the line must say whose it is."""
_WRITE = """
got a story | have a story | do you have a story | get in touch with us | get in touch with our | email us
write to us | contact us | contact our news | for more stories like this | for the latest breaking news
check out more of | ihre meinung ist uns wichtig | schreiben sie uns | schreibt uns | écrivez-nous
escríbenos | scriveteci | escreva-nos
napisz do nas | пишите нам | присылайте нам | стали свидетелем | стали очевидцем | пишіть нам | надсилайте нам
стали свідком | нашли ошибку | заметили ошибку | помітили помилку | знайшли помилку | bize yazın | бізге жазыңыз
bizə yazın | bizga yozing
"""
"""How a line begins that asks readers to write, or to read on."""
_US = re.compile(
    r"\b(?:us|our|your|uns|unsere?[mnrs]?|nous|notre|nos|noi|nostr\w|nuestr\w+|nám|nam|naš\w*|nasz\w*|нам|нас|наш\w*"
    r"|bizi?|bize|бізге|bizə|bizga|\w+(?:imiz|umuz|ümüz)\w*)\b"
)
_WRITTEN_TO = re.compile(r"@|ctrl ?\+ ?enter")
_SENTENCE = re.compile(r"(?<=[.!?…։。！？؟۔])\s+")


_FOLLOWS = re.compile(rf"(?:(?:please|also)\s)?(?:{any_of(_FOLLOW)})\b|.*(?:{any_of(_FOLLOW_LAST)})")
_WRITES = re.compile(any_of(_WRITE))


def is_invitation(said: str) -> bool:
    """Whether *said*, a `comparable` line, begins by inviting its readers; a question may come before that."""
    first, *rest = _SENTENCE.split(said)
    asked = first.endswith(("?", "？", "؟"))
    return any(_invites(sentence, said) for sentence in ([first, *rest[:1]] if asked else [first]))


def _invites(sentence: str, said: str) -> bool:
    ours = _US.search(said) is not None
    if _FOLLOWS.match(sentence):
        return _PLACES.search(sentence) is not None or (ours and _APPS.search(sentence) is not None)
    return _WRITES.match(sentence) is not None and (ours or _WRITTEN_TO.search(said) is not None)
