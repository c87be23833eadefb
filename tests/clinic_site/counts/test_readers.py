import pytest

from clinic_site.counts.readers import LONGEST_NAME, _is_known_program, is_reader

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1"


def asked(method: str = "GET", **headers: str) -> dict[str, str]:
    return {"REQUEST_METHOD": method, "HTTP_USER_AGENT": PHONE} | headers


def test_a_phone_is_a_reader():
    assert is_reader(asked())
    assert is_reader({"REQUEST_METHOD": "GET"})


@pytest.mark.parametrize(
    "program",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "facebookexternalhit/1.1",
        "WhatsApp/2.23.20.0",
        "Mozilla/5.0 (compatible; YandexBot/3.0)",
        "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
        "Mozilla/5.0 (compatible; archive.org_bot)",
        "Baiduspider/2.0",
    ],
)
def test_a_program_that_says_so_is_none(program):
    assert not is_reader(asked(HTTP_USER_AGENT=program))


def test_a_phone_with_an_odd_name_is_one():
    assert is_reader(asked(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 13; CUBOT X70) Chrome/140.0 Mobile"))


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS"])
def test_only_reading_is_reading(method):
    assert not is_reader(asked(method))


def test_a_page_fetched_ahead_was_not_read():
    assert not is_reader(asked(HTTP_SEC_PURPOSE="prefetch;prerender"))
    assert not is_reader(asked(HTTP_PURPOSE="prefetch"))


def test_staff_who_look_at_their_own_page_are_not_counted():
    assert not is_reader(asked(HTTP_REFERER="https://guide.example.org/admin/faq/question/3/change/"))
    assert is_reader(asked(HTTP_REFERER="https://guide.example.org/faq/"))
    assert is_reader(asked(HTTP_REFERER="http://[broken"))


def test_what_is_no_name_of_a_browser_is_looked_at_and_never_remembered():
    _is_known_program.cache_clear()

    assert not is_reader(asked(HTTP_USER_AGENT="x" * LONGEST_NAME + " bot"))
    assert is_reader(asked(HTTP_USER_AGENT="x" * LONGEST_NAME))

    assert _is_known_program.cache_info().currsize == 0
