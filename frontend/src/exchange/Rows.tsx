import { useSignal } from '@preact/signals';
import { Chip } from '../core/ui/Chip.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Badge, Skeleton } from '../core/ui/surfaces.tsx';
import type { Column } from '../core/ui/table.tsx';
import { VirtualTable } from '../core/ui/VirtualTable.tsx';
import { useRows } from './api.ts';
import { OUTCOMES, STATUSES, choices, type Choice, type Import, type Row } from './batch.ts';

const ROW = 68; // px: what a row says, and below it what is wrong with it

const Who = ({ row }: { row: Row }) => (
  <span class="two-lines">
    <span>{row.draft?.full_name || <span class="muted">No name</span>}</span>
    <small>{row.draft?.headline}</small>
  </span>
);

/** What a row becomes, and why not where it does not. */
function What({ row }: { row: Row }) {
  const { label, tone } = row.outcome ? OUTCOMES[row.outcome] : STATUSES[row.status];
  const problem = row.problems[0];
  const words = problem ? `${problem.column ? `${problem.column}: ` : ''}${problem.message} ${problem.mend}` : '';
  return (
    <span class="two-lines">
      <span>
        <Badge tone={tone}>{label}</Badge> {row.match && <a href={`/contacts/${row.match.contact_id}`}>{row.match.full_name}</a>}
      </span>
      {problem && (
        <small title={row.problems.map(each => `${each.message} ${each.mend}`).join('\n')}>
          {words}
          {row.problems.length > 1 && ` (and ${row.problems.length - 1} more)`}
        </small>
      )}
    </span>
  );
}

const COLUMNS: Column<Row>[] = [
  { id: 'who', head: 'Person', width: 'minmax(9rem, 1.3fr)', cell: row => <Who row={row} /> },
  { id: 'organization', head: 'Organization', wide: true, cell: row => <span class="cut">{row.draft?.organization_name}</span> },
  { id: 'email', head: 'Email', wide: true, cell: row => <span class="cut">{row.draft?.emails[0]?.value}</span> },
  { id: 'what', head: 'What happens', width: 'minmax(9rem, 1.6fr)', cell: row => <What row={row} /> },
  { id: 'row', head: 'Row', width: '4rem', align: 'end', wide: true, cell: row => <span class="muted">{row.row}</span> },
];

/** Every row of the file. Thirty thousand cost what thirty do: they come by pages, and only those in view are drawn. */
export function Rows({ one }: { one: Import }) {
  const status = useSignal<Choice | ''>('');
  const list = useRows(one, status.value);
  const shown = choices(one.counts);
  const total = shown.find(each => each.id === status.value)?.count;
  const rows = list.items ?? [];
  return (
    <section class="stack" aria-labelledby="import-rows">
      <h2 id="import-rows">Row by row</h2>
      <div class="chips" role="group" aria-label="Rows to show">
        {shown.map(({ id, label, count }) => (
          <Chip key={id} on={status.value === id} count={count} onPress={() => (status.value = id)}>
            {label}
          </Chip>
        ))}
      </div>
      {list.loading ? (
        <Skeleton lines={6} label="Reading the rows" />
      ) : list.error && !list.items ? (
        <ErrorState error={list.error} onRetry={list.reload} />
      ) : (
        <div class="exchange-rows" style={{ '--rows': rows.length }}>
          <VirtualTable
            key={status.value}
            caption="Rows of the file"
            columns={COLUMNS}
            rows={rows}
            rowKey={row => String(row.row)}
            rowHeight={ROW}
            total={status.value === 'problem' ? undefined : total}
            onEnd={list.fetchMore}
          />
        </div>
      )}
    </section>
  );
}
