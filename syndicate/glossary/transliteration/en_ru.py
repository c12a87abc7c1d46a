"""English letters to Russian: practical transcription of names romanised from Slavic, Turkic and like languages.

An English name (Joe, Wright) is written by its sound, which its letters do not show: look twice.
"""

SCHEME = "practical transcription"

RULES = (
    (r"shch", "щ"), (r"tch", "ч"), (r"sch", "ш"), (r"kh", "х"), (r"zh", "ж"), (r"ts", "ц"), (r"ch", "ч"), (r"sh", "ш"),
    (r"gh", "г"), (r"ph", "ф"), (r"th", "т"), (r"ck", "к"), (r"qu", "кв"), (r"(?<=[sz])k[yi]y?$", "кий"),
    (r"oo", "у"), (r"ee", "и"), (r"ya|(?<=i)a$", "я"), (r"iya$", "ия"), (r"yu|iu", "ю"), (r"yo", "ё"), (r"ye", "е"),
    (r"^e", "э"), (r"(?<=[aou])e(?=[vn])", "е"), (r"(?<=[aeou])[iy](?![aeou])", "й"),
    (r"(?<=[bcdfghjklmnpqrstvwxz])y$", "и"), (r"(?<=[bcdfghjklmnpqrstvwxz])y", "ы"), (r"y", "й"),
    (r"c(?=[eiy])", "с"), (r"x", "кс"), (r"j", "дж"),
    (r"a", "а"), (r"b", "б"), (r"c", "к"), (r"d", "д"), (r"e", "е"), (r"f", "ф"), (r"g", "г"), (r"h", "х"),
    (r"i", "и"), (r"k", "к"), (r"l", "л"), (r"m", "м"), (r"n", "н"), (r"o", "о"), (r"p", "п"), (r"q", "к"),
    (r"r", "р"), (r"s", "с"), (r"t", "т"), (r"u", "у"), (r"v", "в"), (r"w", "у"), (r"z", "з"),
)  # fmt: skip

WORDS = {"alexander": "Александр", "sergei": "Сергей", "sergey": "Сергей", "andrei": "Андрей", "dmitry": "Дмитрий"}
"""Given names whose spelling is settled."""
