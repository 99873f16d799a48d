"""The words by which web pages name and introduce boilerplate.

Owns the vocabularies alone: names of classes and ids, and whole short phrases, in the languages in
which they were met. boilerplate.py owns where a word is evidence.
"""

from __future__ import annotations

import re
from functools import lru_cache

NAVIGATION = "navigation"
DIALOG = "a box before the page"
CONSENT = "a notice of consent"
COMMENTS = "comments of readers"
ADVERTISING = "advertising or an offer"
OTHER_PAGES = "links to other pages"
PAGE_FRAME = "head, foot or side of the page"
SIDEBAR = "side of the page"
CONTROLS = "buttons and fields"

TAGS = {
    "nav": NAVIGATION,
    "menu": NAVIGATION,
    "dialog": DIALOG,
    "footer": PAGE_FRAME,
    "header": PAGE_FRAME,
}
TAGS |= {"aside": SIDEBAR, "button": CONTROLS, "select": CONTROLS}
ROLES = {"navigation": NAVIGATION, "menu": NAVIGATION, "menubar": NAVIGATION, "search": CONTROLS}
ROLES |= {"dialog": DIALOG, "alertdialog": DIALOG, "banner": PAGE_FRAME, "contentinfo": PAGE_FRAME}
ROLES |= {"complementary": SIDEBAR, "toolbar": CONTROLS, "button": CONTROLS}

_NAMES = {
    CONSENT: r"cookies?|cookie(banner|bar|box|consent|notice|law|popup|wall)|consent|gdpr"
    r"|ccpa"
    r"|dsgvo|onetrust|ot sdk|didomi|cmp|cmpbox|qc cmp2?|usercentrics|cybot\w*|truste\w*",
    COMMENTS: r"comments?|comment ?list|comments?(area|section)|disqus|respond|livefyre|reply list",
    ADVERTISING: r"ads?|advert\w*|adsense|adslot|adunit|dfp|google ads?|sponsor(ed)?|promos?"
    r"|promoted"
    r"|promotion|taboola\w*|outbrain\w*|newsletter\w*|subscri(be|ption|ptions)|paywall|regwall"
    r"|sign ?up|donat(e|ion)|call to action|cta",
    OTHER_PAGES: r"related\w*|recommend(ed|ations?)|most (read|popular|viewed|shared)|mostread"
    r"|popular|trending|recirc\w*|more (stories|articles|news|from|on|posts)|also (read|like)"
    r"|read ?(more|next|also)|further reading|you may (also )?like|latest( news)?|teasers"
    r"|up next|next article",
    NAVIGATION: r"nav|navbar|navigation|menu|breadcrumbs?|pagination|pager|skip link|site ?map"
    r"|tag (list|cloud)|tags|toc",
    CONTROLS: r"share|sharing|share (bar|buttons|tools|links)|social\w*|follow us|addthis"
    r"|sharedaddy|toolbar|print button",
    PAGE_FRAME: r"(site|page|global) (header|footer|head|foot)|masthead|footer|colophon|copyright"
    r"|imprint"
    r"|author (bio|box)|about (the )?author",
    SIDEBAR: r"sidebar|side bar|widgets?( area)?",
}
# Words after such a name for a part of the same thing.
_PART_NAME = re.compile(
    r"[a-z]*\d\w*|areas?|articles|bars?|banners?|blocks?|body|bottom|box|buttons?|cards?|col(umn)?"
    r"|container|content|coverage|embed|feed|footer|form|frame|group|head(er|ing)?|holder|icons?"
    r"|inline|inner|items?|label|large|left|links?|list|main|medium|menu|message|middle|mobile"
    r"|module|nav|news|notice|outer|overlay|panel|placeholder|popup|posts|promo|right|root|row"
    r"|sections?|sidebar|signup|slots?|small|stories|stream|text|threads?|title|tools|top|topics"
    r"|units?|wide|widgets?|wrap(per)?|zone"
)
_REASON_PATTERNS = [
    (why, re.compile(rf"(?:^|[ |])(?:{words})(?=[ |]|$)")) for why, words in _NAMES.items()
]
_NAME_PATTERNS = [pattern for _, pattern in _REASON_PATTERNS]
# States of the named thing, and the topics that WordPress adds to the class of an article.
_STATE_NAME = re.compile(r"(?:has|with|without|no|is|js|tag|category|type|format|status|post)[-_]")
_CAMEL_CASE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 200  # characters of a class or id that are matched

ARTICLE_BODY = re.compile(
    r"(?:^|[ |])(?:article|story|post|entry|news|content)[ |]?(?:body|text|content)(?=[ |]|$)"
)
INSET = re.compile(r"quote|fact|call ?out|highlight|info|\bnote|\bbox\b|inset|summary|key ?points")
LEAD = re.compile(
    r"(?:^|[ |])(?:teaser|lead|lede|standfirst|intro|dek|sub ?(?:title|head\w*))(?=[ |]|$)"
)

