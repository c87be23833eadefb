import pytest

from tests.clinic_site.markdown.shelf import html, messages, places, shown


def test_a_link_by_number_carries_its_number():
    page = shown("[what to do](page:1234) and [more](page:56789#h-later)")

    assert '<a href="/1234" data-page="1234">what to do</a>' in page.html
    assert '<a href="/56789#h-later" data-page="56789">more</a>' in page.html
    assert page.links == ("1234", "56789")


def test_a_link_by_number_may_start_with_a_capital():
    assert html("[x](Page:1234)") == '<p><a href="/1234" data-page="1234">x</a></p>'


def test_a_number_linked_twice_is_listed_once():
    assert shown("[a](page:1234) [b](page:1234#h-x)").links == ("1234",)


def test_a_link_by_number_may_name_an_anchor_of_any_script():
    assert html("[x](page:1234#h-καλημερα)") == '<p><a href="/1234#h-καλημερα" data-page="1234">x</a></p>'


def test_a_reference_style_link_by_number_works():
    assert html("[x][later]\n\n[later]: page:1234") == '<p><a href="/1234" data-page="1234">x</a></p>'


@pytest.mark.parametrize("number", ["123", "123456", "12a4", "", "١٢٣٤", "1234#risks", '1234#h-"x'])
def test_a_wrong_number_is_reported_and_no_link(number):
    typed = f"[x](<page:{number}>)"

    assert html(typed) == "<p>x</p>"
    assert "four or five digits" in messages(typed)[0]
    assert shown(typed).links == ()


@pytest.mark.parametrize("address", ["https://www.example.org/a?b=c#d", "http://example.org", "HTTPS://EXAMPLE.ORG/"])
def test_a_link_to_another_host_is_kept(address):
    assert html(f"[x]({address})") == f'<p><a href="{address}" rel="noopener external">x</a></p>'


def test_a_link_to_another_host_keeps_its_title_escaped():
    assert 'title="A &quot;good&quot; page"' in html('[x](https://example.org "A \\"good\\" page")')


def test_an_address_typed_in_angle_brackets_is_a_link():
    assert html("<https://example.org>") == (
        '<p><a href="https://example.org" rel="noopener external">https://example.org</a></p>'
    )


def test_a_mail_address_is_kept():
    assert html("[write](mailto:a@example.org)") == '<p><a href="mailto:a@example.org">write</a></p>'


@pytest.mark.parametrize("address", ["/articles/x/", "x", "../x", "#h-x", "//host/x", "?q=1", "\\\\host", "", "/1234"])
def test_a_link_by_path_is_reported_and_no_link(address):
    assert html(f"[x](<{address}>)") == "<p>x</p>"
    assert messages(f"[x](<{address}>)") == ["Link by number, as in page:1234, so that the link can't break."]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org",
        "tel:123",
        "image:arm",
        "https:example.org",
        "https:///example.org",
        "https://clinic.example@example.org/",
        "mailto:",
        "mailto:nobody",
    ],
)
def test_any_other_address_is_reported_and_no_link(address):
    assert html(f"[x](<{address}>)") == "<p>x</p>"
    assert "mailto: only" in messages(f"[x](<{address}>)")[0]


@pytest.mark.parametrize("typed", ["[](page:1234)", "[ ](https://example.org)", "<page:1234>"])
def test_a_link_without_words_is_reported_and_no_link(typed):
    assert "<a" not in html(typed)
    assert "no words" in messages(typed)[0]


def test_an_address_nobody_can_read_is_reported_and_no_link():
    assert html(f"[x](https://example.org/{'a' * 2000})") == "<p>x</p>"
    assert "too long" in messages(f"[x](https://example.org/{'a' * 2000})")[0]


def test_a_title_nobody_can_read_is_reported_and_left_out():
    typed = f'[x](https://example.org "{"a" * 201}")'

    assert html(typed) == '<p><a href="https://example.org" rel="noopener external">x</a></p>'
    assert "Shorten" in messages(typed)[0]


def test_a_problem_names_the_line_of_the_link():
    assert places("One.\n\nTwo\nthree [x](/y)\\\nfour [x](/y)\n\n- a\n- [x](/y)\n\n|a|\n|-|\n|[x](/y)|") == [
        4,
        5,
        8,
        12,
    ]
