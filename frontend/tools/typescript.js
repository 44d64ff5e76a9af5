// Registers the loader below for `node --import`, and gives the modules under test the few globals of a window they touch.
import { register } from 'node:module';

register('./typescript-loader.js', import.meta.url);

const window = new EventTarget();
const storage = new Map();
Object.assign(globalThis, {
  addEventListener: window.addEventListener.bind(window),
  removeEventListener: window.removeEventListener.bind(window),
  dispatchEvent: window.dispatchEvent.bind(window),
  location: new URL('http://127.0.0.1/'),
  document: Object.assign(new EventTarget(), { visibilityState: 'visible', documentElement: { dataset: {} } }),
  localStorage: {
    getItem: key => storage.get(key) ?? null,
    setItem: (key, value) => void storage.set(key, String(value)),
    removeItem: key => void storage.delete(key),
  },
});
Object.defineProperty(globalThis, 'navigator', { value: { onLine: true, platform: 'test' }, configurable: true });
