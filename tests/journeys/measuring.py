"""What a page measures in the browser that shows it."""

from tests.journeys.addresses import PUBLIC

# Pages made in their own way that the short list of addresses leaves out.
KINDS = PUBLIC | {
    "contact": "/contact/",
    "changes": "/changes/",
    "standing page": "/needle-worry/",
    "gated drawing": "/faq/how-deep/",
    "wrong number in the box": "/?number=1234",
    "not found with suggestions": "/faq/blood-thinner/",
    "same-day card": "/disclaimers/same-day/",
    "numbers with dots": "/faq/side-effects/",
}

# WCAG 2.2, 1.4.12.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
TWICE = "html { font-size: 200% }"

SIDEWAYS = """() => {
  scrollTo({left: 999, behavior: 'instant'});
  const one = scrollX;
  scrollTo({left: -999, behavior: 'instant'});
  const other = scrollX;
  scrollTo({left: 0, behavior: 'instant'});
  return one !== 0 || other !== 0 || document.documentElement.scrollWidth > innerWidth;
}"""

# The area of the link in a tile is the tile; a box with its label is as tall as both.
LOW = """least => {
  const ways = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  const inSentence = one => {
    const block = one.closest('p, li, dd, td, h1, h2, h3');
    if (one.tagName !== 'A' || !block) return false;
    const rest = block.cloneNode(true);
    rest.querySelectorAll('a, ul, ol, .vh').forEach(part => part.remove());
    return /[^\\W\\d_]{2}/u.test(rest.textContent);
  };
  return [...document.querySelectorAll(ways)]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.matches('.vh, .crumb a, .cite'))
    .filter(one => !inSentence(one))
    .map(one => [(one.closest('.tile') || one).getBoundingClientRect().height, one.outerHTML.slice(0, 120)])
    .filter(([height]) => height < least)
    .map(([height, what]) => `${height}: ${what}`);
}"""

# How far the text stands from where the breadcrumb begins, how wide it is, and whether the links are beside it.
COLUMNS = """() => {
  const box = place => document.querySelector(place)?.getBoundingClientRect();
  const text = box('.text'), more = box('.two > .more');
  return {
    text: text.left - box('.crumb').left,
    width: box('.text h1').width,
    beside: Boolean(more) && more.left > text.right && more.top === text.top,
  };
}"""

# How often the link for someone who feels ill stands in the page, and what comes before it beside what opens the page.
UNWELL = """() => {
  const links = [...document.querySelectorAll('main .unwell')];
  const before = [];
  for (let one = links[0]?.previousElementSibling; one; one = one.previousElementSibling) {
    if (!one.matches('h1, .lede, .answer, .faults, .ask, [itemprop]')) before.push(one.outerHTML.slice(0, 80));
  }
  return [links.length, before];
}"""

# One line for each shift: how far, and what moved. Below a hundred-thousandth nothing has: so a browser rounds.
SHIFTS = """() => new Promise(done => {
  const shifts = [];
  const what = source => source.node && (source.node.outerHTML || source.node.textContent).slice(0, 80);
  const far = list => list.filter(one => one.value > 0.00001);
  const told = list => far(list).forEach(one => shifts.push(`${one.value}: ${[...one.sources].map(what).join(' | ')}`));
  const watch = new PerformanceObserver(list => told(list.getEntries()));
  watch.observe({type: 'layout-shift', buffered: true});
  scrollTo({top: document.body.scrollHeight, behavior: 'instant'});
  setTimeout(() => { told(watch.takeRecords()); done(shifts); }, 300);
})"""

# The ring is 3 pixels wide and stands 3 pixels away; all of it must be in the window.
FOCUS = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const style = getComputedStyle(at), reach = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth);
  const boxes = [...at.getClientRects()].filter(box => box.width && box.height);
  const onTop = (x, y) => {
    const top = document.elementFromPoint(x, y);
    return top && (at.contains(top) || top.contains(at));
  };
  const clear = box => box.top >= reach && box.left >= reach
    && box.bottom + reach <= innerHeight && box.right + reach <= innerWidth
    && onTop((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    && onTop(box.left + 2, box.bottom - 2) && onTop(box.right - 2, box.top + 2);
  return {
    ring: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    clear: boxes.length > 0 && boxes.every(clear),
    what: at.outerHTML.slice(0, 120),
  };
}"""
STOPS = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), summary')]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && one.tabIndex >= 0).length"""

EDGES = """() => [...document.body.querySelectorAll('*')].map(one => {
  const style = getComputedStyle(one);
  const sides = ['Left', 'Right'].map(side => [
    style[`border${side}Width`], style[`border${side}Style`], style[`padding${side}`],
    style[`borderTop${side}Radius`], style[`borderBottom${side}Radius`],
  ]);
  return {what: one.outerHTML.slice(0, 80), sides};
})"""


def scripts(page) -> list[str]:
    return page.locator("script[src]").evaluate_all("scripts => scripts.map(script => script.src)")
