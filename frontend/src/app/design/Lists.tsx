import { useSignal } from '@preact/signals';
import { Button } from '../../core/ui/Button.tsx';
import { SortableList, moved } from '../../core/ui/SortableList.tsx';
import { Avatar, Badge, Card, StageBadge, type Stage } from '../../core/ui/surfaces.tsx';
import { Table, type Column } from '../../core/ui/table.tsx';
import { Timeline, type TimelineItem } from '../../core/ui/Timeline.tsx';
import { VirtualTable } from '../../core/ui/VirtualTable.tsx';

interface Person {
  id: string;
  name: string;
  work: string;
  stage: Stage;
  talks: number;
}

const FIRST = ['Miriam', 'Jonas', 'Zoë', 'Wei', 'Amara', 'Luca', 'Noor', 'Sofia', 'Tariq', 'Elin'];
const LAST = ['Vogel', 'Berg', 'Ångström', 'Li', 'Okafor', 'Rossi', 'Haddad', 'Kowalska', 'Aziz', 'Lund', 'Petrov'];
const WORK = ['Night nurse', 'Data analyst', 'Hospice manager', 'Head of procurement', 'Midwife', 'Teacher'];
const STAGES: Stage[] = ['planned', 'requested', 'scheduled', 'held', 'declined'];

const PEOPLE: Person[] = Array.from({ length: 10_000 }, (_, n) => ({
  id: String(n),
  name: `${FIRST[n % 10]} ${LAST[(n * 7) % 11]}`,
  work: `${WORK[(n * 5) % 6]}, ward ${(n % 40) + 1}`,
  stage: STAGES[(n * 3) % 5] as Stage,
  talks: n % 4,
}));

const COLUMNS: Column<Person>[] = [
  {
    id: 'name',
    head: 'Name',
    sort: 'name',
    width: 'minmax(12rem, 2fr)',
    cell: one => (
      <>
        <Avatar name={one.name} size="s" />
        {one.name}
      </>
    ),
  },
  { id: 'work', head: 'Work', width: 'minmax(0, 2fr)', wide: true, cell: one => <span class="muted">{one.work}</span> },
  { id: 'stage', head: 'Stage', width: '9rem', cell: one => <StageBadge stage={one.stage} /> },
  { id: 'talks', head: 'Talks', sort: 'talks', width: '6rem', align: 'end', wide: true, cell: one => one.talks },
];

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
const MOMENTS: TimelineItem[] = [
  { id: '1', at: ago(0.1), icon: 'clock', tone: 'clay', title: 'A thank-you is due by tomorrow noon', actions: <Button size="s">Write it</Button> },
  { id: '2', at: ago(0.3), icon: 'coffee', tone: 'pine', title: <strong>You talked for 34 minutes</strong>, children: 'About nursing. She suggests two others.' },
  { id: '3', at: ago(9), icon: 'mail', title: 'You asked by email', children: 'Subject: thirty minutes about nights on the ward' },
  { id: '4', at: ago(40), icon: 'sparkles', title: 'You congratulated her on the award' },
];

const QUESTIONS = ['What drew you to this work?', 'What does a typical night look like?', 'What is the worst part, honestly?', 'What do you wish you had known?', 'Whom else should I meet?'];

export function Lists() {
  const sort = useSignal('name');
  const selected = useSignal<ReadonlySet<string>>(new Set());
  const agenda = useSignal(QUESTIONS);
  const rows = [...PEOPLE].sort((a, b) => {
    const by = sort.value.replace('-', '') as 'name' | 'talks';
    const order = by === 'talks' ? a.talks - b.talks : a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
    return sort.value.startsWith('-') ? -order : order;
  });
  return (
    <div class="stack">
      <Card title="An order one makes oneself">
        <SortableList
          label="Agenda"
          items={agenda.value}
          itemKey={one => one}
          itemLabel={one => one}
          onMove={(from, to) => (agenda.value = moved(agenda.value, from, to))}
          render={(one, index) => (
            <div class="row">
              <span>{one}</span>
              <span class="spacer" />
              <Badge tone={index < 3 ? 'pine' : 'plain'}>{index < 3 ? 'must' : 'if time'}</Badge>
            </div>
          )}
        />
      </Card>
      <Card title="What happened">
        <Timeline label="With Miriam" items={MOMENTS} />
      </Card>
      <h2>A few rows</h2>
      <Table caption="Recent talks" columns={COLUMNS} rows={PEOPLE.slice(0, 4)} rowKey={one => one.id} rowHref={() => '/design#lists'} />
      <div class="row">
        <h2>Ten thousand rows</h2>
        <span class="spacer" />
        <span class="muted">{selected.value.size} selected</span>
      </div>
      <VirtualTable
        caption="Everyone"
        columns={COLUMNS}
        rows={rows}
        rowKey={one => one.id}
        rowLabel={one => one.name}
        rowHref={() => '/design#lists'}
        sort={sort.value}
        onSort={next => (sort.value = next)}
        selected={selected.value}
        onSelect={next => (selected.value = next)}
      />
    </div>
  );
}
