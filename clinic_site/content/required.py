"""Which disclaimers a wording may not be shown without. Readers never see such a page bare."""

from clinic_site.content.wording import Flag

EVERYWHERE = ("general-information", "not-for-emergencies")
BY_FLAG = {
    Flag.TREATMENT: "consult-a-professional",
    Flag.EVIDENCE: "evidence-uncertainty",
    Flag.PREGNANCY: "pregnancy",
    Flag.BLOOD_THINNERS: "blood-thinners",
    Flag.CHEST: "chest-area",
}
CARDS = ("emergency", "same-day")
# None of these can be withdrawn, renamed or taken out of reach by a narrower rule.
ALL = (*EVERYWHERE, *BY_FLAG.values(), *CARDS)


def required_keys(flags, cards) -> tuple[str, ...]:
    return (*EVERYWHERE, *(BY_FLAG[flag] for flag in flags if flag in BY_FLAG), *cards)
