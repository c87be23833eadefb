from clinic_site.views.documents import for_elsewhere

SITE = "http://127.0.0.1:8000"


def test_addresses_of_ours_become_whole():
    assert for_elsewhere('<a class="x" href="/4716#h-a">a</a>') == f'<a class="x" href="{SITE}/4716#h-a">a</a>'
    assert for_elsewhere('<img src="/media/a.jpg">') == f'<img src="{SITE}/media/a.jpg">'
    assert for_elsewhere('<source srcset="/media/a 320w, /media/b 640w">') == (
        f'<source srcset="{SITE}/media/a 320w, {SITE}/media/b 640w">'
    )


def test_a_sign_that_ends_a_tag_may_stand_in_a_value():
    assert for_elsewhere('<img alt="5 > 3" src="/media/a.jpg">') == f'<img alt="5 > 3" src="{SITE}/media/a.jpg">'


def test_all_other_addresses_and_words_stay():
    for html in (
        '<a href="#source-1">1</a>',
        '<a href="https://elsewhere.example/a, /b">a</a>',
        '<a href="//elsewhere.example/">a</a>',
        '<a href="tel:999">999</a>',
        '<p>Write href="/x" and src="/y" here.</p>',
        '<img alt="see href=&quot;/x&quot;" src="https://elsewhere.example/a">',
    ):
        assert for_elsewhere(html) == html


def test_a_drawing_stays_and_an_icon_goes():
    drawing = '<svg role="img" aria-label="A needle"><path d="M0 0"/></svg>'

    assert for_elsewhere(f'<svg class="icon" aria-hidden="true"><path d="M1 1"/></svg>{drawing}') == drawing
