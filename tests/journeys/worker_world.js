// What a worker meets in a browser, small and watched: a store, a network that answers as told, and events.
(source) => {
  const names = new Map();
  const world = { asked: [], left: false, network: {}, etag: "one" };
  const path = (request) => (typeof request === "string" ? request : request.url).replace("https://guide.example", "");
  const fetched = async (request) => {
    const where = path(request), status = world.network[where] ?? world.network["*"] ?? 200;
    world.asked.push(where);
    if (status === "gone away") throw new TypeError("no connection");
    if (status === "slow") return new Promise(() => {});
    return new Response(`${where} ${world.etag}`, { status, headers: { etag: world.etag } });
  };
  const storeNamed = (name) => {
    if (!names.has(name)) names.set(name, new Map());
    const kept = names.get(name);
    const match = async (what) => kept.get(path(what))?.clone();
    const addAll = async (all) => {
      const answers = await Promise.all(all.map(fetched));
      if (!answers.every((answer) => answer.ok)) throw new TypeError("not all");
      all.forEach((one, place) => kept.set(path(one), answers[place]));
    };
    return { match, addAll };
  };
  const caches = {
    open: async (name) => storeNamed(name),
    keys: async () => [...names.keys()],
    delete: async (name) => names.delete(name),
    match: async (what) => (await Promise.all([...names.keys()].map((name) => storeNamed(name).match(what)))).find(Boolean),
  };
  const handlers = {};
  const told = {
    caches,
    fetch: fetched,
    Request: class { constructor(url) { this.url = url; } },
    registration: { unregister: async () => { world.left = true; } },
    skipWaiting: async () => {},
    setTimeout: (done, wait) => setTimeout(done, wait / 100),
    addEventListener: (name, handler) => { handlers[name] = handler; },
  };
  new Function(...Object.keys(told), source)(...Object.values(told));
  const happen = async (name, event = {}) => {
    const waits = [];
    let answer = null;
    handlers[name]({ ...event, waitUntil: (promise) => waits.push(promise), respondWith: (promise) => { answer = promise; } });
    const found = answer && await answer.catch(() => "no answer");
    await Promise.race([Promise.all(waits), new Promise((done) => { setTimeout(done, 200); })]);
    if (!found || found === "no answer") return found;
    return { text: await found.text(), status: found.status, isKept: found.headers.has("x-kept") };
  };
  window.world = Object.assign(world, {
    happen,
    stores: () => [...names.keys()],
    keptFiles: () => [...names.values()].flatMap((kept) => [...kept.keys()]),
    open: (where, mode = "navigate") => happen("fetch", { request: { url: `https://guide.example${where}`, mode } }),
    load: (where) => world.open(where, "cors"),
    older: (name) => storeNamed(name),
  });
}
