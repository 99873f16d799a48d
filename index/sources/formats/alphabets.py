"""Alphabets of languages, and the single-byte encodings that are used for each.

Owns these tables alone; encoding_detection.py tests which of them a text fits.
"""

_WESTERN = (
    "äöüßéèêàç",  # German
    "àâæçéèêëîïôœùûüÿ",
    "áéíóúüñçàòïèº",  # Spanish, Catalan
    "áâãàçéêíóôõúü",
    "àèéìòùî",
    "åäöéèàü",  # Swedish, Finnish
    "æøåéèêòóôü",  # Danish, Norwegian
    "éëïóöüèêáíú",  # Dutch
    "áéíóúýþæöð",  # Icelandic
)
_CENTRAL = (
    "ąćęłńóśźżé",
    "áčďéěíňóřšťúůýžöüä",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "čćđšžé",
    "ăâîșşțţé",
)
_TURKISH, _BALTIC = ("çğıİöşüâîûé",), ("ąčęėįšųūžé", "āčēģīķļņšūžé", "äöõüšžé")
_MIXED_WESTERN = "àáâãäåæçèéêëìíîïñòóôõöøœùúûüß"  # names of many countries
# These make others uncertain and are never certain themselves: Turkish reads as Icelandic.
INCONCLUSIVE = {_MIXED_WESTERN, _WESTERN[-1]}
_CYRILLIC = tuple(
    "абвгдежзийклмнопрстуфхцчшщ" + more
    for more in ("ъыьэюяё", "ьюяґєії", "ьыэюяёіў", "ъьюя", "ђјљњћџ", "ѓѕјљњќџ")
)
_GREEK = ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",)
_HEBREW = ("אבגדהוזחטיךכלםמןנסעףפץצקרשת",)
_ARABIC = ("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ",)
_THAI = ("".join(map(chr, (*range(0xE01, 0xE3B), *range(0xE40, 0xE4F)))),)

SINGLE_BYTE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("cp1252", "iso8859-15", "mac_roman", "cp850", "cp437"), (*_WESTERN, _MIXED_WESTERN)
    ),
    **dict.fromkeys(("cp1250", "iso8859-2", "cp852", "mac_latin2"), _CENTRAL),
    **dict.fromkeys(("cp1254", "mac_turkish", "cp857"), _TURKISH),
    **dict.fromkeys(("cp1257", "iso8859-13", "iso8859-4", "cp775"), _BALTIC),
    **dict.fromkeys(
        ("cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866", "mac_cyrillic"), _CYRILLIC
    ),
    **dict.fromkeys(("cp1253", "iso8859-7", "cp737", "mac_greek"), _GREEK),
    **dict.fromkeys(("cp1255", "cp862"), _HEBREW),
    **dict.fromkeys(("cp1256", "iso8859-6"), _ARABIC),
    "cp874": _THAI,
}
# Of DOS and the classic Mac: they make others uncertain and are never certain themselves.
LEGACY = {
    *("mac_roman", "cp850", "cp437", "cp852", "mac_latin2", "mac_turkish", "cp857", "cp775"),
    *("mac_cyrillic", "cp737", "mac_greek", "cp862"),
}
# The most frequent characters of Chinese, simplified and traditional: a tenth of any text or more.
COMMON_HANZI = (
    "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可"
    "她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三"
    "已老从动两长這來國個說們為時會過學對裡後麼沒於還發當開見經頭從動兩長與將及其由部市省新二四"
)
