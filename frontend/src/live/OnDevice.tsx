import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { actLater } from '../core/act.ts';
import { all } from '../core/offline/db.ts';
import { sending, settle, troubles, waiting, type Trouble } from '../core/offline/outbox.ts';
import { online } from '../core/online.ts';
import { session } from '../core/session.ts';
import { Button } from '../core/ui/Button.tsx';
import { Banner } from '../core/ui/Banner.tsx';
import type { Kept } from './copies.ts';

/** How what was typed stands, in words. */
export function sayState(): string {
  const count = waiting.value;
  if (!count) return count === 0 ? 'Everything is sent' : '';
  if (sending.value && online.value) return 'Sending…';
  return online.value ? 'Saved on this device' : 'Saved on this device, sent when the network is back';
}

/** What was let go, and can be taken back for a moment. */
const gone = signal<string[]>([]);

const nameOf = (one: Trouble) => `${one.id ?? one.seq}`;

function letGo(account: string, one: Trouble): void {
  const name = nameOf(one);
  gone.value = [...gone.peek(), name];
  const back = () => (gone.value = gone.peek().filter(other => other !== name));
  actLater({ send: () => settle(account, one, false).finally(back), said: `Let go: ${one.label}`, undone: back });
}

/** What could not be sent, with its words and what to do about it. */
export function Troubles() {
  const account = session.value?.id ?? '';
  const left = troubles.value.filter(one => !gone.value.includes(nameOf(one)));
  return (
    <>
      {left.map(one => (
        <Banner
          key={nameOf(one)}
          kind="warning"
          title={`Not sent: ${one.label}`}
          actions={
            <>
              <Button size="s" onClick={() => void settle(account, one, true)}>
                Try again
              </Button>
              <Button size="s" kind="quiet" onClick={() => letGo(account, one)}>
                Let it go
              </Button>
            </>
          }
        >
          <p>{one.problem}</p>
          {one.words && <p>“{one.words}”</p>}
        </Banner>
      ))}
    </>
  );
}

/** Within the frame: without a network the talks that are ready here, and with one what was refused. */
export function OnDevice() {
  const ready = useSignal<readonly Kept[]>([]);
  const account = session.value?.id;
  const away = !online.value;
  useEffect(() => {
    if (away && account) void all<Kept>(account, 'kept').then(found => (ready.value = found));
  }, [away, account]);
  if (!away) return troubles.value.length ? <div class="page"><Troubles /></div> : null;
  return (
    <>
      {ready.value.map(({ id, talk }) => (
        <a key={id} href={`/interviews/${id}/live`}>
          The talk with {talk.contact_name} is ready
        </a>
      ))}
    </>
  );
}
