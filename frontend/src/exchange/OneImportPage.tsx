import './exchange.css';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { PageProps } from '../core/feature.ts';
import { invalidate } from '../core/query.ts';
import { ErrorState } from '../core/ui/states.tsx';
import { Card, Page, Progress, Skeleton } from '../core/ui/surfaces.tsx';
import { useWatch } from '../core/watch.ts';
import { TOUCHED, useImport } from './api.ts';
import { FORMATS, type Import } from './batch.ts';
import { Preview } from './Preview.tsx';
import { Result } from './Result.tsx';

const ASK_EVERY = 500; // ms, while a large file is being kept

const CRUMB = { label: 'Import', href: '/import' };

/** One file, from the first look at it to what became of it. */
export default function OneImportPage({ params }: PageProps) {
  const found = useImport(params['id'] ?? '');
  const status = found.data?.status;
  const working = (status === 'committing' || status === 'undoing') && !found.data?.failed;
  useWatch(working, found.reload, ASK_EVERY);
  useEffect(() => {
    if (!working) return undefined;
    return () => invalidate(...TOUCHED, ['imports']); // it has come to an end: other people are on the list now
  }, [working]);
  // the button that was pressed is gone: those who listen or use the keyboard go on at what came of it
  const before = useRef(status);
  useLayoutEffect(() => {
    if (before.current && status && before.current !== status) document.querySelector<HTMLElement>('#main h1')?.focus();
    before.current = status;
  }, [status]);
  if (found.loading) return <Skeleton page lines={8} label="Fetching this import" />;
  if (!found.data) return <ErrorState page error={found.error} onRetry={found.reload} back={CRUMB} />;
  const one = found.data;
  if (one.status === 'previewed' || (one.failed && one.status === 'committing')) return <Preview one={one} crumb={CRUMB} />;
  if (working) return <Working one={one} />;
  return <Result one={one} crumb={CRUMB} />;
}

function Working({ one }: { one: Import }) {
  const { done, total } = one.progress;
  const label = one.status === 'undoing' ? 'Taking it back' : `${done.toLocaleString()} of ${total.toLocaleString()} rows`;
  return (
    <Page title={one.status === 'undoing' ? 'Taking the import back' : 'Adding your people'} crumb={CRUMB} lead={`${FORMATS[one.format]}, ${one.filename}`} narrow>
      <Card>
        <div class="stack">
          {one.status === 'undoing' ? <Progress label={label} /> : <Progress label={label} value={done} max={total} />}
          <p class="muted">You can leave this page; it goes on by itself. It is kept as a whole or not at all.</p>
        </div>
      </Card>
    </Page>
  );
}
