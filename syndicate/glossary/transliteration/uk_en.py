"""Ukrainian to English: the Cabinet of Ministers' resolution No. 55 of 27 January 2010, the national system."""

SCHEME = "Ukrainian national 2010"

RULES = (
    (r"зг", "zgh"),
    (r"^є", "ye"), (r"^ї", "yi"), (r"^й", "y"), (r"^ю", "yu"), (r"^я", "ya"),
    (r"ий$", "yi"),
    (r"[’'ʼ](?=\w)|ь", ""),
    (r"а", "a"), (r"б", "b"), (r"в", "v"), (r"г", "h"), (r"ґ", "g"), (r"д", "d"), (r"е", "e"), (r"є", "ie"),
    (r"ж", "zh"), (r"з", "z"), (r"и", "y"), (r"і", "i"), (r"ї", "i"), (r"й", "i"), (r"к", "k"), (r"л", "l"),
    (r"м", "m"), (r"н", "n"), (r"о", "o"), (r"п", "p"), (r"р", "r"), (r"с", "s"), (r"т", "t"), (r"у", "u"),
    (r"ф", "f"), (r"х", "kh"), (r"ц", "ts"), (r"ч", "ch"), (r"ш", "sh"), (r"щ", "shch"), (r"ю", "iu"), (r"я", "ia"),
)  # fmt: skip
