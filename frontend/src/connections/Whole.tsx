import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { act } from '../core/act.ts';
import { invalidate } from '../core/query.ts';
import { query, setQuery } from '../core/router.ts';
import { sayDateTime } from '../core/time.ts';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Card, Progress } from '../core/ui/surfaces.tsx';
import { useWatch } from '../core/watch.ts';
import { look, takeIn, useAccountImport, type AccountImport } from './account.ts';
import { sayKinds } from './kinds.ts';
import { People } from './People.tsx';

/** Everything out and in again, and people for other programs. */
export function Data() {
  return (
    <div class="stack">
      <Card title="Take everything along">
        <div class="stack">
          <p>One ZIP file with all you keep here: as JSON, with your files, your people as cards and tables, your talks as a calendar. No password or secret is in it.</p>
          <span class="row">
            <LinkButton icon="download" href="/api/v1/export" download>
              Download everything
            </LinkButton>
          </span>
        </div>
      </Card>
      <BringBack />
      <People />
    </div>
  );
}

function BringBack() {
  const input = useRef<HTMLInputElement>(null);
  const reading = useSignal('');
  const id = query.value.get('file') ?? '';
  const read = useAccountImport(id);
  const take = async (file: File | undefined) => {
    if (!file) return;
    reading.value = file.name;
    const one = await act({ send: () => look(file) });
    reading.value = '';
    if (one) setQuery({ file: one.id });
  };
  return (
    <Card title="Bring it back">
      <div class="stack">
        {reading.value ? <Progress label={`Reading ${reading.value}`} /> : id ? <Loaded of={read}>{one => <Found one={one} reload={read.reload} />}</Loaded> : <p>Choose a file that Halfhour made, here or on another server. You see what is new in it before anything is added.</p>}
        <span class="row">
          <Button icon="upload" onClick={() => input.current?.click()}>
            {id ? 'Choose another file' : 'Choose a file'}
          </Button>
        </span>
        <input
          ref={input}
          type="file"
          hidden
          aria-label="Export of an account"
          accept=".zip,application/zip"
          onChange={event => {
            void take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </div>
    </Card>
  );
}

/** What is in it, and what of it would change something here. */
function Found({ one, reload }: { one: AccountImport; reload: () => void }) {
  const working = one.status === 'taking_in' && !one.failed;
  const [fresh, newer] = [sayKinds(one.kinds, 'new'), sayKinds(one.kinds, 'newer')];
  useWatch(working, reload);
  useEffect(() => {
    if (one.status === 'taken_in') invalidate([]); // whatever is shown may be another now
  }, [one.status]);
  if (working) return <Progress label="Bringing it in" value={one.progress.done} max={one.progress.total} />;
  if (one.status === 'taken_in') return <p class="good">{one.name} is back.</p>;
  return (
    <>
      <p>
        {one.name}, made on {sayDateTime(one.made_at)} for {one.made_for}.
      </p>
      <p>{fresh ? `New here: ${fresh}.` : 'Nothing in it is new here.'}</p>
      {newer && <p>Newer in the file, and taken from it: {newer}.</p>}
      {one.left_out.length > 0 && <p class="muted">Calendars, mail and other programs are to be connected anew: no file holds their secrets.</p>}
      {one.failed && <p class="warm">It did not finish, and nothing of it was kept. Try again in a moment.</p>}
      <span class="row">
        <Button kind="primary" icon="check" onClick={() => void takeIn(one)}>
          Bring it in
        </Button>
      </span>
    </>
  );
}
