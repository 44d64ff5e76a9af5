import { useSignal } from '@preact/signals';
import { api, ok } from '../core/api.ts';
import { Button } from '../core/ui/Button.tsx';
import { Combobox, type Choice } from '../core/ui/Combobox.tsx';
import { Dialog } from '../core/ui/Dialog.tsx';
import { callName, standing, type Contact } from './contact.ts';
import MergeDialog from './MergeDialog.tsx';

/** Choose the other entry of the same person, then look at both. */
export default function MergeWith({ one, onClose }: { one: Contact; onClose: () => void }) {
  const other = useSignal<Choice | null>(null);
  const chosen = useSignal<string | null>(null);
  const find = async (q: string, abort: AbortSignal): Promise<Choice[]> => {
    const { items } = await ok(api.GET('/api/v1/contacts', { params: { query: { q: q || one.full_name, limit: 20 } }, signal: abort }));
    return items.filter(found => found.id !== one.id).map(found => ({ value: found.id, label: found.full_name, hint: standing(found) }));
  };
  if (chosen.value) return <MergeDialog keep={one.id} gone={chosen.value} onClose={onClose} />;
  return (
    <Dialog title={`Which other entry is ${callName(one)}?`} onClose={onClose}>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault();
          chosen.value = other.value?.value ?? null;
        }}
      >
        <Combobox label="The other entry" value={other.value} onChange={choice => (other.value = choice)} find={find} hint="You see both side by side before anything changes." />
        <div class="form-end">
          <span class="spacer" />
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button kind="primary" type="submit" disabled={!other.value}>
            Compare
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
