"""The codes that a device draws by itself hold what the server's hold, module by module."""

import random

import pytest
import segno

from clinic_site.numbers.damm import check_digit
from clinic_site.views.scripts import script
from tests.clinic_site.numbers.codes import RUN, painted, texts_in

pytestmark = pytest.mark.browser

HOSTS = ("GUIDE.CLINIC.EXAMPLE", "A.CO", "PATIENTS.THE-LONG-NAME-OF-A-CLINIC.EXAMPLE", "127.0.0.1:8000")
QUIET, MASK, MOST = 4, 2, 122
SAME_MASK = {"error": "M", "micro": False, "boost_error": False, "mask": MASK}


def numbers() -> list[str]:
    series = [f"{place:03d}" for place in range(0, 1000, 37)]
    return [digits + check_digit(digits) for digits in series]


def addresses() -> list[str]:
    chance = random.Random(4716)  # noqa: S311
    alone = [f"HTTPS://{HOSTS[place % len(HOSTS)]}/{number}" for place, number in enumerate(numbers())]
    return alone + [
        f"HTTP{'S' * chance.randint(0, 1)}://{host}/H/{'-'.join(chance.sample(numbers(), count))}/20261121"
        for host in HOSTS
        for count in (2, 3, 4, 5)
    ]


@pytest.fixture(scope="module")
def drawn(chromium):
    page = chromium.new_page()
    yield lambda texts: page.evaluate(f"texts => {{ {script('qr')} return texts.map(drawCode); }}", texts)
    page.close()


def modules(code: dict) -> list[list[int]]:
    rows = [[0] * code["side"] for _ in range(code["side"])]
    for x, y, width in (map(int, run) for run in RUN.findall(code["path"])):
        rows[y][x : x + width] = [1] * width
    return [row[QUIET:-QUIET] for row in rows[QUIET:-QUIET]]


def read(code: dict) -> list[str]:
    return texts_in(painted(f'<svg viewBox="0 0 {code["side"]} {code["side"]}"><path d="{code["path"]}"/></svg>'))


def ends_on_a_byte(text: str) -> bool:
    """There segno puts a byte of nothing in before its padding, which the standard does not ask for."""
    return (4 + 9 + len(text) // 2 * 11 + len(text) % 2 * 6 + 4) % 8 == 0


def test_a_reader_finds_the_address_of_every_page_and_bundle(drawn):
    codes = dict(zip(addresses(), drawn(addresses()), strict=True))

    assert len(codes) > 40
    assert {text: read(code) for text, code in codes.items()} == {text: [text] for text in codes}


def test_the_modules_are_those_of_another_program_at_the_same_mask(drawn):
    texts = [
        text for text in [*addresses(), *("A" * length for length in range(1, MOST + 1))] if not ends_on_a_byte(text)
    ]
    wrong = [
        text
        for text, code in zip(texts, drawn(texts), strict=True)
        if modules(code) != [list(row) for row in segno.make(text, **SAME_MASK).matrix]
    ]

    assert len(texts) > 120
    assert wrong == []


def test_four_modules_on_every_side_stay_white(drawn):
    picture = painted(
        '<svg viewBox="0 0 {side} {side}"><path d="{path}"/></svg>'.format(**drawn(["HTTPS://A.CO/0000"])[0])
    )
    dark = picture.point(lambda light: 255 - light).getbbox()

    assert dark == (4 * 8, 4 * 8, picture.width - 4 * 8, picture.height - 4 * 8)


def test_what_does_not_fit_has_no_code_rather_than_a_wrong_one(drawn):
    assert drawn(["A" * (MOST + 1), "https://lower.example/4716", "HTTPS://BÜCHER.EXAMPLE/4716", "A_B"]) == [None] * 4
