/* Keeps a few public pages readable without a network. Above this stand two lines that the server writes:
   VERSION of what is kept, and KEPT: {first, later, shell}, lists of paths in both languages.
   Only a GET of a page in these lists is kept; accounts, forms, searches and whatever was typed never are. */
"use strict";
const CACHE = "benve-" + VERSION;
const PATIENCE = 4000; // ms for the network where a copy is at hand
const SAVED_AT = "x-saved-at";
const PAGES = new Set([...KEPT.first, ...KEPT.later]);
const WORDS = {
  vi: { off: "Bạn đang xem bản đã lưu ", why: ", vì máy chưa nối được mạng. Số liệu có thể đã đổi.", tag: "vi-VN" },
  en: { off: "You are reading a copy saved on ", why: ", because there is no network. Figures may have changed.", tag: "en-GB" },
};

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE).then(async (cache) => {
      await Promise.all(KEPT.shell.map((path) => save(cache, path)));
      await self.skipWaiting();
    })
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      for (const name of await caches.keys()) {
        if (!name.startsWith("benve-") || name === CACHE) continue;
        const old = await caches.open(name);
        for (const request of await old.keys()) { // a phone without a network right now keeps what it has
          if (PAGES.has(new URL(request.url).pathname) && !(await cache.match(request))) await cache.put(request, await old.match(request));
        }
        await caches.delete(name);
      }
      await self.clients.claim();
    })()
  );
});

// A page asks, when it has nothing else to do: fetch what is not here yet in its language, one after the other.
self.addEventListener("message", (event) => {
  const here = new URL((event.source && event.source.url) || self.location.href).pathname.startsWith("/en/") ? "/en/" : "/vi/";
  const wanted = event.data === "first" ? KEPT.first : event.data === "all" ? [...KEPT.first, ...KEPT.later] : [];
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      for (const path of wanted) {
        if (!path.startsWith(here) || (await cache.match(path))) continue;
        try { await save(cache, path); } catch { return; }
      }
    })()
  );
});

self.addEventListener("fetch", (event) => {
  const request = event.request, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request).catch(() => caches.match(request, { ignoreSearch: true }).then((any) => any || Response.error()))));
  } else if (request.mode === "navigate") {
    event.respondWith(PAGES.has(url.pathname) && !url.search ? page(event, url) : fetch(request).catch(() => offline(url)));
  }
});

async function page(event, url) {
  const cache = await caches.open(CACHE), kept = await cache.match(url.pathname);
  const asked = fetch(event.request).then(async (answer) => {
    if (worth(answer)) await put(cache, url.pathname, answer.clone());
    return answer;
  });
  if (!kept) return asked.catch(() => offline(url));
  event.waitUntil(asked.catch(() => undefined));
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  const answer = await Promise.race([asked.catch(() => undefined), late]);
  return answer || aged(kept);
}

async function offline(url) {
  const to = url.pathname.startsWith("/language/") ? new URL(url.searchParams.get("to") || "/", url.origin) : url;
  const cache = await caches.open(CACHE);
  const kept = to.origin === url.origin && (to !== url || url.search) ? await cache.match(to.pathname) : undefined;
  if (kept) return aged(kept);
  const code = to.pathname.startsWith("/en") ? "en" : "vi";
  return (await cache.match("/" + code + "/offline")) || Response.error();
}

// The copy with a line on top that says how old it is.
async function aged(kept) {
  const html = await kept.text(), code = html.includes('<html lang="en"') ? "en" : "vi", words = WORDS[code];
  const day = new Date(kept.headers.get(SAVED_AT)).toLocaleString(words.tag, { dateStyle: "long", timeStyle: "short" });
  const line = '<p class="saved" role="status">' + words.off + "<b>" + day + "</b>" + words.why + "</p>";
  const headers = new Headers(kept.headers);
  headers.delete("content-length");
  headers.delete("content-encoding");
  return new Response(html.replace(/<main[^>]*>/, (main) => main + line), { status: 200, headers });
}

async function save(cache, path) {
  const answer = await fetch(path, { credentials: "omit" });
  if (worth(answer)) await put(cache, path, answer);
  else throw new Error(path);
}

// Only what the server calls public, whole, and itself.
function worth(answer) {
  return answer.status === 200 && !answer.redirected && answer.type === "basic" && /\bpublic\b/.test(answer.headers.get("cache-control") || "");
}

async function put(cache, path, answer) {
  const headers = new Headers(answer.headers);
  headers.set(SAVED_AT, new Date().toISOString());
  await cache.put(path, new Response(await answer.blob(), { status: 200, headers }));
}
