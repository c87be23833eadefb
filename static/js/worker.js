// Keeps the picker and the show screen at hand for when there is no connection. It is registered for these two addresses
// only: no page for readers is ever answered from here, because kept words grow old.
"use strict";
{
  const LIST = "/pick/pages.json", PICKER = "/pick/", SCREEN = "/show/offline/";
  const PAGES = [PICKER, SCREEN, LIST];
  const WAIT = 3000; // milliseconds
  // The last page came from the store: what belongs to it need not wait.
  let isAway = false;

  const nameOf = ({ mode, url }) => {
    const { pathname } = new URL(url);
    if (mode !== "navigate") return [LIST, ...FILES].find((one) => one === pathname);
    return pathname === PICKER ? PICKER : /^\/show\/\d[\d-]*\/$/.test(pathname) && SCREEN;
  };
  const clear = async (spared) => {
    for (const name of await caches.keys()) if (name !== spared) await caches.delete(name);
  };
  // The guide was reached: what is kept is fetched anew if the guide has changed since, and given up if it does without.
  const meet = async (name, answer) => {
    if (![LIST, SCREEN].includes(name)) return;
    if (name === SCREEN) answer = await fetch(LIST);
    const { status } = await fetch("/sw.js", { method: "HEAD" });
    if ([404, 410].includes(status)) {
      await registration.unregister();
      await clear();
    } else if (answer.ok) {
      const kept = await caches.open(RELEASE), had = await kept.match(LIST);
      if (had?.headers.get("etag") !== answer.headers.get("etag")) await kept.addAll(PAGES);
    }
  };
  const answer = async (name, isPage, asked) => {
    const kept = await caches.match(name);
    if (!kept) return asked;
    const late = new Promise((done) => { setTimeout(done, isAway && !isPage ? 0 : WAIT); });
    const found = await Promise.race([asked, late]).catch(() => {});
    const isKept = !found || found.status >= 500;
    if (isPage) isAway = isKept;
    if (!isKept) return found;
    return name === LIST ? new Response(kept.body, { headers: { "x-kept": "yes" } }) : kept;
  };

  addEventListener("install", (event) => event.waitUntil((async () => {
    const kept = await caches.open(RELEASE);
    const files = FILES.map((file) => new Request(file, { cache: "no-cache" }));
    if (!await kept.match(LIST)) await kept.addAll([...files, ...PAGES]);
    await skipWaiting();
  })()));
  addEventListener("activate", (event) => event.waitUntil(clear(RELEASE)));
  addEventListener("fetch", (event) => {
    const { request } = event, name = nameOf(request);
    if (!name) return;
    const asked = fetch(request);
    event.waitUntil(asked.then((found) => meet(name, found)).catch(() => {}));
    event.respondWith(answer(name, request.mode === "navigate", asked));
  });
}
