// The service worker: keeps the app's own files, so that it starts without a network. Nothing of /api/ passes through it.
const NAME = 'halfhour-__VERSION__';
const FILES = __FILES__;

// a hashed name never changes its content: what the browser has of it need not be fetched again
const fresh = url => new Request(url, { cache: url.startsWith('/assets/') ? 'default' : 'reload' });

self.addEventListener('install', event => {
  self.skipWaiting();
  event.waitUntil(caches.open(NAME).then(cache => cache.addAll(FILES.map(fresh))));
});

// pages of the version before are still open, and may ask for more of its files
self.addEventListener('activate', event => {
  event.waitUntil(
    caches.keys().then(async names => {
      const old = names.filter(name => name.startsWith('halfhour-') && name !== NAME);
      await Promise.all(old.slice(0, -1).map(name => caches.delete(name)));
      await self.clients.claim();
    }),
  );
});

const kept = async key => (await (await caches.open(NAME)).match(key)) ?? caches.match(key);

self.addEventListener('fetch', event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  const screen = request.mode === 'navigate' && !/\.|^\/(api|docs|health)(\/|$)/.test(pathname);
  const file = FILES.includes(pathname) || pathname.startsWith('/assets/');
  if (screen || (file && pathname !== '/')) event.respondWith(kept(screen ? '/' : pathname).then(hit => hit ?? fetch(request)));
});
