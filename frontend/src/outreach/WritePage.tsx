import { useEffect } from 'preact/hooks';
import { act } from '../core/act.ts';
import { query, setQuery } from '../core/router.ts';
import { sayDateTime } from '../core/time.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Combobox } from '../core/ui/Combobox.tsx';
import { Select } from '../core/ui/inputs.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Page, Skeleton } from '../core/ui/surfaces.tsx';
import { useContact } from '../contacts/api.ts';
import { findPeople } from '../contacts/people.ts';
import { AskGuard } from './AskGuard.tsx';
import { unthank, useLetter, useTalk, useTalks, useTemplates } from './api.ts';
import { CHANNELS, PURPOSES, isPurpose, optionsOf, talkFor, usual, type Contact } from './letter.ts';
import { LetterForm } from './LetterForm.tsx';

/** A letter to somebody: /outreach/write?purpose=&contact=&interview=&template= */
export default function WritePage() {
  const contact = query.value.get('contact');
  const one = useContact(contact ?? '').data;
  return (
    <Page
      title={one ? `A letter to ${one.full_name}` : 'A letter'}
      lead="Drafted here, read and mended by you. Halfhour sends nothing: you do, in your own way."
      crumb={one ? { label: one.full_name, href: `/contacts/${one.id}` } : { label: 'People', href: '/contacts' }}
      narrow
    >
      {contact ? (
        <To key={contact} id={contact} />
      ) : (
        <Combobox label="To whom?" placeholder="Type a name" value={null} onChange={choice => choice && setQuery({ contact: choice.value })} find={findPeople} />
      )}
    </Page>
  );
}

function To({ id }: { id: string }) {
  const person = useContact(id);
  const talks = useTalks(id);
  const given = query.value.get('purpose');
  const purpose = isPurpose(given) ? given : 'keep_in_touch';
  const named = query.value.get('interview');
  const talk = useTalk(named).data ?? (named ? undefined : talkFor(purpose, talks.data?.items ?? []));
  const interview = named ?? talk?.id ?? null;
  const templates = useTemplates(purpose);
  const items = templates.data?.items;
  const one = person.data;
  const ready = one && items && (interview ? talk : talks.data || talks.error);
  const template = ready ? (items.find(each => each.id === query.value.get('template')) ?? usual(items, one, talk?.ask_channel)) : undefined;
  const letter = useLetter(template?.id, id, interview, query.value.get('career'));
  useEffect(letter.reload, [template?.id]);
  const error = person.error ?? templates.error ?? letter.error;
  return (
    <div class="stack">
      <div class="grid">
        <Select label="What for" value={purpose} onChange={to => setQuery({ purpose: to, template: null, ...(!named && { interview: null }) })} options={optionsOf(PURPOSES)} />
        {template && items && <Select label="Begin from" value={template.id} onChange={to => setQuery({ template: to })} options={items.map(each => ({ value: each.id, label: `${CHANNELS[each.channel]}: ${each.name}` }))} />}
      </div>
      {(purpose === 'ask' || purpose === 'follow_up') && <AskGuard contact={id} interview={interview} />}
      {talk?.thank_by && purpose === 'thank_you' && <p class="muted">Best sent by {sayDateTime(talk.thank_by)}, while the talk is fresh for both of you.</p>}
      {purpose === 'thank_you' && talk?.thanked_at && (
        <Banner
          kind="good"
          title={`You thanked them: ${sayDateTime(talk.thanked_at)}`}
          actions={
            <Button size="s" icon="undo-2" onClick={() => void act({ send: () => unthank(talk) })}>
              I have not yet
            </Button>
          }
        />
      )}
      {purpose === 'follow_up' && ready && !interview ? (
        <EmptyState title="Nothing to follow up on" actions={<LinkButton href={`/contacts/${id}`}>Open their page</LinkButton>}>
          No ask to them waits for an answer.
        </EmptyState>
      ) : error && !letter.data ? (
        <ErrorState error={error} onRetry={letter.error ? letter.reload : templates.reload} />
      ) : items?.length === 0 ? (
        <EmptyState title="No template for this" drawing="pages" actions={<LinkButton href="/templates?add=1">Write one</LinkButton>}>
          The starter letters lie in the <a href="/templates/bin">bin</a>.
        </EmptyState>
      ) : !letter.data || !one ? (
        <Skeleton lines={8} label="Writing the letter" />
      ) : (
        <LetterForm key={JSON.stringify([letter.data.template_id, letter.data.subject, letter.data.text])} letter={letter.data} one={one as Contact} talk={talk} />
      )}
    </div>
  );
}
