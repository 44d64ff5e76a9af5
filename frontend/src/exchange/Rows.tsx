import { useSignal } from '@preact/signals';
import { useLater } from '../core/later.ts';
import { Chip } from '../core/ui/Chip.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Badge, Skeleton } from '../core/ui/surfaces.tsx';
import type { Column } from '../core/ui/table.tsx';
import type { VirtualTableProps } from '../core/ui/VirtualTable.tsx';
import { useRows } from './api.ts';
import { OUTCOMES, STATUSES, choices, type Choice, type Import, type Row } from './batch.ts';

const ROW = 60; // px: a name and what they do, below each other
const MEND_ROW = { narrow: 132, wide: 76 }; // px: what is wrong and how it is mended, in full

const Who = ({ row }: { row: Row }) => (
  <span class="two-lines">
    <span>{row.draft?.full_name || <span class="muted">No name</span>}</span>
    <small>{row.draft?.headline}</small>
  </span>
);

/** What a row becomes. */
function What({ row }: { row: Row }) {
  const { label, tone } = row.outcome ? OUTCOMES[row.outcome] : STATUSES[row.status];
  return (
    <>
      <Badge tone={tone}>{label}</Badge>
      {row.match && <a href={`/contacts/${row.match.contact_id}`}>{row.match.full_name}</a>}
      {row.problems.length > 0 && <small class="muted">to mend</small>}
    </>
  );
}

/** What is wrong in a row, and how to mend it. */
const Mend = ({ row }: { row: Row }) => (
  <ul class="exchange-mend">
    {row.problems.slice(0, 2).map(({ column, message, mend }, place) => (
      <li key={place}>
        {column && <strong>{column}: </strong>}
        {message} <span class="muted">{mend}</span>
      </li>
    ))}
    {row.problems.length > 2 && <li class="muted">and {row.problems.length - 2} more</li>}
  </ul>
);

const ROW_NUMBER: Column<Row> = { id: 'row', head: 'Row', width: '4rem', align: 'end', wide: true, cell: row => <span class="muted">{row.row}</span> };

const TO_MEND: Column<Row>[] = [
  {
    id: 'who',
    head: 'Person',
    width: 'minmax(6rem, 1fr)',
    cell: row => (
      <span class="two-lines">
        <span>{row.draft?.full_name || 'No name'}</span>
        <small>Row {row.row}</small>
      </span>
    ),
  },
  { id: 'mend', head: 'What is wrong, and how to mend it', width: 'minmax(0, 3fr)', cell: row => <Mend row={row} /> },
  { id: 'what', head: 'What happens', width: '9rem', wide: true, cell: row => <What row={row} /> },
];

const COLUMNS: Column<Row>[] = [
  { id: 'who', head: 'Person', width: 'minmax(9rem, 1.3fr)', cell: row => <Who row={row} /> },
  { id: 'organization', head: 'Organization', wide: true, cell: row => <span class="cut">{row.draft?.organization_name}</span> },
  { id: 'email', head: 'Email', wide: true, cell: row => <span class="cut">{row.draft?.emails[0]?.value}</span> },
  { id: 'what', head: 'What happens', width: 'minmax(8.5rem, 1.2fr)', cell: row => <What row={row} /> },
  ROW_NUMBER,
];

/** Every row of the file. Thirty thousand cost what thirty do: they come by pages, and only those in view are drawn. */
export function Rows({ one }: { one: Import }) {
  const status = useSignal<Choice | ''>('');
  const list = useRows(one, status.value);
  const shown = choices(one.counts);
  const total = shown.find(each => each.id === status.value)?.count;
  const rows = list.items ?? [];
  const mending = status.value === 'problem' || status.value === 'blocked';
  const Table = useLater<VirtualTableProps<Row>>(() => import('../core/ui/VirtualTable.tsx'), true);
  const height = mending ? MEND_ROW[matchMedia('(width < 52rem)').matches ? 'narrow' : 'wide'] : ROW;
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
      {list.loading || !Table ? (
        <Skeleton lines={6} label="Reading the rows" />
      ) : list.error && !list.items ? (
        <ErrorState error={list.error} onRetry={list.reload} />
      ) : (
        <Table
          key={status.value}
          caption="Rows of the file"
          columns={mending ? TO_MEND : COLUMNS}
          rows={rows}
          rowKey={row => String(row.row)}
          rowHeight={height}
          total={status.value === 'problem' ? undefined : total}
          onEnd={list.fetchMore}
        />
      )}
    </section>
  );
}
