import { sayAgo, sayDateTime } from '../core/time.ts';
import { Mark } from '../core/ui/table.tsx';
import { Avatar, Badge } from '../core/ui/surfaces.tsx';
import { ContactStage } from './ContactStage.tsx';
import { standing, type Contact } from './contact.ts';

interface Props {
  one: Contact;
  /** on the board the column says it */
  hideStage?: boolean;
  /** on the page of an organization the title says it */
  hideOrganization?: boolean;
  /** with it there is a checkbox */
  onMark?: ((range: boolean) => void) | undefined;
  marked?: boolean;
}

/** When we talk next, or when we were last in touch. */
function When({ one }: { one: Contact }) {
  if (one.next_talk_at) return <strong>{sayDateTime(one.next_talk_at)}</strong>;
  return one.last_touch_at ? <span>In touch {sayAgo(one.last_touch_at)}</span> : null;
}

/** A person in a list of cards: on a phone, and on the board. */
export function ContactCard({ one, hideStage = false, hideOrganization = false, onMark, marked = false }: Props) {
  const work = hideOrganization ? one.headline : standing(one);
  return (
    <div class="contacts-card" data-selected={marked || undefined}>
      {onMark ? <Mark label={`Select ${one.full_name}`} checked={marked} onToggle={onMark} /> : !hideStage && <Avatar name={one.full_name} />}
      <div class="two-lines">
        <a class="row-link" href={`/contacts/${one.id}`}>
          {one.full_name}
        </a>
        {work && <small>{work}</small>}
        <span class="row gap-1 mt-1">
          {!hideStage && <ContactStage stage={one.stage} />}
          {one.do_not_contact && <Badge tone="red">Do not contact</Badge>}
          <small>
            <When one={one} />
          </small>
        </span>
      </div>
    </div>
  );
}
