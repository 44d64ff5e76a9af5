import type { PageProps } from '../core/feature.ts';
import { ApiError } from '../core/problem.ts';
import { ErrorState } from '../core/ui/states.tsx';
import { Page } from '../core/ui/surfaces.tsx';
import { GROUPS } from './doors.tsx';

const CRUMB = { label: 'Connections', href: '/settings/connections' };

/** One door, with all that is connected by it. */
export default function DoorPage({ params }: PageProps) {
  const door = GROUPS.flatMap(group => group.doors).find(({ id }) => id === params['door']);
  if (!door) return <ErrorState page error={new ApiError({ title: '', status: 404 })} back={CRUMB} />;
  const Part = door.part;
  return (
    <Page key={door.id} title={door.title} lead={door.lead} crumb={CRUMB} narrow>
      <Part />
    </Page>
  );
}
