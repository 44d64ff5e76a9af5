import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useForm } from '../core/form.ts';
import { saveEdit } from '../core/edit.ts';
import { rendered } from '../core/rendered.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button } from '../core/ui/Button.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Select, Textarea, TextInput } from '../core/ui/inputs.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { Card } from '../core/ui/surfaces.tsx';
import { createCriterion, keepCriterion, readCriterion, removeCriterion, sendCriterion, takeSuggestion, useCriteria, weigh } from './api.ts';
import { KIND_NAMES, KINDS, suggestions, WEIGHTS, type Criterion, type Kind, type Profile } from './profile.ts';

const KIND_OPTIONS = KIND_NAMES.map(value => ({ value, label: KINDS[value].one }));

/** By what careers are judged: the person's own words, weighed. */
export function CriteriaPart({ profile }: { profile: Profile }) {
  const list = useCriteria();
  const editing = useSignal<string | null>(null);
  const offered = list.items ? suggestions(profile, list.items) : [];
  return (
    <div class="profile-criteria" id="criteria">
      <Card title="What you judge careers by">
        <div class="stack">
          <p class="muted">After each talk you will ask: does this work fit? These are your measures, from a little (1) to decisive (5).</p>
          <Loaded of={list} lines={4} label="Loading what you judge by">
            {items => (
              KIND_NAMES.map(kind => {
                const ones = items.filter(one => one.kind === kind) ?? [];
                return (
                  ones.length > 0 && (
                    <div key={kind}>
                      <h3 class="label">{KINDS[kind].many}</h3>
                      <ul class="lines">
                        {ones.map(one => (
                          <li key={one.id}>{editing.value === one.id ? <EditRow one={one} done={() => (editing.value = null)} /> : <Row one={one} edit={() => (editing.value = one.id)} />}</li>
                        ))}
                      </ul>
                    </div>
                  )
                );
              })
            )}
          </Loaded>
          {list.items?.length === 0 && <p>Nothing yet. Three or four are plenty to begin with.</p>}
          {offered.length > 0 && <Offered list={offered} />}
          <AddRow />
        </div>
      </Card>
    </div>
  );
}

const FEW = 6; // at a time: each that is taken makes room for the next

function Offered({ list }: { list: ReturnType<typeof suggestions> }) {
  const box = useRef<HTMLUListElement>(null);
  return (
    <div>
      <h3 class="label">In your own words</h3>
      <ul ref={box} class="row gap-2 mt-2">
        {list.slice(0, FEW).map(one => (
          <li key={one.name}>
            <Button
              size="s"
              icon="plus"
              class="btn-text"
              onClick={() => {
                const next = [...(box.current?.querySelectorAll('button') ?? [])];
                const here = next.indexOf(document.activeElement as HTMLButtonElement);
                void takeSuggestion(one).then(() => rendered(() => (box.current?.querySelectorAll('button')[Math.max(0, here)] ?? document.querySelector<HTMLElement>('.profile-add input'))?.focus()));
              }}
            >
              {one.name}
              <span class="visually-hidden"> as {one.kind === 'interest' ? 'an' : 'a'} {KINDS[one.kind].one.toLowerCase()}</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Row({ one, edit }: { one: Criterion; edit: () => void }) {
  return (
    <div class="line-row profile-criterion">
      <div class="line-text">
        {one.name}
        {one.why && <p class="line-more">{one.why}</p>}
      </div>
      <Weight one={one} />
      <Menu
        label={`${one.name}: edit or delete`}
        icon="ellipsis-vertical"
        size="s"
        items={[
          { label: 'Edit', icon: 'pencil', run: edit },
          { label: 'Delete', icon: 'trash-2', danger: true, line: true, run: () => void removeCriterion(one) },
        ]}
      />
    </div>
  );
}

const WAIT = 450; // ms after the last press: arrows walk through the weights on their way

/** Five dots that are five radios: arrows walk, a press chooses. */
function Weight({ one }: { one: Criterion }) {
  const chosen = useSignal<number | null>(null);
  const latest = useRef(one);
  latest.current = one;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const now = chosen.value ?? one.weight;

  const send = async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const weight = chosen.peek();
    if (weight === null) return;
    if (weight !== latest.current.weight) await weigh(latest.current, weight);
    if (chosen.peek() === weight) chosen.value = null;
  };
  useEffect(
    () => () => {
      if (timer.current) void send();
    },
    [],
  );

  return (
    <fieldset class="profile-weight">
      <legend class="visually-hidden">How much “{one.name}” matters</legend>
      {WEIGHTS.map((words, place) => (
        <label key={words} data-on={place < now || undefined} title={`${place + 1}: ${words}`}>
          <input
            type="radio"
            name={`weight-${one.id}`}
            aria-label={`${place + 1}, ${words}`}
            checked={now === place + 1}
            onChange={() => {
              chosen.value = place + 1;
              clearTimeout(timer.current);
              timer.current = setTimeout(() => void send(), WAIT);
            }}
          />
        </label>
      ))}
    </fieldset>
  );
}

function EditRow({ one, done }: { one: Criterion; done: () => void }) {
  const form = useForm({
    initial: { name: one.name, kind: one.kind, why: one.why },
    check: ({ name }) => (name.trim() ? {} : { name: 'Give it a name.' }),
    submit: (_values, changes) =>
      saveEdit<Criterion>({ base: one, changes, title: one.name, send: (body, version) => sendCriterion(one.id, body, version), reload: () => readCriterion(one.id) }),
    done: saved => {
      if (saved) keepCriterion(saved);
      done();
    },
  });
  return (
    <Form form={form} onCancel={done} >
      <TextInput {...form.field('name')} label="Name" maxLength={300} autofocus />
      <Select<Kind> {...form.field('kind')} label="Kind" options={KIND_OPTIONS} />
      <Textarea {...form.field('why')} label="Why" required={false} rows={2} placeholder="I have missed too many bedtimes." />
    </Form>
  );
}

function AddRow() {
  const empty: { name: string; kind: Kind } = { name: '', kind: 'value' };
  const form = useForm({
    initial: empty,
    check: ({ name }) => (name.trim() ? {} : { name: 'Write what matters to you.' }),
    submit: ({ name, kind }) => createCriterion({ name, kind, weight: 3, why: '' }),
    done: ({ kind }) => form.reset({ name: '', kind }),
  });
  return (
    <form
      class="add-line profile-add"
      noValidate
      onSubmit={event => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <TextInput {...form.field('name')} label="What else matters?" maxLength={300} placeholder="Evenings at home" />
      <Select<Kind> {...form.field('kind')} label="Kind" hideLabel options={KIND_OPTIONS} />
      <Button type="submit" icon="plus" busy={form.busy}>
        Add
      </Button>
      {form.problem && <Banner kind="problem">{form.problem}</Banner>}
    </form>
  );
}
