"""Every page that can be given out, in one small answer: the script of the picker looks through it while somebody
types. Titles and search words are public; nothing that is typed comes back here."""

import json
import re
from datetime import date
from difflib import get_close_matches

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition

from clinic_site.content import remembered
from clinic_site.content.picks import Pick, beginning, picks
from clinic_site.content.reading import read_shared
from clinic_site.content.shared import Shared
from clinic_site.search.flags import ways
from clinic_site.search.vocabulary import Synonym
from clinic_site.search.words import STOP
from clinic_site.views.packing import in_brotli
from clinic_site.views.pick import safety_last

# In characters: enough for a yes, a no and what follows.
FIRST_WORDS = 20
# In letters: what is longer and begins with it is found by it.
WHOLE = 4
# How alike two spellings are of which one is enough here: the search itself knows the other.
ALIKE = 0.8


def version(request) -> str:
    """Moves with the guide, and with the day: so does what is due."""
    request.shared = read_shared()
    return f'"{remembered.number_of(request.shared)}-{timezone.localdate():%Y%m%d}"'


@gzip_page
@condition(etag_func=version)
def pages(request) -> HttpResponse:
    """Kept by the browser, which asks whether it still holds."""
    common = request.shared
    body = remembered.known(common, f"picker {timezone.localdate()}", lambda: written(common))
    response = HttpResponse(body, content_type="application/json", headers={"Cache-Control": "no-cache"})
    return in_brotli(request, response)


def written(common: Shared) -> bytes:
    """`pages`: number, title, other words to find it by, first words of the answer, month of its check, 1 if it is
    about harm, days from `day` until its check is due (a device that keeps the list counts on). `same`: ways to say
    the same."""
    listed = safety_last([pick for pick in picks(common) if not pick.too_late])
    texts = [f" {' '.join(words_of(f'{pick.title} {other_words(pick)}'))}" for pick in listed]
    today = timezone.localdate()
    rows = [row_of(pick, today) for pick in listed]
    same = [shorter(words) for words in Synonym.objects.order_by("words").values_list("words", flat=True)]
    same = [words for words in same if any(f" {way}" in text for way in words for text in texts)]
    found = {"day": today.isoformat(), "pages": rows, "same": [",".join(words) for words in same]}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def row_of(pick: Pick, today: date) -> list:
    month = f"{pick.checked:%Y-%m}" if pick.checked else ""
    due = [(pick.due - today).days] if pick.due else []
    first = beginning(pick.summary, FIRST_WORDS)
    return [pick.number, pick.title, other_words(pick), first, month, int(pick.is_safety), *due]


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def other_words(pick: Pick) -> str:
    """Of its heading and its search words those that its title does not have, once each."""
    had = words_of(pick.title)
    found = []
    for word in words_of(" ".join([pick.heading, *pick.search_words])):
        if word not in STOP and not any(other.startswith(word) for other in had):
            had.append(word)
            found.append(word)
    return " ".join(found)


def shorter(words: str) -> list[str]:
    """The ways of a row, the first as it is, without those that begin with another or differ by a letter or two."""
    found: list[str] = []
    for way in (way.lower() for way in ways(words)):
        begins = any(len(other) >= WHOLE and way.startswith(other) for other in found)
        if not begins and not get_close_matches(way, found, cutoff=ALIKE):
            found.append(way)
    return found
