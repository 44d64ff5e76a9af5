import { sayAgo } from '../core/time.ts';
import { Button } from '../core/ui/Button.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Badge, Card } from '../core/ui/surfaces.tsx';
import { endOthers, endSession, useSessions } from './api.ts';
import { sayBrowser } from './account.ts';

export function SessionsPart() {
  const list = useSessions();
  const others = list.data?.items.some(one => !one.current);
  return (
    <Card
      title="Signed-in browsers"
      actions={
        others && (
          <Button size="s" onClick={() => void endOthers()}>
            Sign out all others
          </Button>
        )
      }
    >
      <Loaded of={list}>
        {({ items }) => (
          <ul class="lines">
            {items.map(one => (
              <li key={one.id} class="row">
                <span class="accounts-text">
                  {sayBrowser(one.agent)} {one.current && <Badge tone="pine">This one</Badge>}
                  <small>
                    {one.address} · signed in {sayAgo(one.created_at)} · used {sayAgo(one.last_used_at)}
                  </small>
                </span>
                {!one.current && (
                  <Button size="s" onClick={() => void endSession(one)} aria-label={`Sign out ${sayBrowser(one.agent)} at ${one.address}`}>
                    Sign out
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}
