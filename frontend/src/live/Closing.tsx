import { Button, IconButton, LinkButton } from '../core/ui/Button.tsx';
import { Checkbox, RadioGroup, TextInput } from '../core/ui/inputs.tsx';
import type { Values } from '../core/offline/docs.ts';
import type { Kept } from './copies.ts';
import type { Desk } from './desk.ts';
import { sayState, Troubles } from './OnDevice.tsx';

interface Named {
  full_name: string;
  headline: string;
  reach: string;
  why: string;
}

interface Said {
  thanked: boolean;
  left_details: boolean;
  may_keep: boolean | null;
  may_name: boolean | null;
  names: Named[];
}

const NOBODY: Named = { full_name: '', headline: '', reach: '', why: '' };
const YES_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
  { value: 'null', label: 'Not asked' },
];

const startOf = ({ person, closing }: Kept): Said => ({
  thanked: false,
  left_details: false,
  may_keep: person?.may_keep ?? null,
  may_name: person?.may_name ?? null,
  names: [NOBODY],
  ...(closing as Partial<Said>),
});

/** What is sent: the names that were given, an address or a number for each where there is one. */
function bodyOf({ names, ...said }: Said): Values {
  const filled = names.filter(one => one.full_name.trim());
  return {
    ...said,
    names: filled.map(({ reach, headline, ...one }) => ({ ...one, headline: headline.trim() || null, ...(reach.trim() && { [reach.includes('@') ? 'email' : 'phone']: reach.trim() }) })),
  };
}

/** The end of a talk: what to say, and what they answered. Each word is kept on this device until it is sent. */
export function Closing({ desk, kept, onClose }: { desk: Desk; kept: Kept; onClose: () => void }) {
  const said = startOf(kept);
  const first = kept.talk.contact_name;
  const set = (part: Partial<Said>) => desk.set({ closing: { ...said, ...part } });
  const name = (place: number, part: Partial<Named>) => set({ names: said.names.map((one, at) => (at === place ? { ...one, ...part } : one)) });
  const answer = (key: 'may_keep' | 'may_name', label: string) => (
    <RadioGroup look="segments" label={label} value={String(said[key])} options={YES_NO} onChange={value => set({ [key]: JSON.parse(value) as boolean | null })} />
  );
  return (
    <form
      class="form"
      noValidate
      onSubmit={event => {
        event.preventDefault();
        desk.close(bodyOf(said));
        onClose();
      }}
    >
      <Checkbox label={`I thanked ${first}`} value={said.thanked} onChange={thanked => set({ thanked })} />
      {answer('may_keep', '“May I stay in touch?”')}
      {answer('may_name', '“May I say that you sent me?”')}
      <fieldset class="stack">
        <legend class="field-label">“Whom else should I meet?”</legend>
        {said.names.map((one, place) => (
          <div key={place} class="stack live-name" role="group" aria-label={one.full_name || `Person ${place + 1}`}>
            <TextInput label="Name" value={one.full_name} onChange={full_name => name(place, { full_name })} />
            <TextInput label="What they do, and where" required={false} value={one.headline} onChange={headline => name(place, { headline })} />
            <TextInput label="Email or phone" required={false} value={one.reach} onChange={reach => name(place, { reach })} />
            <TextInput label="Why them" required={false} value={one.why} onChange={why => name(place, { why })} />
            {said.names.length > 1 && <IconButton icon="x" label={`Take ${one.full_name || 'this person'} off`} onClick={() => set({ names: said.names.filter(other => other !== one) })} />}
          </div>
        ))}
        <div>
          <Button icon="plus" onClick={() => set({ names: [...said.names, NOBODY] })}>
            Another name
          </Button>
        </div>
      </fieldset>
      <Checkbox label="I left my own contact details" value={said.left_details} onChange={left_details => set({ left_details })} />
      <div class="form-end">
        <Button type="submit" kind="primary" icon="check">
          Close the talk
        </Button>
      </div>
    </form>
  );
}

/** After the close: how it stands with sending, and what comes next. */
export function Closed({ kept }: { kept: Kept }) {
  const { id, contact_id, contact_name } = kept.talk;
  return (
    <div class="stack">
      <p>That was it, and it is yours to keep. Write to {contact_name} within a day, while it is fresh for you both.</p>
      <p role="status" class="muted">
        {sayState()}
      </p>
      <Troubles />
      <div class="row">
        <LinkButton kind="primary" icon="gift" href={`/outreach/write?purpose=thank_you&contact=${contact_id}&interview=${id}`}>
          Write the thank-you
        </LinkButton>
        <LinkButton icon="notebook-pen" href={`/interviews/${id}/debrief`}>
          Debrief
        </LinkButton>
        <LinkButton href={`/interviews/${id}`}>Back to the talk</LinkButton>
      </div>
    </div>
  );
}
