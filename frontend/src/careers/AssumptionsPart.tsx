import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { saveEdit } from '../core/edit.ts';
import { useForm } from '../core/form.ts';
import { Button } from '../core/ui/Button.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { RadioGroup, Textarea, TextInput } from '../core/ui/inputs.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { createAssumption, judge, readAssumption, removeAssumption, sendAssumption, useAssumptions, useEvidence } from './api.ts';
import { STATE_NAMES, STATES, sayAssumptions, type Assumption, type AssumptionState, type Career } from './career.ts';

const OPTIONS = STATE_NAMES.map(value => ({ value, label: STATES[value].label }));

/** What the person takes for granted, to be tested in talks. */
export function AssumptionsPart({ career }: { career: Career }) {
  const list = useAssumptions(career.id);
  const editing = useSignal<string | null>(null);
  const said = new Map(useEvidence(career.id).data?.assumptions.map(one => [one.id, one.findings]));
  return (
    <section class="stack" aria-labelledby="assumptions">
      <div>
        <h2 id="assumptions">Assumptions to test</h2>
        <p class="muted">
          {list.items?.length ? `${sayAssumptions(career.assumptions)}. Two people who don’t know each other settle one.` : 'What do you take for granted about this work? Each is a question for a talk.'}
        </p>
      </div>
      <Loaded of={list} lines={3} label="Loading assumptions">
        {items => (
          items.length > 0 && (
            <ul class="lines">
              {items.map(one => (
                <li key={one.id}>
                  {editing.value === one.id ? <EditRow one={one} done={() => (editing.value = null)} /> : <Row one={one} edit={() => (editing.value = one.id)} />}
                  {one.found === 'contested' && <p class="line-more">Your talks contradict each other here.</p>}
                  {said.get(one.id)?.map(each => (
                    <p key={each.interview_id} class="line-more">
                      {STATES[each.finding].label}: <a href={`/interviews/${each.interview_id}/debrief`}>{each.contact_name}</a> {each.evidence}
                    </p>
                  ))}
                </li>
              ))}
            </ul>
          )
        )}
      </Loaded>
      <AddRow id={career.id} />
    </section>
  );
}

function Row({ one, edit }: { one: Assumption; edit: () => void }) {
  return (
    <div class="line-row careers-claim" data-state={one.state}>
      <Icon name={STATES[one.state].icon} />
      <p class="line-text">{one.claim}</p>
      <RadioGroup<AssumptionState> label={`What talks have shown: ${one.claim}`} hideLabel look="segments" options={OPTIONS} value={one.state} onChange={state => void judge(one, state)} />
      <Menu
        label={`Edit or delete: ${one.claim}`}
        icon="ellipsis-vertical"
        size="s"
        items={[
          { label: 'Edit', icon: 'pencil', run: edit },
          { label: 'Delete', icon: 'trash-2', danger: true, line: true, run: () => void removeAssumption(one) },
        ]}
      />
    </div>
  );
}

function EditRow({ one, done }: { one: Assumption; done: () => void }) {
  const form = useForm({
    initial: { claim: one.claim },
    check: ({ claim }) => (claim.trim() ? {} : { claim: 'Say what you assume.' }),
    submit: (_values, changes) => saveEdit<Assumption>({ base: one, changes, title: one.claim, labels: { claim: 'The assumption' }, send: sendAssumption(one), reload: () => readAssumption(one) }),
    done,
  });
  return (
    <Form form={form} onCancel={done}>
      <Textarea {...form.field('claim')} label="The assumption" rows={2} autofocus />
    </Form>
  );
}

function AddRow({ id }: { id: string }) {
  const box = useRef<HTMLFormElement>(null);
  const form = useForm({
    initial: { claim: '' },
    draft: `assumption-${id}`,
    check: ({ claim }) => (claim.trim() ? {} : { claim: 'Say what you assume: “One can start without a degree”.' }),
    submit: ({ claim }) => createAssumption(id, claim),
    done: () => {
      form.reset({ claim: '' });
      box.current?.querySelector('input')?.focus();
    },
  });
  return (
    <form
      ref={box}
      class="add-line careers-add"
      noValidate
      onSubmit={event => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <TextInput {...form.field('claim')} error={form.errors.claim ?? form.problem} label="Another assumption" maxLength={2000} placeholder="One can start without a degree in statistics." />
      <Button type="submit" icon="plus" busy={form.busy}>
        Add
      </Button>
    </form>
  );
}
