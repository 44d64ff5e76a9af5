import { Icon } from '../core/ui/Icon.tsx';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Card } from '../core/ui/surfaces.tsx';
import type { Contact } from './people.ts';
import type { Talk } from './next.ts';
import { CHANNELS } from './talk.ts';

/** The person beside the talk: why them, and how to reach them. */
export function PersonCard({ talk, person }: { talk: Talk; person: Contact | undefined }) {
  const email = person?.emails[0]?.value;
  const phone = person?.phones[0]?.value;
  const facts = [person?.location, person?.preferred_channel && `Prefers ${CHANNELS[person.preferred_channel].toLowerCase()}`].filter(Boolean);
  return (
    <Card title="Why them">
      <div class="stack">
        {person?.why_them ? (
          <p class="quote words">{person.why_them}</p>
        ) : (
          <p class="muted">
            What makes {talk.contact_name} of interest? A sentence you truly mean makes the ask easy to say yes to. <a href={`/contacts/${talk.contact_id}`}>Write it down</a>
          </p>
        )}
        {facts.length > 0 && <p class="muted">{facts.join(' · ')}</p>}
        {(email || phone) && (
          <ul class="facts interviews-reach">
            {email && (
              <li>
                <Icon name="mail" /> <a href={`mailto:${email}`}>{email}</a>
              </li>
            )}
            {phone && (
              <li>
                <Icon name="phone" /> <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>
              </li>
            )}
          </ul>
        )}
        <LinkButton size="s" icon="user" href={`/contacts/${talk.contact_id}`}>
          Open their page
        </LinkButton>
      </div>
    </Card>
  );
}

/** What the talk is for, and what one has read before it. */
export function PurposeCard({ talk, onEdit }: { talk: Talk; onEdit: () => void }) {
  return (
    <Card
      title="What to find out"
      actions={
        <Button size="s" kind="quiet" icon="pencil" onClick={onEdit}>
          Edit
        </Button>
      }
    >
      <div class="stack">
        {talk.goal ? <p class="words">{talk.goal}</p> : <p class="muted">One or two things you want to know after this talk. It keeps the list of questions short.</p>}
        {talk.careers.length > 0 && (
          <p>
            About{' '}
            {talk.careers.map((career, place) => (
              <>
                {place > 0 && ', '}
                <a key={career.id} href={`/careers/${career.id}`}>
                  {career.title}
                </a>
              </>
            ))}
          </p>
        )}
        <p class="row">
          <a href={`/notes?interview_id=${talk.id}`}>Research notes</a>
          <a href={`/notes/new?interview_id=${talk.id}`}>Write one</a>
        </p>
      </div>
    </Card>
  );
}
