import './exchange.css';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { ApiError, sayError } from '../core/problem.ts';
import { invalidate, setData } from '../core/query.ts';
import { navigate } from '../core/router.ts';
import { sayAgo } from '../core/time.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button } from '../core/ui/Button.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { Card, Page, Progress } from '../core/ui/surfaces.tsx';
import { MOST_BYTES, upload, useImports } from './api.ts';
import { FORMATS, sayState } from './batch.ts';

const WAYS: { from: string; how: string }[] = [
  { from: 'LinkedIn', how: 'Settings, Data privacy, Get a copy of your data: tick Connections and ask for the archive. LinkedIn sends you a ZIP, usually within minutes. Drop it here as it is.' },
  { from: 'Google', how: 'At contacts.google.com choose Export, then Google CSV.' },
  { from: 'Outlook', how: 'Under People choose Manage contacts, then Export contacts.' },
  { from: 'Apple and others', how: 'Mark the people, choose Export vCard. Phones, iCloud, Thunderbird and most address books write such .vcf files.' },
  { from: 'Your own list', how: 'Any CSV file with one row for each person. You say what each column holds.' },
];

/** Choose a file. What will come of it is shown before anything is kept. */
export default function ImportPage() {
  const reading = useSignal('');
  const refused = useSignal<{ name: string; error: unknown } | null>(null);
  const take = async (file: File | null | undefined) => {
    if (!file || reading.peek()) return;
    refused.value = null;
    if (file.size > MOST_BYTES) {
      const title = `It has ${Math.ceil(file.size / 2 ** 20)} MB; at most 20 can be read. Of a large archive take Connections.csv alone, or split the list.`;
      refused.value = { name: file.name, error: new ApiError({ title, status: 413 }) };
      return;
    }
    reading.value = file.name;
    try {
      const one = await upload(file);
      setData(['import', one.id], one);
      invalidate(['imports']);
      navigate(`/import/${one.id}`);
    } catch (error) {
      refused.value = { name: file.name, error };
    } finally {
      reading.value = '';
    }
  };
  return (
    <Page title="Import people" crumb={{ label: 'People', href: '/contacts' }} lead="Bring in those you already know. You see what will happen before anything is kept, and can take it back after." narrow>
      <div class="stack">
        {refused.value && <Refused {...refused.value} />}
        <DropZone reading={reading.value} onFile={file => void take(file)} />
        <Card title="Where to get the file">
          <dl class="grid grid-fit exchange-ways">
            {WAYS.map(({ from, how }) => (
              <div key={from}>
                <dt>{from}</dt>
                <dd>{how}</dd>
              </div>
            ))}
          </dl>
        </Card>
        <Past />
      </div>
    </Page>
  );
}

/** Why the file was refused whole, and what to do about it. Nothing of it was kept. */
function Refused({ name, error }: { name: string; error: unknown }) {
  const more = error instanceof ApiError ? Object.values(error.fields).join(' ') : '';
  return (
    <Banner kind="problem" title={`${name} was not taken`}>
      {sayError(error)} {more}
    </Banner>
  );
}

function DropZone({ reading, onFile }: { reading: string; onFile: (file: File | null | undefined) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const over = useSignal(false);
  return (
    // dropping is a second way; the button inside is the one for everybody
    <div
      class="empty dashed exchange-drop"
      data-over={over.value || undefined}
      onDragOver={event => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={event => {
        event.preventDefault();
        over.value = false;
        onFile(event.dataTransfer?.files[0]);
      }}
    >
      {reading ? (
        <Progress label={`Reading ${reading}`} />
      ) : (
        <>
          <Icon name="upload" />
          <p>Drop a CSV, vCard or ZIP file here, or</p>
          <Button kind="primary" onClick={() => input.current?.click()}>
            Choose a file
          </Button>
          <p class="muted">From LinkedIn, Google, Outlook, an address book or your own list. Up to 20 MB.</p>
        </>
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File of people"
        accept=".csv,.vcf,.zip,.txt,.tsv,text/csv,text/vcard,application/zip"
        onChange={event => {
          onFile(event.currentTarget.files?.[0]);
          event.currentTarget.value = ''; // the same file, mended, can be chosen again
        }}
      />
    </div>
  );
}

function Past() {
  const list = useImports();
  if (!list.items?.length) return null;
  return (
    <Card title="What you imported">
      <ul class="lines">
        {list.items.map(one => (
          <li key={one.id} class="row between">
            <a href={`/import/${one.id}`}>{one.filename}</a>
            <span class="muted">
              {FORMATS[one.format]} · {sayState(one)} · {sayAgo(one.updated_at)}
            </span>
          </li>
        ))}
      </ul>
      {list.more && (
        <Button kind="quiet" size="s" onClick={list.fetchMore}>
          Show earlier
        </Button>
      )}
    </Card>
  );
}
