import { useForm } from '../core/form.ts';
import { act } from '../core/act.ts';
import { api, ok } from '../core/api.ts';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Button } from '../core/ui/Button.tsx';
import { Combobox, type Choice } from '../core/ui/Combobox.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { TextInput } from '../core/ui/inputs.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Skeleton } from '../core/ui/surfaces.tsx';
import { addPerson, changePerson, useNewest, usePerson } from './api.ts';
import { EASE, easeOf, easiestFirst, recall, type Contact } from './steps.ts';
import type { StepProps } from './WelcomePage.tsx';

async function findPeople(q: string, signal: AbortSignal): Promise<Choice[]> {
  const { items } = await ok(api.GET('/api/v1/contacts', { params: { query: { limit: 20, do_not_contact: false, ...(q && { q }) } }, signal }));
  return items.map(one => ({ value: one.id, label: one.full_name, ...(one.headline && { hint: one.headline }) }));
}

function Person({ person, chosen, onChoose }: { person: Contact; chosen: boolean; onChoose: () => void }) {
  const work = [person.headline, person.organization_name].filter(Boolean).join(' · ');
  return (
    <li class="choice today-person" data-chosen={chosen || undefined}>
      <label class="radio-row">
        <input type="radio" class="radio" name="person" checked={chosen} onChange={onChoose} />
        <span>
          <strong>{person.full_name}</strong>
          {work && <small>{work}</small>}
        </span>
      </label>
      <select
        class="mini"
        aria-label={`How does asking ${person.full_name} feel?`}
        value={easeOf(person.difficulty)}
        onChange={event => {
          const value = event.currentTarget.value;
          void act({ send: () => changePerson(person, { difficulty: value ? Number(value) : null }) });
        }}
      >
        {EASE.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </li>
  );
}

/** Who could tell: names typed or imported, and the one that is easiest to ask. */
export function PeopleStep({ made, memory, note, done, skip }: StepProps) {
  const newest = useNewest();
  const remembered = usePerson(memory.person).data;
  const missing = useSignal('');
  const added = useRef<string | undefined>(undefined);
  const form = useForm({
    initial: { full_name: '', headline: '' },
    draft: 'first-steps.person',
    check: ({ full_name }) => ({ full_name: full_name.trim() ? '' : 'Type a name first.' }),
    submit: ({ full_name, headline }) => addPerson(full_name.trim(), headline.trim(), memory.career ?? made.career?.id),
    done: person => {
      form.reset({ full_name: '', headline: '' });
      missing.value = '';
      added.current = person.id;
      // the first one is the one until the person says otherwise
      if (!memory.person) note({ person: person.id });
      document.querySelector<HTMLElement>('.today-add input')?.focus();
    },
  });
  const listed = newest.data?.items ?? [];
  const people = easiestFirst(remembered && !listed.some(one => one.id === remembered.id) ? [remembered, ...listed] : listed);
  const chosen = memory.person ?? (people.length === 1 ? people[0]?.id : undefined);
  const next = async () => {
    // a name that was typed and not added is added, not lost
    if (form.values.full_name.trim() && !(await form.submit())) return;
    const person = recall().person ?? chosen ?? added.current; // adding the name may just have chosen it
    if (person) done({ person });
    else missing.value = people.length ? 'Choose one of them: the easiest to ask is the best to begin with.' : 'Add at least one name, or skip this for now.';
  };
  return (
    <>
      <h1 tabIndex={-1}>Who could tell you about it?</h1>
      <p class="lead">
        Somebody who does the work, or works next to it. A friend’s sister counts. Begin with whoever is easiest to ask; the important ones come later.
      </p>
      <div class="stack today-people">
        <form
          class="add-line today-add"
          noValidate
          onSubmit={event => {
            event.preventDefault();
            void form.submit();
          }}
        >
          <TextInput {...form.field('full_name')} error={form.errors.full_name ?? form.problem} label="Name" placeholder="Maria Keller" maxLength={300} autofocus />
          <TextInput {...form.field('headline')} label="What they do" required={false} placeholder="Data manager at the hospital" maxLength={300} />
          <Button type="submit" icon="plus" busy={form.busy}>
            Add
          </Button>
        </form>
        <p class="line-row top muted">
          <Icon name="upload" />
          <span>
            Or bring the people you know: <a href="/import">import your LinkedIn connections</a> or an address book, then come back here.
          </span>
        </p>
        {newest.loading && <Skeleton lines={3} label="Loading your people" />}
        {newest.error && !newest.data && <ErrorState error={newest.error} onRetry={newest.reload} />}
        {people.length > 0 && (
          <fieldset>
            <legend class="field-label">Whom would you ask first?</legend>
            <ul class="stack gap-2 mb-2">
              {people.map(person => (
                <Person key={person.id} person={person} chosen={person.id === chosen} onChoose={() => note({ person: person.id })} />
              ))}
            </ul>
          </fieldset>
        )}
        {made.people > people.length && (
          <Combobox label={`Somebody else of your ${made.people.toLocaleString()} people`} placeholder="Type a name" value={null} onChange={choice => choice && note({ person: choice.value })} find={findPeople} />
        )}
        <p class="field-error" role="alert">
          {missing.value}
        </p>
      </div>
      <div class="form-end mt-4">
        {skip}
        <span class="spacer" />
        <Button kind="primary" onClick={() => void next()}>
          Next
        </Button>
      </div>
    </>
  );
}
