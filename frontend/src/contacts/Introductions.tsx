import { Card } from '../core/ui/surfaces.tsx';
import { callName, type Contact } from './contact.ts';
import { standing, useIntroductionsOf } from './introductions.ts';
import { Unread } from './Unread.tsx';

/** Who led to this person, and to whom they led. What is done about it has a page of its own. */
export function Introductions({ one }: { one: Contact }) {
  const found = useIntroductionsOf(one.id);
  const name = callName(one);
  const note = `/introductions?add=1&about=${one.id}`;
  const items = found.data?.items ?? [];
  return (
    <Card title="Introductions" actions={items.length > 0 && <a href="/introductions">All</a>}>
      {!found.data ? (
        <Unread of={found} label="Fetching the introductions" />
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
