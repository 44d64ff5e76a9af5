import { Icon } from '../core/ui/Icon.tsx';
import { Badge, Card, Page } from '../core/ui/surfaces.tsx';
import { sayAgo } from '../core/time.ts';
import { GROUPS, type Door } from './doors.tsx';

/** Every door at a glance: what it is for, how it is, and what wants the person. */
export default function ConnectionsPage() {
  return (
    <Page title="Connections" lead="Halfhour works with what you already use. All of it is off until you turn it on, and nothing is sent to anybody unless you press." crumb={{ label: 'Settings', href: '/settings' }} narrow>
      <div class="stack gap-5">
        {GROUPS.map(({ title, doors }) => (
          <Card key={title} title={title}>
            <ul class="lines">
              {doors.map(door => (
                <Row key={door.id} door={door} />
              ))}
            </ul>
          </Card>
        ))}
      </div>
    </Page>
  );
}

function Row({ door: { id, title, icon, lead, useHow } }: { door: Door }) {
  const { how, error } = useHow?.() ?? {};
  const trouble = [how?.error, how?.advice].filter(Boolean).join(' ');
  return (
    <li class="line-row top">
      <Icon name={icon} />
      <div class="line-text">
        <a class="line-link" href={`/settings/connections/${id}`}>
          {title}
        </a>
        <p class="line-more">{lead}</p>
        {how?.at && <p class="line-more">{`${how.last ?? 'Last in step'} ${sayAgo(how.at)}`}</p>}
        {trouble && <p class="warm">{trouble}</p>}
      </div>
      {how ? <Badge tone={how.tone}>{how.label}</Badge> : error && <Badge tone="line">Not known now</Badge>}
    </li>
  );
}
