"""Words whose spelling hides their syllables, so that no rule worth having counts them rightly."""


def _counts(number: int, words: str) -> dict[str, int]:
    return dict.fromkeys(words.split(), number)


# The e at the end is sounded, mostly because Greek, Latin, Spanish or French sounded it.
_E_AT_THE_END = (
    _counts(2, "acme acne adobes ante cafe cliche forte herpes maybe nares posse psyche pubes raphe testes tilde")
    | _counts(3, "adobe apache coyote finale karate recipe sesame simile syncope systole")
    | _counts(
        4, "abalone anemone apostrophe catastrophe diabetes diastole epitome facsimile hyperbole ukulele vigilante"
    )
)
# The e of -ed is sounded, though no t or d comes before it.
_E_OF_ED = _counts(2, "crooked jagged naked ragged rugged wicked wretched") | {"beloved": 3}
# Two letters make one sound here, and two elsewhere.
_TOGETHER = (
    _counts(1, "rein view")
    | _counts(2, "buoyant canyon cashier congeal diamond frontier glacier guinea leopard people premier soldier")
    | _counts(3, "jeopardy overseas transience")
)
# Two letters make two sounds here, and one elsewhere.
_APART = (
    _counts(2, "ague argue argued chaos dais naive psoas ruin")
    | _counts(
        3, "albeit area argument caveat chorea cochlear element fascia fascial fasciae fiery heroine iodine linear"
    )
    | _counts(3, "lineage nuclear nuclei oasis physio transient")
    | _counts(4, "anxiolysis conscientious continuum hierarchy nauseated oceanic oleander")
    | _counts(5, "anaesthesia hierarchical iliopsoas myofascial")
)
# Letters are written and not said, or said and not written.
_SWALLOWED = (
    _counts(2, "business colonel iceland ireland embed evening every reused wednesday wherefore")
    | _counts(3, "beforehand businesses placenta vaseline vegetable wherever whoever")
    | _counts(4, "nonetheless")
)
_READ_OUT = _counts(2, "dr mr mrs ms vs jr sr st ok") | _counts(3, "etc phd")

LISTED = _E_AT_THE_END | _E_OF_ED | _TOGETHER | _APART | _SWALLOWED | _READ_OUT

# One syllable whole; the others gain one: didn't, that'll.
CONTRACTIONS = _counts(1, "aren't can't don't weren't won't you're they're we're shan't ain't")

# Read letter by letter although they have a vowel; those without one need no list.
_INITIALS = (
    "ACL AED BMA BMI CEO DIY DNA ECG EEG EKG EMG ENT EU GI HIV IBS ICU IMS IV IVF MRI OA OCD OTC RA RNA RSI TIA UK "
    "URL USA UTI UV"
)
LETTER_BY_LETTER = frozenset(_INITIALS.split())
