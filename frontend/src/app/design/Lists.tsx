import { useSignal } from '@preact/signals';
import { Button } from '../../core/ui/Button.tsx';
import { SortableList, moved } from '../../core/ui/SortableList.tsx';
import { Avatar, Card, StageBadge, type Stage } from '../../core/ui/surfaces.tsx';
import { Table, type Column } from '../../core/ui/table.tsx';
import { Timeline, type TimelineItem } from '../../core/ui/Timeline.tsx';
import { VirtualTable } from '../../core/ui/VirtualTable.tsx';

interface Person {
  id: string;
  name: string;
  stage: Stage;
  talks: number;
}

const NAMES = ['Miriam Vogel', 'Jonas Berg', 'Zoë Ångström', 'Li Wei', 'Amara Okafor', 'Noor Haddad', 'Elin Lund'];
const STAGES: Stage[] = ['planned', 'requested', 'scheduled', 'held', 'declined'];

const PEOPLE: Person[] = Array.from({ length: 10_000 }, (_, n) => ({ id: String(n), name: `${NAMES[n % 7]} ${n + 1}`, stage: STAGES[n % 5] as Stage, talks: n % 4 }));

const COLUMNS: Column<Person>[] = [
  {
    id: 'name',
    head: 'Name',
    width: 'minmax(12rem, 2fr)',
    cell: one => (
      <>
        <Avatar name={one.name} size="s" />
        {one.name}
      </>
    ),
  },
  { id: 'stage', head: 'Stage', width: '9rem', cell: one => <StageBadge stage={one.stage} /> },
  { id: 'talks', head: 'Talks', sort: 'talks', width: '6rem', align: 'end', wide: true, cell: one => one.talks },
];

const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const MOMENTS: TimelineItem[] = [
  { id: '1', at: ago(0.1), icon: 'clock', tone: 'clay', title: 'A thank-you is due by tomorrow noon', actions: <Button size="s">Write it</Button> },
  { id: '2', at: ago(0.3), icon: 'coffee', tone: 'pine', title: <strong>You talked for 34 minutes</strong>, children: 'About nursing. She suggests two others.' },
  { id: '3', at: ago(9), icon: 'mail', title: 'You asked by email' },
];

export function Lists() {
  const sort = useSignal('talks');
  const selected = useSignal<ReadonlySet<string>>(new Set());
  const agenda = useSignal(['What drew you to this work?', 'What is the worst part, honestly?', 'Whom else should I meet?']);
  const rows = [...PEOPLE].sort((a, b) => (sort.value.startsWith('-') ? b.talks - a.talks : a.talks - b.talks));
  return (
    <div class="stack">
      <Card title="An order one makes oneself">
        <SortableList label="Agenda" items={agenda.value} itemKey={one => one} itemLabel={one => one} onMove={(from, to) => (agenda.value = moved(agenda.value, from, to))} render={one => one} />
      </Card>
      <Card title="What happened">
        <Timeline label="With Miriam" items={MOMENTS} />
      </Card>
      <h2>A few rows</h2>
      <Table caption="Recent talks" columns={COLUMNS} rows={PEOPLE.slice(0, 4)} rowKey={one => one.id} rowHref={() => '/design#lists'} />
      <h2>Ten thousand rows</h2>
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
