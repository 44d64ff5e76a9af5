import { useSignal } from '@preact/signals';
import type { PageProps } from '../core/feature.ts';
import { useForm } from '../core/form.ts';
import { copy } from '../core/copy.ts';
import { useLater } from '../core/later.ts';
import { navigate } from '../core/router.ts';
import { fromWall, hereZone, sayDateTime, zoneName, zones } from '../core/time.ts';
import { Button } from '../core/ui/Button.tsx';
import { DateTimeField, type WallTime } from '../core/ui/DateTimeField.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { NumberInput, Select, Textarea } from '../core/ui/inputs.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Card, Page, Skeleton } from '../core/ui/surfaces.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { useTalk } from './api.ts';
import type { MoveValues } from './moves.ts';
import { cityOf, type Talk } from './next.ts';
import { mistake, MOST, offerOf, offerTimes, placeThem, rowsOf, takeBack, useOffers, type Offers } from './times.ts';

/** What their clock shows at a time that is being chosen, where it shows anything else. */
function onTheirs({ wall, zone }: WallTime, { assumed, contact_name: name, their_time_zone: theirs }: Offers): string {
  const at = wall ? fromWall(wall, zone) : null;
  return !at || assumed || theirs === zone ? '' : `${sayDateTime(at, theirs)} ${zoneName(theirs, at)} for ${name} in ${cityOf(theirs)}`;
}

function TimesForm({ offers }: { offers: Offers }) {
  const form = useForm<{ times: WallTime[]; minutes: number | null }, Offers>({
    initial: { times: rowsOf(offers), minutes: offers.minutes },
    check: ({ times, minutes }) => ({
      times: times.every(row => !row.wall) ? 'Choose a day and a time.' : times.some(row => mistake(row, Date.now())) ? ' ' : '',
      minutes: minutes && minutes >= 5 && minutes <= 480 ? '' : 'Between 5 and 480 minutes.',
    }),
    submit: ({ times, minutes }) => offerTimes(offers, { ...offerOf(times, offers.own_time_zone), minutes }),
    done: after => {
      form.reset({ times: rowsOf(after), minutes: after.minutes });
      toast('On offer. Now send them the text.');
    },
  });
  const { times } = form.values;
  const { error } = form.field('times');
  const put = (place: number, row: WallTime) => form.set({ times: times.map((one, at) => (at === place ? row : one)) });
  return (
    <Form
      form={form}
      submit="Offer these times"
      aside={
        times.length < MOST && (
          <Button icon="plus" kind="quiet" onClick={() => form.set({ times: [...times, { wall: '', zone: times[0]?.zone ?? offers.own_time_zone }] })}>
            Another time
          </Button>
        )
      }
    >
      {times.map((row, place) => (
        <DateTimeField
          key={place}
          label={`Time ${place + 1}`}
          required={place === 0}
          name={`times/${place}`}
          value={row}
          onChange={value => put(place, value)}
          error={mistake(row, Date.now()) ?? (place === 0 ? error?.trim() : undefined)}
          hint={onTheirs(row, offers)}
        />
      ))}
      <NumberInput {...form.field('minutes')} label="How long" unit="minutes" min={5} max={480} step={5} required />
    </Form>
  );
}

function Letter({ text }: { text: string }) {
  const words = useSignal(text);
  return (
    <div class="stack">
      <Textarea label="What to send them" hideLabel value={words.value} onChange={value => (words.value = value)} rows={9} />
      <span>
        <Button icon="paperclip" onClick={() => void copy(words.value)}>
          Copy the text
        </Button>
      </span>
    </div>
  );
}

function Choices({ offers, onChoose }: { offers: Offers; onChoose: (time: Offers['times'][number]) => void }) {
  return (
    <ul class="lines">
      {offers.times.map(time => (
        <li key={time.starts_at} class="stack interviews-time">
          <span>{time.sentence}</span>
          {[...time.conflicts.map(one => one.words), ...(time.offered_too.length ? [`Also on offer to ${time.offered_too.join(', ')}.`] : []), ...(time.oddity ? [time.oddity] : [])].map(words => (
            <span key={words} class="line-more">
              <Icon name="triangle-alert" /> {words}
            </span>
          ))}
          <span>
            {time.past ? (
              <span class="muted">This time has passed.</span>
            ) : (
              <Button size="s" icon="check" onClick={() => onChoose(time)}>
                They chose this
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Times({ talk, offers }: { talk: Talk; offers: Offers }) {
  const chosen = useSignal<Partial<MoveValues> | null>(null);
  const MoveDialog = useLater(() => import('./MoveDialog.tsx'), chosen.value !== null);
  const here = `/interviews/${talk.id}`;
  const action = talk.state === 'scheduled' ? 'reschedule' : 'schedule';
  return (
    <div class="beside">
      <Card title="When could you?">
        <div class="stack">
          <p class="muted">
            Your clock is that of {cityOf(offers.own_time_zone)}
            {offers.own_time_zone !== hereZone && `, as your account says; this device is on ${cityOf(hereZone)} time`}.{' '}
            {offers.assumed ? `Nobody has said where ${offers.contact_name} is, so yours is taken.` : `${offers.contact_name} is on ${cityOf(offers.their_time_zone)} time.`}
          </p>
          {offers.assumed && (
            <Select
              label={`Where is ${offers.contact_name}?`}
              value=""
              options={[{ value: '', label: 'I don’t know' }, ...zones().map(zone => ({ value: zone, label: zone.replaceAll('_', ' ') }))]}
              onChange={zone => zone && void placeThem(offers, zone)}
            />
          )}
          <TimesForm offers={offers} />
        </div>
      </Card>
      <div class="stack">
        <Card title="What to send">{offers.text ? <Letter key={offers.text} text={offers.text} /> : <p class="muted">Choose two or three times; the words for your message then stand here, first on their clock and then on yours.</p>}</Card>
        {offers.times.length > 0 && (
          <Card
            title="What is on offer"
            actions={
              <Button size="s" kind="quiet" onClick={() => void takeBack(offers)}>
                Take it back
              </Button>
            }
          >
            <Choices offers={offers} onChoose={time => (chosen.value = { starts_at_local: { wall: time.theirs.local, zone: time.theirs.time_zone }, minutes: offers.minutes })} />
          </Card>
        )}
      </div>
      {MoveDialog && chosen.value && (
        <MoveDialog
          talk={talk}
          action={action}
          prefill={chosen.value}
          preferred={undefined}
          onClose={done => {
            chosen.value = null;
            if (done) navigate(here);
          }}
        />
      )}
    </div>
  );
}

/** Offering times for a talk: on both clocks, with the words to send, until one of them is chosen. */
export default function TimesPage({ params }: PageProps) {
  const id = params.id ?? '';
  const talk = useTalk(id);
  const offers = useOffers(id);
  const back = { label: 'The talk', href: `/interviews/${id}` };
  const error = talk.error ?? offers.error;
  if (!talk.data || !offers.data) return error ? <ErrorState page error={error} onRetry={talk.data ? offers.reload : talk.reload} back={back} /> : <Skeleton page lines={8} label="Loading the times" />;
  const open = ['planned', 'requested', 'scheduled'].includes(talk.data.state);
  return (
    <Page title={`Times for ${talk.data.contact_name}`} crumb={back} lead="Two or three to choose from make it easy to say yes.">
      {open ? (
        <Times talk={talk.data} offers={offers.data} />
      ) : (
        <EmptyState drawing="pages" title="This talk needs no time any more" actions={<a href={back.href}>Back to the talk</a>}>
          Open it again first, or plan another talk.
        </EmptyState>
      )}
    </Page>
  );
}
