"""What benchmarks/hostile.py does, in a process whose settings are those of its demonstration."""

import re
import sys
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from random import Random
from time import perf_counter
from urllib.parse import quote

from django.conf import settings
from playwright.sync_api import sync_playwright

from benchmarks.chromium import FLAGS, program
from faq.models import Question
from tests.hostile.combined import PLACES, SCRIPTS, everything
from tests.hostile.desk import sound
from tests.hostile.payloads import LINES, TEXTS
from tests.hostile.test_in_chromium import FIELDS, PREVIEWS, change, look_at, post, publish, token_of
from tests.journeys import serving
from tests.journeys.browsing import Visitor
from tests.journeys.staff import sign_in

ON_ONE_PAGE = 500
LONGEST = 60_000  # characters of one body
IN_ONE_PREVIEW = 60
LINE_PAGES = 40
OK = 200
ACTIVE_IN_PDF = (b"/JavaScript", b"/JS ", b"/Launch", b"/OpenAction", b"javascript:", b"/EmbeddedFile", b"/RichMedia")
# Of these a page may have only one, or none beside its own title; and a share needs a source.
ALONE = re.compile(r"# |::: numbers|.*\d%", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
# Whatever the site's policy had to stop is a fault too.
LISTEN = (
    "document.addEventListener('securitypolicyviolation', at => console.error('stopped only by the policy: ' +"
    " location.href + ' ' + at.violatedDirective + ' ' + at.blockedURI + ' ' + at.sample));"
)
STAFF_SCREENS = {
    "editor": ("change/", "preview/", "history/", "revision/1/", "compare/?old=1&new=2"),
    "reviewer": ("approve/",),
}
LISTS = ["/", "/faq/", "/faq/?answers=1", "/topics/", "/topics/after-treatment/", "/evidence/", "/articles/",
         "/glossary/", "/changes/"]  # fmt: skip
DESK = ["/admin/", "/admin/record/", "/admin/faq/question/", "/admin/content/event/",
        "/admin/references/reference/", "/admin/glossary/term/", "/admin/feedback/feedback/"]  # fmt: skip


def bundles(texts: list[str], most: int = ON_ONE_PAGE) -> list[list[str]]:
    """As many as one body holds."""
    found, size = [[]], 0
    for text in texts:
        if len(found[-1]) == most or size + len(text) > LONGEST:
            found.append([])
            size = 0
        found[-1].append(text)
        size += len(text) + 2
    return found


def together(texts: list[str]) -> str:
    return "\n\n".join(["## First", *texts])


def lines() -> list[str]:
    """For a field of one line, of at most eighty letters."""
    made = [place.replace("{}", script) for place, script in product(PLACES[:24], SCRIPTS)]
    short = [line for line in [*LINES, *made] if len(line) <= 80 and "\n" not in line]
    return list(dict.fromkeys(short))


def write_about(editor: Visitor, number: int, line: str, screens: str) -> int:
    """A source, a medical word and a comment. Answers how many of them were kept."""
    source = {"key": f"Hostile{number}", "authors": line, "title": line, "source": line, "year": "2024", "label": line,
              "study": "other", "finding": line, "checked_on": "01/11/2026"}  # fmt: skip
    term = {"key": f"hostile-{number}", "term": f"hostile {number}", "plain": line[:60], "explanation": line,
            "forms": "", "source": line}  # fmt: skip
    answers = [
        post(editor, "/admin/references/reference/add/", **source),
        post(editor, "/admin/glossary/term/add/", **term),
        post(editor, f"{screens}comment/", **{"comment": "say:body", "say-body": line, "here": "change"}),
    ]
    if wrong := [answer.url for answer in answers if answer.status not in {200, 302}]:
        sys.exit(f"not taken: {wrong}")
    return sum(answer.status == 302 for answer in answers)


def published_texts(staff: dict[str, Visitor], texts: list[str]) -> tuple[dict[str, str], list[str]]:
    """Address of a public page -> its staff screens, each with a second text that waits for a check; and the texts that
    are refused only when they stand together."""
    pages, refused = {}, []
    for number, bundle in enumerate(bundles(texts)):
        address = f"/faq/texts-{number}/"
        try:
            pages[address] = publish(staff, f"texts-{number}", "Texts", body=together(bundle))
            change(staff["editor"], pages[address], body=together(bundle[::-1]))
        except AssertionError as fault:
            print(f"refused: {TAG.sub('', str(fault))[-700:]}", file=sys.stderr)
            if address not in pages:
                refused += bundle
    return pages, refused


def published_lines(staff: dict[str, Visitor], chosen: list[str]) -> tuple[dict[str, str], int]:
    pages, kept = {}, 0
    for number, line in enumerate(chosen):
        address, others = f"/faq/line-{number}/", " ".join(lines()[number * 8 : number * 8 + 8])[:500]
        fields = {"question": line, "list_title": line, "short_answer": others or line, "search_words": others}
        pages[address] = publish(staff, f"line-{number}", line, **fields)
        change(staff["editor"], pages[address], question=line + "?", short_answer=f"{line} {line}")
        kept += write_about(staff["editor"], number, line, pages[address])
    return pages, kept


def drafted(editor: Visitor, texts: list[str]) -> dict[str, str]:
    """What may not be published stays a draft, and staff look at it all the same."""
    pages = {}
    for number, bundle in enumerate(bundles(texts)):
        fields = FIELDS | {"slug": f"draft-{number}", "body": "\n\n".join(bundle)}
        added = post(editor, "/admin/faq/question/add/", **fields, base_edit="0", _continue="1")
        if added.status != 302:
            sys.exit(added.text().partition("errornote")[2][:1000])
        pages[f"draft-{number}"] = added.headers["location"].removesuffix("change/")
    return pages


def other_shapes(pages: dict[str, str]) -> list[str]:
    """What programs read, a screen in a room, paper: each opened as a document of its own."""
    slugs = [address.split("/")[2] for address in pages]
    numbers = Question.objects.filter(slug__in=slugs).values_list("number_id", flat=True)
    shapes = ("/api/pages/{}.json", "/show/{}/", "/print/{}", "/h/{}", "/feedback/{}/")
    found = [shape.format(number) for number in numbers for shape in shapes]
    searches = [f"/search/?q={words}" for words in ("script", "alert", quote(LINES[0]), quote(LINES[2]))]
    return [*found, "/feeds/articles.xml", "/api/pages.json", "/pick/pages.json", *searches]


def on_paper(pages: dict[str, str], reader: Visitor) -> list[str]:
    """Each as a PDF, whose bytes may name no script and no other host's address to open by itself."""
    slugs = [address.split("/")[2] for address in pages]
    faults = []
    for number in Question.objects.filter(slug__in=slugs).values_list("number_id", flat=True):
        answer = reader.context.request.get(f"/print/{number}.pdf")
        body = answer.body()
        if answer.status != OK or not body.startswith(b"%PDF"):
            faults.append(f"/print/{number}.pdf {answer.status}")
        faults += [f"/print/{number}.pdf holds {word!r}" for word in ACTIVE_IN_PDF if word in body]
    return faults


def looked_at(staff, readers: list[Visitor], public: dict[str, str], drafts: dict[str, str]) -> dict[str, list[str]]:
    live = {}
    for reader in readers:
        live |= look_at(reader, [*public, *LISTS, *other_shapes(public)])
    for role, screens in STAFF_SCREENS.items():
        live |= look_at(staff[role], [page + screen for page in public.values() for screen in screens])
    live |= look_at(staff["editor"], [page + one for page in drafts.values() for one in ("change/", "preview/")])
    live |= look_at(staff["owner"], DESK)
    live |= look_at(staff["guarded"], [page + screen for page in public.values() for screen in ("change/", "history/")])
    return live


def people(stack: ExitStack, browser, site) -> dict[str, Visitor]:
    """All without the policy, so that it hides nothing; a second editor and a second reader with it."""
    options = {role: {"bypass_csp": True} for role in ("owner", "editor", "reviewer", "publisher", "reader")}
    made = {role: Visitor(browser, site, **given) for role, given in (options | {"guarded": {}, "passer": {}}).items()}
    for role, person in made.items():
        stack.callback(person.context.close)
        person.context.add_init_script(LISTEN)
        if role not in {"reader", "passer"}:
            sign_in(person, "editor" if role == "guarded" else role)
    return made


def attacked(site, browser, stack: ExitStack, every: int) -> int:
    staff = people(stack, browser, site)
    readers = [staff["reader"], staff["passer"]]
    texts = list(dict.fromkeys([*TEXTS, *everything()]))[::every]
    fine = [text for text in sound(texts) if not ALONE.match(text)]
    rest = [text for text in texts if text not in set(fine) and "\x00" not in text and text.strip()]
    begun = perf_counter()
    page = staff["editor"].page
    page.goto("/admin/")
    previews = ["\n\n".join(bundle) for bundle in bundles(texts, IN_ONE_PREVIEW)]
    live = page.evaluate(PREVIEWS, [previews, token_of(staff["editor"])])
    seen = [f"{perf_counter() - begun:.0f} s for {len(previews)} previews"]
    Random(1).shuffle(fine)  # noqa: S311 - so that lists and headings don't run together
    public, refused = published_texts(staff, fine)
    by_line, kept = published_lines(staff, lines()[: max(2, LINE_PAGES // every)])
    drafts = drafted(staff["editor"], rest + refused)
    seen.append(f"{perf_counter() - begun:.0f} s with publishing")
    live |= looked_at(staff, readers, public | by_line, drafts)
    faults = [fault for person in staff.values() for fault in person.faults]
    faults += on_paper(by_line | dict(list(public.items())[:1]), staff["passer"])
    print("| texts | published | drafts | lines | in sources, words, comments | alive | ran, stopped or asked | s |")
    print("|--:" * 8 + "|")
    counts = (
        len(texts),
        len(fine) - len(refused),
        len(rest) + len(refused),
        len(by_line),
        kept,
        len(live),
        len(faults),
    )
    print(f"| {' | '.join(f'{count:,}' for count in counts)} | {perf_counter() - begun:.0f} |\n\n{'; '.join(seen)}")
    for address, found in list(live.items())[:20]:
        print(f"alive: {address[:200]!r} {found[:5]}")
    for fault in list(dict.fromkeys(faults))[:20]:
        print(fault[:300])
    return 1 if live or faults else 0


def main(every: str) -> None:
    with ExitStack() as stack:
        site = stack.enter_context(serving.served(Path(settings.DATA_DIR)))
        driver = stack.enter_context(sync_playwright())
        browser = driver.chromium.launch(executable_path=program(), args=FLAGS)
        stack.callback(browser.close)
        sys.exit(attacked(site, browser, stack, int(every)))
