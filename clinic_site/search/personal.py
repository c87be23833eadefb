"""Whether what somebody typed into the search box may be about a person. Then nothing of it is kept at all.

The rule, on the text as it was typed. Any one of these is enough:
- it is longer than 60 characters;
- it holds five digits or more, near each other or not, in any script, or five number words in a row;
- it holds a date (1/2/80, 3 March, March 1980, a year), a postcode, or an @;
- it gives a name, a birthday, an address or where to call ("my name is", "I am called", "date of birth", "I live at");
- it holds a title with a name after it ("mrs smith"; "Ms", "Miss" and "Doctor" only before a capital, because MS is an
  illness and people miss appointments);
- two words in a row begin with a capital and go on in small letters ("John Smith", but not "DOES IT HURT"), unless both
  are words that every other question here is made of ("Dry Needling").

A name in small letters passes. That is why the words themselves are only kept once they were asked again and again.
"""

import re
import unicodedata
from itertools import pairwise

from clinic_site.search.similar import STOP, is_of_the_field

LONGEST = 60
MOST_DIGITS = 4
MONTHS = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
SPOKEN = "(?:zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine|double|triple)"
SIGNS = (
    r"@|\bat \S+ dot ",
    rf"\b{SPOKEN}(?:[ ,.-]+{SPOKEN}){{4}}\b",
    r"\b\d{1,4} ?[/.-] ?\d{1,2} ?[/.-] ?\d{1,4}\b",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTHS}\b",
    rf"\b{MONTHS},? (?:the )?\d{{1,4}}(?:st|nd|rd|th)?\b",
    r"\b(?:19|20)\d\d\b",
    # A postcode of the United Kingdom.
    r"\b[a-z]{1,2}\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2}\b",
    r"\bnames? is\b|\bname's\b|\b(?:my|his|her|their|our) (?:\w+ )?(?:name|surname)\b|\bnamed\b|\bsurname\b",
    r"\b(?:i am|i'm|im|he is|he's|she is|she's) called\b|\bcall me\b",
    r"\b(?:date of birth|birth ?da(?:te|y)|d\.?o\.?b|born (?:on|in))\b",
    r"\b(?:i|we|he|she) lives? (?:at|in)\b|\b(?:my|his|her|our|home) address\b|\bpost ?code\b",
    r"\b(?:my|his|her|our) (?:\w+ )?(?:phone|mobile|telephone|tel|number|e-?mail)\b|\bnhs n(?:o|umber)\b",
    r"\b(?:mr|mrs|mx|dr|prof|rev)\b\.? [^\W\d]",
)
PERSONAL = re.compile("|".join(f"(?:{sign})" for sign in SIGNS), re.IGNORECASE)
TITLED = re.compile(r"\b(?:Ms|ms|Miss|miss|[Dd]octor|[Pp]rofessor|[Nn]urse|[Ss]ister|Sir|Lady)\.? [A-Z][^\W\d_A-Z]")


def looks_personal(text: str) -> bool:
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").split())
    digits = sum(unicodedata.category(sign) == "Nd" for sign in plain)
    too_much = len(plain) > LONGEST or digits > MOST_DIGITS
    return too_much or bool(PERSONAL.search(plain) or TITLED.search(plain)) or _has_a_name(plain)


def _has_a_name(text: str) -> bool:
    words = [word.strip("'\".,;:!?()") for word in text.replace("-", " ").split()]
    return any(
        _is_capitalised(one) and _is_capitalised(two) and not (_is_known(one) and _is_known(two))
        for one, two in pairwise(words)
    )


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() and any(sign.islower() for sign in word[1:])


def _is_known(word: str) -> bool:
    return word.lower() in STOP or is_of_the_field(word.lower())
