"""Lines a site ends every page with: whose rights they are, its cookies, invitations. In the languages we know."""

from __future__ import annotations

import re

from syndicate.readers._invitations import is_invitation
from syndicate.readers._phrases import any_of, comparable

_RIGHTS = """
all rights reserved | все права защищены | при использовании материалов | при цитировании ссылка | при перепечатке
усі права захищен | всі права захищен | при використанні матеріалів | усе правы абаронены | всички права запазени
барлық құқықтар қорғалған | барлық құқық қорғалған | материалдарды пайдалану кезінде | бардык укуктар корголгон
bütün hüquqlar qorunur | materiallardan istifadə | tüm hakları saklıdır | barcha huquqlar himoyalangan
барча ҳуқуқлар ҳимояланган | бүх эрх хуулиар хамгаалагдсан | ყველა უფლება დაცულია | ҳамаи ҳуқуқҳо ҳифз
բոլոր իրավունքները պաշտպանված են | todos los derechos reservados | todos os direitos reservados | tous droits réservés
alle rechte vorbehalten | tutti i diritti riservati | wszelkie prawa zastrzeżone | všechna práva vyhrazena
toate drepturile rezervate | sva prava zadržana | сва права задржана | ähli hukuklar goralan | جميع الحقوق محفوظة
무단 전재 | 無断転載 | 版权所有
"""
_COOKIES = r"\b(?:cookies?|ciasteczka|куки|күки|күүки|кукі|çərəz\w*|çerez\w*|kukilar\w*|ქუქი\w*|քուքի\w*)\b"
_OURS = (
    r"\b(?:we|our|this (?:web)?site|the site|нашем|наш|сайт|мы|ми|біз|сайт\w*|биз|saytımız\w*|saytda|sayt\w*"
    r"|site(?:miz)?\w*|sitio|nous|wir|unsere?|questo sito|манай|сайтт?|საიტი|ჩვენ\w*|մեր|կայք\w*)\b"
)
_LONGEST = 300
"""Letters of a line above which it says more than that."""


_PHRASES = re.compile(any_of(_RIGHTS))


def is_closing(text: str) -> bool:
    """Whether *text*, the last line of a page, only says whose rights it is, that there are cookies, or invites."""
    if len(text) > _LONGEST:
        return False
    said = comparable(text)
    return (
        text.startswith(("©", "Copyright ©"))
        or _PHRASES.search(said) is not None
        or (re.search(_COOKIES, said) is not None and re.search(_OURS, said) is not None)
        or is_invitation(said)
    )