# Thirty characters up to a full stop, or ten of Chinese or Japanese.
SENTENCE = re.compile(r"(?<=[^.!?。！？]{30})[.!?](?!\w)|(?<=[^.!?。！？]{10})[。！？]")

ABOUT_CONSENT = re.compile(
    r"cookies?\b|consent|privacy|personal data|partners|tracking|datenschutz|einwilligung|données"
    r"|confidentialité|privacidad|consentimiento|쿠키|クッキー|隐私",
    re.IGNORECASE,
)
ASKS_CONSENT = re.compile(
    r"(?:(?:we|this (?:web)?site|our (?:web)?site)\b.{0,60}\buses? cookies"
    r"|we and (?:our|selected) (?:[\d,.]+ )?(?:partners|vendors|third parties)"
    r"|we value your privacy"
    r"|by (?:clicking|continuing|using|accepting|browsing)\b.{0,80}cookies"
    r"|wir (?:verwenden|nutzen|setzen) .{0,40}cookies|nous utilisons .{0,40}cookies"
    r"|(?:utilizamos|usamos) .{0,20}cookies|utilizziamo .{0,20}cookie)",
    re.IGNORECASE,
)
ACCEPTS = re.compile(
    r"(?:i )?(?:accept|agree|allow|consent|reject|decline|deny|got it|manage|customi[sz]e)\b.{0,40}"
    r"|ok(?:ay)?|(?:alle )?(?:akzeptieren|zustimmen|ablehnen)|(?:tout )?(?:accepter|refuser)"
    r"|aceptar(?: todo| todas)?|rechazar|accetta(?: tutto)?|동의|同意",
    re.IGNORECASE,
)
INTRODUCES_LINKS = re.compile(
    r"(?:related(?: (?:articles|stories|news|content|posts|links|topics|coverage))?|most (?:read"
    r"|popular"
    r"|viewed|shared)|recommended(?: for you)?|you (?:may|might) also (?:like|be interested in)"
    r"|trending"
    r"(?: now)?|(?:read|see|more) also|also read|read (?:more|next)|more (?:stories"
    r"|from [^.:]{1,40}"
    r"|on this(?: story| topic)?|news|articles)|latest (?:news|stories)|up next|popular(?: now"
    r"| posts)?"
    r"|don['’]t miss|top stories|mehr zum thema|lesen sie auch|das könnte sie auch interessieren"
    r"|à lire aussi|lire aussi|te puede interesar|lea también|leggi anche)\s*(?::|$)",
    re.IGNORECASE,
)
OFFERS = re.compile(
    r"(?:advert(?:isement|ising)?|sponsored(?: content)?|anzeige|publicité|publicidad|ad"
    r"|(?:continue|keep) reading(?: below| the main story)?|(?:story|article) continues below"
    r"(?: this)?(?: advert\w*)?|read (?:more|on|the full (?:story|article))|show (?:more|less)"
    r"|(?:please )?(?:subscribe|sign up|log in|sign in|register|become a member|join)\b[^.!?]{0,80}"
    r"(?:to (?:read|continue|keep|access|unlock|view|see|get|receive|our)|now|today|newsletter"
    r"|updates)"
    r"[^.!?]{0,60}|(?:already (?:a|have an?)|not (?:yet )?a) (?:subscriber|member|account)\b.{0,60}"
    r"|share(?: (?:this|on)\b.{0,40})?|(?:tweet|print|e-?mail|copy link|facebook|whatsapp)"
    r"|(?:leave|post|write) a (?:comment|reply)|(?:skip|jump) to (?:main )?content|back to top"
    r"|this (?:article|story|content) is for (?:our )?(?:subscribers"
    r"|members)(?: only)?)\s*[.!:…»›→]*",
    re.IGNORECASE,
)


def names_text(*attributes: str | None) -> str:
    """The words of classes and ids in lower case, the names separated by bars."""
    names = [name for text in attributes if text for name in text[:_LONGEST_NAME].split()]
    spelt = (
        _NOT_WORD.sub(" ", _CAMEL_CASE.sub(" ", n).lower())
        for n in names
        if not _STATE_NAME.match(n)
    )
    return "|".join(spelt)


def reason_by_name(names: str, *, alone: bool = False) -> str | None:
    """The reason that an element's names give, or None.

    ``alone``: only by a name that says nothing more after it, so ``comment-list`` but not
    ``comment-piece``.
    """
    if alone:
        names = "|".join(map(_end_of_name, names.split("|")))
    return next((why for why, words in _REASON_PATTERNS if words.search(names)), None)


def _end_of_name(name: str) -> str:
    """The last words of a name, as far as they name boilerplate or a part of it."""
    words = name.split()
    first = len(words)
    while first:
        long = next((n for n in (1, 2) if _is_part(" ".join(words[max(0, first - n) : first]))), 0)
        if not long:
            break
        first = max(0, first - long)
    return " ".join(words[first:])


@lru_cache(maxsize=4096)
def _is_part(words: str) -> bool:
    return any(pattern.fullmatch(words) for pattern in (_PART_NAME, *_NAME_PATTERNS))
