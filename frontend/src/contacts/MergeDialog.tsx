import { useSignal } from '@preact/signals';
import { act } from '../core/act.ts';
import { api, ifMatch, ok } from '../core/api.ts';
import { rendered } from '../core/rendered.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button } from '../core/ui/Button.tsx';
import { Dialog } from '../core/ui/Dialog.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Skeleton } from '../core/ui/surfaces.tsx';
import { TOUCHED, useContact } from './api.ts';
import type { Contact } from './contact.ts';
import { FIELDS, disputed, sayField, united, type Field } from './merging.ts';

interface Props {
  /** the entry that stays */
  keep: string;
  /** the entry that goes into it */
  gone: string;
  /** after the dialog is gone, and the button that opened it perhaps too */
  onDone?: () => void;
  onClose: () => void;
}

/** Two entries of one person, side by side: where they differ one chooses, the rest is kept from both. */
export default function MergeDialog({ keep, gone, onDone, onClose }: Props) {
  const left = useContact(keep);
  const right = useContact(gone);
  const error = left.error ?? right.error;
  return (
    <Dialog title="One person, listed twice" look="wide" closeOutside={false} onClose={onClose}>
      {left.data && right.data ? (
        <Both left={left.data} right={right.data} onDone={onDone} onClose={onClose} />
      ) : error ? (
        <ErrorState
          error={error}
          onRetry={() => {
            left.reload();
            right.reload();
          }}
        />
      ) : (
        <Skeleton lines={6} label="Fetching both entries" />
      )}
    </Dialog>
  );
}

function Both({ left, right, onDone, onClose }: { left: Contact; right: Contact; onDone: Props['onDone'] } & Pick<Props, 'onClose'>) {
  const take = useSignal<ReadonlySet<Field>>(new Set());
  const busy = useSignal(false);
  const choose = disputed(left, right);
  const both = united(left, right);
  const merge = async () => {
    busy.value = true;
    const done = await act({
      send: () =>
        ok(
          api.POST('/api/v1/contacts/{contact_id}/merge', {
            params: { path: { contact_id: left.id }, header: ifMatch(left) },
            body: { contact_id: right.id, take: [...take.peek()] },
          }),
        ),
      refresh: TOUCHED,
      said: `${(take.peek().has('full_name') ? right : left).full_name} is one person now`,
      undo: merged => ok(api.POST('/api/v1/contacts/{contact_id}/merges/{merge_id}/undo', { params: { path: { contact_id: left.id, merge_id: merged.id } } })),
    });
    busy.value = false;
    if (!done) return;
    onClose();
    rendered(() => onDone?.());
  };
  const side = (field: Field, mine: boolean, one: Contact) => (
    <label class="choice top">
      <input
        type="radio"
        class="radio"
        name={`merge-${field}`}
        checked={take.value.has(field) !== mine}
        onChange={() => {
          const next = new Set(take.value);
          if (mine) next.delete(field);
          else next.add(field);
          take.value = next;
        }}
      />
      <span class="words">{sayField(field, one)}</span>
    </label>
  );
  return (
    <div class="stack">
      <p class="muted">
        {choose.length
          ? 'Where the two entries differ, choose what is right. Everything else is kept from both, with their timelines, notes and talks.'
          : 'The two entries do not contradict each other. Everything is kept from both, with their timelines, notes and talks.'}
      </p>
      {choose.map(field => (
        <fieldset key={field} class="grid grid-fit conflict">
          <legend class="field-label">{FIELDS[field]}</legend>
          {side(field, true, left)}
          {side(field, false, right)}
        </fieldset>
      ))}
      {both.length > 0 && (
        <Banner kind="info" title="Kept from both">
          {both.join(', ')}
        </Banner>
      )}
      <div class="form-end">
        <span class="spacer" />
        <Button kind="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button kind="primary" icon="merge" busy={busy.value} onClick={() => void merge()}>
          Merge into one
        </Button>
      </div>
    </div>
  );
}
