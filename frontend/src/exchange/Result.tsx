import { useSignal } from '@preact/signals';
import { act } from '../core/act.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Page } from '../core/ui/surfaces.tsx';
import { sayDateTime } from '../core/time.ts';
import { TOUCHED, takeBack } from './api.ts';
import { FORMATS, people, type Import } from './batch.ts';
import { Rows } from './Rows.tsx';

/** What became of the file, and the way back. */
export function Result({ one, crumb }: { one: Import; crumb: { label: string; href: string } }) {
  return one.status === 'undone' ? <Undone one={one} crumb={crumb} /> : <Kept one={one} crumb={crumb} />;
}

function Kept({ one, crumb }: { one: Import; crumb: { label: string; href: string } }) {
  const busy = useSignal(false);
  const { created, updated, skipped, hidden, blocked } = one.counts;
  const undo = async () => {
    busy.value = true;
    await act({ send: () => takeBack(one), refresh: TOUCHED });
    busy.value = false;
  };
  const lines = [
    updated && `${people(updated)} you had already got what was missing.`,
    skipped && `${people(skipped)} you had already stayed as they were.`,
    hidden && `${hidden.toLocaleString()} hidden profiles have no name and were left out.`,
    blocked && `${blocked.toLocaleString()} rows were left out; below you see why.`,
  ].filter(Boolean);
  return (
    <Page
      title={created ? `${people(created)} added` : updated ? `${people(updated)} updated` : 'Nobody was added'}
      crumb={crumb}
      lead={`${FORMATS[one.format]}, ${one.filename}${one.committed_at ? `, ${sayDateTime(one.committed_at)}` : ''}.`}
      actions={
        <>
          <Button icon="undo-2" busy={busy.value} onClick={() => void undo()}>
            Undo the import
          </Button>
          <LinkButton kind="primary" icon="users" href="/contacts?sort=-created_at">
            See them
          </LinkButton>
        </>
      }
    >
      <div class="stack">
        {one.failed && (
          <Banner kind="problem" title="Taking it back did not finish">
            Everything is as it was. Try again in a moment.
          </Banner>
        )}
        {lines.map(line => (
          <p key={line}>{line}</p>
        ))}
        {created > 0 && (
          <Banner kind="info" title="Next: whom would you find easiest to ask?">
            Set a level or a tag for several at once on the list, or <a href="/contacts/duplicates">see who is listed twice</a>.
          </Banner>
        )}
        <Rows one={one} />
      </div>
    </Page>
  );
}

function Undone({ one, crumb }: { one: Import; crumb: { label: string; href: string } }) {
  const { removed, reverted, kept } = one.counts;
  return (
    <Page title="The import is taken back" crumb={crumb} lead={`${FORMATS[one.format]}, ${one.filename}.`} narrow actions={<LinkButton href="/import">Import another file</LinkButton>}>
      <div class="stack">
        {removed > 0 && <p>{people(removed)} went to the bin, where they stay for 30 days.</p>}
        {reverted > 0 && <p>{people(reverted)} are as they were before.</p>}
        {kept > 0 && (
          <>
            <p>{people(kept)} stayed, because you have worked with them since:</p>
            <ul class="lines">
              {one.kept.map(person => (
                <li key={person.id}>
                  <a href={`/contacts/${person.id}`}>{person.full_name}</a>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Page>
  );
}
