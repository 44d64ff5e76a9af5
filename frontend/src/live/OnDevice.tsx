import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { all } from '../core/offline/db.ts';
import { sending, troubles, waiting } from '../core/offline/outbox.ts';
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

/** What could not be sent, with its words and what to do about it. */
export function Troubles() {
  return (
    <>
      {troubles.value.map(one => (
        <Banner
          key={`${one.label}${one.problem}`}
          kind="warning"
          title={`Not sent: ${one.label}`}
          actions={
            <>
              <Button size="s" onClick={() => void one.again()}>
                Try again
              </Button>
              <Button size="s" kind="quiet" onClick={() => void one.drop()}>
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
