import { sayError } from '../core/problem.ts';
import { Button } from '../core/ui/Button.tsx';
import { Card, Skeleton } from '../core/ui/surfaces.tsx';
import { callName, type Contact } from './contact.ts';
import { standing, useIntroductionsOf } from './introductions.ts';

/** Who led to this person, and to whom they led. What is done about it has a page of its own. */
export function Introductions({ one }: { one: Contact }) {
  const found = useIntroductionsOf(one.id);
  const name = callName(one);
  const note = `/introductions?add=1&about=${one.id}`;
  const items = found.data?.items ?? [];
  return (
    <Card title="Introductions" actions={items.length > 0 && <a href="/introductions">All</a>}>
      {found.loading ? (
        <Skeleton lines={2} label="Fetching the introductions" />
      ) : found.error && !found.data ? (
        <div class="stack">
          <p class="muted">{sayError(found.error)}</p>
          <span>
            <Button size="s" onClick={found.reload}>
              Try again
            </Button>
          </span>
        </div>
      ) : items.length ? (
        <>
          <ul class="contact-list">
            {items.map(each => {
              const theirs = each.introducer_id === one.id;
              return (
                <li key={each.id}>
                  {theirs ? 'Named ' : 'Named by '}
                  <a href={`/contacts/${theirs ? each.introduced_id : each.introducer_id}`}>{theirs ? each.introduced_name : each.introducer_name}</a>
                  <br />
                  <small class="muted">{each.loop_due ? `Met. Tell ${each.introducer_name} how it went.` : standing(each)}</small>
                </li>
              );
            })}
          </ul>
          <p>
            <a href={note}>Note another</a>
          </p>
        </>
      ) : (
        <p class="muted">
          Nobody has led you to {name}, and {name} to nobody yet. <a href={note}>Note who named whom</a>.
        </p>
      )}
    </Card>
  );
}
