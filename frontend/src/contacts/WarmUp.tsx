import { useSignal } from '@preact/signals';
import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { useForm } from '../core/form.ts';
import { invalidate, useQuery } from '../core/query.ts';
import { sayDate, toWall, hereZone } from '../core/time.ts';
import { Button, IconButton, LinkButton } from '../core/ui/Button.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { TextInput } from '../core/ui/inputs.tsx';
import { Badge, Card, type Tone } from '../core/ui/surfaces.tsx';
import { KINDS, callName, type Contact } from './contact.ts';
import { logActivity, touched, undoLog } from './timeline.ts';
import { Unread } from './Unread.tsx';

type Step = Schema<'WarmUpStep'>;

const WARMTH: Record<Schema<'Warmth'>, { label: string; tone: Tone }> = {
  cold: { label: 'Cold', tone: 'sky' },
  warming: { label: 'Warming up', tone: 'amber' },
  warm: { label: 'Warm', tone: 'pine' },
};
const STEPS: Record<Step['step'], string> = {
  why_them: 'Write down why it is them',
  follow: 'Follow what they publish',
  comment: 'Say something useful about something of theirs',
  congratulate: 'Congratulate them',
};

const path = (id: string) => ({ params: { path: { contact_id: id } } });

/** Becoming known before one asks: what is left to do, one press each, and a word that could be said to nobody else. */
export default function WarmUp({ one }: { one: Contact }) {
  const key = ['contact', one.id, 'warm-up'];
  const found = useQuery(key, abort => ok(api.GET('/api/v1/contacts/{contact_id}/warm-up', { ...path(one.id), signal: abort })));
  const adding = useSignal(false);
  const { data } = found;
  const warm = data?.warmth === 'warm';
  const log = (step: Step) =>
    act({
      send: () => logActivity(one.id, { what: step.what ?? 'other', channel: null, text: step.milestone ?? '' }),
      refresh: touched(one.id),
      said: step.what ? KINDS[step.what].told : '',
      undo: undoLog,
    });
  const said = [data?.congratulation, data?.compliment].filter(Boolean).join(' ');
  const write = (purpose: string) => `/outreach/write?purpose=${purpose}&contact=${one.id}`;
  return (
    <Card title={warm ? 'Staying in touch' : 'Before you ask'} actions={data && <Badge tone={WARMTH[data.warmth].tone}>{WARMTH[data.warmth].label}</Badge>}>
      {!data ? (
        <Unread of={found} label="Looking how well they know you" />
      ) : (
        <div class="stack">
          <p class="muted">{data.reason}</p>
          <ul class="lines">
            {data.steps.filter(step => !warm || step.milestone).map(step => (
              <li key={step.step} class="line-row">
                {step.done && <Icon name="check" />}
                <div class="line-text">
                  {step.done && step.what ? KINDS[step.what].told : STEPS[step.step]}
                  {(step.milestone || step.done_at) && <p class="line-more">{[step.milestone, step.done_at && sayDate(step.done_at)].filter(Boolean).join(' · ')}</p>}
                </div>
                {!step.done && step.what && (
                  <Button size="s" aria-label={`Done: ${STEPS[step.step]}`} onClick={() => void log(step)}>
                    Done
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {!warm && (said ? <blockquote class="contact-words">{said}</blockquote> : <p class="muted">{data.write_first}</p>)}
          <Milestones one={one} adding={adding.value} onDone={() => (adding.value = false)} />
          <div class="row">
            <LinkButton size="s" icon="mail" href={write(data.congratulation ? 'congratulate' : 'keep_in_touch')}>
              {data.congratulation ? 'Write to congratulate' : `Write to ${callName(one)}`}
            </LinkButton>
            {!adding.value && (
              <Button size="s" icon="star" onClick={() => (adding.value = true)}>
                Note a milestone
              </Button>
            )}
          </div>
        </div>
      )}
    </Card>
  );
}

function Milestones({ one, adding, onDone }: { one: Contact; adding: boolean; onDone: () => void }) {
  const key = ['contact', one.id, 'milestones'];
  const list = useQuery(key, abort => ok(api.GET('/api/v1/contacts/{contact_id}/milestones', { ...path(one.id), signal: abort })));
  const drop = (id: string, version: number) => ok(api.DELETE('/api/v1/contacts/{contact_id}/milestones/{milestone_id}', { params: { path: { contact_id: one.id, milestone_id: id }, header: ifMatch({ version }) } }));
  const refresh = [['contact', one.id]];
  const form = useForm<{ what: string; happened_on: string }>({
    initial: { what: '', happened_on: toWall(Date.now(), hereZone).slice(0, 10) },
    check: values => ({ what: values.what.trim() ? '' : 'What happened?', happened_on: values.happened_on ? '' : 'When was it?' }),
    submit: values => ok(api.POST('/api/v1/contacts/{contact_id}/milestones', { ...path(one.id), body: { ...values, note: '' } })),
    done: () => {
      invalidate(...refresh);
      form.reset();
      onDone();
    },
  });
  return (
    <>
      {list.data && list.data.items.length > 0 && (
        <ul class="lines" aria-label="Milestones">
          {list.data.items.map(each => (
            <li key={each.id} class="line-row">
              <div class="line-text">
                {each.what}
                <p class="line-more">{sayDate(each.happened_on)}</p>
              </div>
              <IconButton
                icon="trash-2"
                size="s"
                label={`Take off: ${each.what}`}
                onClick={() =>
                  void act({
                    send: async () => (await drop(each.id, each.version), true),
                    refresh,
                    said: 'Taken off',
                    undo: () => ok(api.POST('/api/v1/contacts/{contact_id}/milestones/{milestone_id}/restore', { params: { path: { contact_id: one.id, milestone_id: each.id } } })),
                  })
                }
              />
            </li>
          ))}
        </ul>
      )}
      {adding && (
        <Form form={form} submit="Keep it" onCancel={onDone}>
          <TextInput {...form.field('what')} label="What happened?" hint="So that it can follow “Congratulations on”: her talk, ten years at the clinic." autofocus maxLength={300} />
          <TextInput {...form.field('happened_on')} label="When?" type="date" />
        </Form>
      )}
    </>
  );
}
