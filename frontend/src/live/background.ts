import { effect } from '@preact/signals';
import { onDevice } from '../core/online.ts';
import { changed, waiting, watch } from '../core/offline/outbox.ts';
import { invalidate } from '../core/query.ts';
import { path } from '../core/router.ts';
import { session } from '../core/session.ts';
import { prepare, prepareNext, tidy } from './copies.ts';
import { OnDevice } from './OnDevice.tsx';

interface Types {
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => { createScriptURL: (url: string) => unknown };
}

/** The worker that keeps the app's own files: the one address that the policy lets through. */
function register(): void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  const types = (globalThis as { trustedTypes?: Types }).trustedTypes;
  const url = types?.createPolicy('halfhour', { createScriptURL: () => '/sw.js' }).createScriptURL('') ?? '/sw.js';
  navigator.serviceWorker.register(url as string).catch(() => undefined); // a private window may have none
}

/** What was sent may have changed what other screens show, and what is over need not stay here. */
function afterSending(account: string): () => void {
  const sent = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listen = (event: Event) => {
    sent.add((event as CustomEvent<string>).detail);
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const id of sent) invalidate(['interview', id], ['agenda', id]);
      invalidate(['interviews'], ['contacts'], ['contact'], ['activities'], ['notes']);
      if (!waiting.peek()) void Promise.all([...sent].map(id => prepare(account, id).then(() => sent.delete(id)))).then(() => tidy(account), () => undefined);
    }, 500);
  };
  changed.addEventListener('sent', listen);
  return () => {
    clearTimeout(timer);
    changed.removeEventListener('sent', listen);
  };
}

let started = false;

/** What goes on behind every screen: the worker, what waits to be sent, and the talks to come made ready. */
export async function start(): Promise<void> {
  if (started) return;
  started = true;
  register();
  onDevice.value = OnDevice;
  let stop: (() => void)[] = [];
  effect(() => {
    const account = session.value?.id;
    for (const end of stop) end();
    stop = [];
    if (!account) return;
    stop = [watch(account), afterSending(account)];
    prepareNext(account)
      .then(() => tidy(account))
      .catch(() => undefined);
    // a talk that one looks at is one that may be wanted on the way; read again as one leaves it, for what was changed there
    let last: string | undefined;
    stop.push(
      effect(() => {
        const id = /^\/interviews\/([0-9a-f-]{36})(?!.*\/(live|close))/.exec(path.value)?.[1];
        for (const one of new Set([last, id])) if (one) prepare(account, one, true).catch(() => undefined);
        last = id;
      }),
    );
  });
}
