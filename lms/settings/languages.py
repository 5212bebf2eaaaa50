"""Languages Django does not know: their names in their own script."""

NATIVE_NAMES = {
    code: {"bidi": False, "code": code, "name": name, "name_local": local}
    for code, name, local in (
        ("shn", "Shan", "လိၵ်ႈတႆး"),
        ("kac", "Jinghpaw", "Jinghpaw"),
        ("ksw", "S'gaw Karen", "ကညီကျိာ်"),
        ("mnw", "Mon", "ဘာသာမန်"),
        ("cnh", "Hakha Chin", "Laiholh"),
        ("rki", "Rakhine", "ရခိုင်"),
    )
}
