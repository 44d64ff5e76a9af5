import { useSignal } from '@preact/signals';
import { act } from '../core/act.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button } from '../core/ui/Button.tsx';
import { RadioGroup, Select } from '../core/ui/inputs.tsx';
import { Card, Page } from '../core/ui/surfaces.tsx';
import { SOURCES, options } from '../contacts/labels.ts';
import { TOUCHED, chooseColumn, chooseSetting, commit, type Settings } from './api.ts';
import { FORMATS, ORDERS, people, sayDo, willDo, type Duplicates, type Import } from './batch.ts';
import { Columns } from './Columns.tsx';
import { Rows } from './Rows.tsx';

/** What will come of the file, and everything that can still be chosen. Nothing is kept before the button is pressed. */
export function Preview({ one, crumb }: { one: Import; crumb: { label: string; href: string } }) {
  const busy = useSignal(false);
  const { counts } = one;
  const will = willDo(counts, one.duplicates);
  const nothing = !will.added && !will.changed;
  const change = (body: Settings) => void act({ send: () => chooseSetting(one.id, body) });
  const keep = async () => {
    busy.value = true;
    await act({ send: () => commit(one), refresh: TOUCHED });
    busy.value = false;
  };
  const left = [counts.hidden && `${counts.hidden.toLocaleString()} hidden without a name`, counts.blocked && `${counts.blocked.toLocaleString()} with something that has to be mended first`].filter(Boolean);
  return (
    <Page
      title={one.needs_names ? 'Which column holds the names?' : will.added ? `${people(will.added)} to add` : 'Nobody new in this file'}
      crumb={crumb}
      lead={`${FORMATS[one.format]}, ${one.inside ?? one.filename}: ${counts.rows.toLocaleString()} rows.`}
      actions={
        <Button kind="primary" icon="check" busy={busy.value} disabled={one.needs_names || nothing} onClick={() => void keep()}>
          {sayDo(will)}
        </Button>
      }
    >
      <div class="stack">
        {one.failed && (
          <Banner kind="problem" title="It did not finish">
            Nothing of it was kept. Try again in a moment; the file is still here.
          </Banner>
        )}
        {one.needs_names && (
          <Banner kind="warning" title="No column is called anything like a name">
            Look at the samples below and choose which column holds first names, last names or whole names.
          </Banner>
        )}
        {one.suggested_date_order && one.suggested_date_order !== one.date_order && (
          <Banner
            kind="info"
            title="Some days could be read two ways"
            actions={
              <Button size="s" onClick={() => change({ date_order: one.suggested_date_order })}>
                Use it
              </Button>
            }
          >
            Others in this file show how they are meant: {ORDERS[one.suggested_date_order].toLowerCase()}.
          </Banner>
        )}
        {left.length > 0 && <p class="muted">Left out: {left.join(', ')}.</p>}
        <Choices one={one} change={change} />
        <Columns one={one} onChange={(index, field) => void act({ send: () => chooseColumn(one.id, index, field) })} />
        {!one.needs_names && <Rows one={one} />}
      </div>
    </Page>
  );
}

function Choices({ one, change }: { one: Import; change: (body: Settings) => void }) {
  const there = one.counts.duplicate;
  const dated = one.columns.some(column => column.field === 'connected_on');
  return (
    <Card title="What happens">
      <div class="grid grid-fit gap-5">
        <RadioGroup<Duplicates>
          label={there ? `${people(there)} you already have` : 'People you already have'}
          value={one.duplicates}
          options={[
            { value: 'skip', label: 'Leave them as they are' },
            { value: 'update', label: 'Fill in what is missing', hint: 'What you wrote yourself stays.' },
            { value: 'create', label: 'Add them a second time' },
          ]}
          onChange={duplicates => change({ duplicates })}
        />
        <div class="stack">
          <Select label="How you found the new ones" value={one.source ?? ''} options={options(SOURCES, 'Not said')} onChange={source => change({ source: source || null })} />
          {dated && (
            <Select
              label="How days are written"
              value={one.date_order ?? ''}
              options={options(ORDERS, 'Clear from the file')}
              onChange={order => change({ date_order: order || null })}
            />
          )}
        </div>
      </div>
    </Card>
  );
}
