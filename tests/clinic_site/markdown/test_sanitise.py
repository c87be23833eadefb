import pytest

from clinic_site.markdown import sanitise
from tests.clinic_site.markdown.allowed import faults
from tests.clinic_site.markdown.shelf import figure, shown

EVERYTHING = """
# Heading [@Smith2020]

Text with `code`, a [[trigger point]], [a link](page:1234#h-x), [another](https://example.org "Title"), {{phone}}\\
and a break.

![](image:arm)

![Caption](drawing:trunk)

![Caption](drawing:depth)

> Quotation

1. one
2. two

---

| a | b |
|:--|--:|
| 1 | 2 |

::: note Title
Words
:::

::: key-fact
Words
:::

::: emergency
- you faint
:::

::: can-wait
- it aches
:::

::: do
- walk
:::

::: do-not
- do not run
:::

::: steps
1. Sit
:::

::: numbers 100 people
- 8: did | did not [@Smith2020]
:::
"""


def test_all_that_the_renderer_writes_passes_unchanged():
    page = shown(EVERYTHING, arm=figure(caption="Caption", credit="Credit", shows_needle=True))

    assert page.problems == ()
    assert sanitise(page.html) == page.html
    assert faults(page.html) == []


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ('<p class="x" style="position:fixed" onclick="x()" id="y">a</p>', "<p>a</p>"),
        ("<script>a</script><style>a</style><p>b</p>", "<p>b</p>"),
        ("<!-- a --><p>b</p>", "<p>b</p>"),
        ('<a href="javascript:x">a</a>', "<a>a</a>"),
        ('<a href="/admin/">a</a>', "<a>a</a>"),
        ('<a href="/123">a</a>', "<a>a</a>"),
        ('<a href="//host/">a</a>', "<a>a</a>"),
        ('<a href="https://a.example" rel="opener" target="_blank">a</a>', '<a href="https://a.example">a</a>'),
        ('<a href="/1234" data-page="12x4">a</a>', '<a href="/1234">a</a>'),
        ('<a class="cite button" href="#source-1">a</a>', '<a href="#source-1">a</a>'),
        ('<span data-dots="101">a</span>', "<span>a</span>"),
        ('<span data-dots="-1"></span><b data-dots="8">a</b>', "<span></span>a"),
        ('<img src="https://host/a.png" onerror="x()">', "<img>"),
        ('<img src="/media/../admin/" srcset="/media/a 1w">', "<img>"),
        ('<source srcset="/media/a.webp 1w, https://host/a 2w">', "<source>"),
        ('<h2 id="id_password">a</h2>', "<h2>a</h2>"),
        ('<p id="h-x">a</p>', "<p>a</p>"),
        ('<div data-card="other" data-x="y" tabindex="1" role="alert">a</div>', "<div>a</div>"),
        ('<section aria-labelledby="username">a</section>', "<section>a</section>"),
        ("<form><input name=a><button>b</button></form>", "b"),
        ("<iframe src=x></iframe><object></object><embed><svg><a></a></svg><math></math>a", "a"),
        ('<h1>a</h1><marquee>b</marquee><base href="/x">', "ab"),
    ],
)
def test_what_the_renderer_never_writes_is_dropped(given, left):
    assert sanitise(given) == left


@pytest.mark.parametrize("identity", ["h-x", "q1-h-x", "box-1", "q1-box-2", "h-καλημερα"])
def test_ids_of_our_own_pass(identity):
    assert sanitise(f'<h2 id="{identity}">a</h2>') == f'<h2 id="{identity}">a</h2>'
