"""Names of languages in their own script, for those Django does not know or calls too long."""

NATIVE_NAMES = {
    code: {"bidi": False, "code": code, "name": name, "name_local": local}
    for code, name, local in (
        ("my", "Burmese", "မြန်မာ"),
        ("shn", "Shan", "လိၵ်ႈတႆး"),
        ("kac", "Jinghpaw", "Jinghpaw"),
        ("ksw", "S'gaw Karen", "ကညီကျိာ်"),
        ("mnw", "Mon", "ဘာသာမန်"),
        ("cnh", "Hakha Chin", "Laiholh"),
        ("rki", "Rakhine", "ရခိုင်"),
    )
}
