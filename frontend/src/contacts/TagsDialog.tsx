import { useSignal } from '@preact/signals';
import { Button } from '../core/ui/Button.tsx';
import { Chip } from '../core/ui/Chip.tsx';
import { Dialog } from '../core/ui/Dialog.tsx';
import { TagInput } from '../core/ui/TagInput.tsx';
import { useCounts } from './api.ts';
import { changeAll, retag } from './bulk.ts';
import type { Contact } from './contact.ts';

/** Add and take away tags of several people at once. */
export function TagsDialog({ people, onClose }: { people: Contact[]; onClose: () => void }) {
  const counts = useCounts();
  const add = useSignal<string[]>([]);
  const remove = useSignal<string[]>([]);
  const known = counts.data?.tag.flatMap(one => one.value ?? []) ?? [];
  const theirs = [...new Set(people.flatMap(one => one.tags))].sort();
  const send = () => {
    const change = retag(add.value, remove.value);
    const said = [add.value.length && `${add.value.join(', ')} added`, remove.value.length && `${remove.value.join(', ')} taken away`].filter(Boolean).join(', ');
    void changeAll(people, change, `${people.length.toLocaleString()} ${people.length === 1 ? 'person' : 'people'}: ${said}`);
    onClose();
  };
  return (
    <Dialog title={people.length === 1 ? 'Tags of one person' : `Tags of ${people.length.toLocaleString()} people`} onClose={onClose}>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault();
          if (add.value.length || remove.value.length) send();
        }}
      >
        <TagInput label="Add" hint="Enter or a comma after each." value={add.value} suggestions={known} onChange={tags => (add.value = tags)} />
        {theirs.length > 0 && (
          <fieldset>
            <legend class="field-label">Take away</legend>
            <div class="chips">
              {theirs.map(tag => {
                const on = remove.value.includes(tag);
                return (
                  <Chip key={tag} on={on} onPress={() => (remove.value = on ? remove.value.filter(one => one !== tag) : [...remove.value, tag])}>
                    {tag}
                  </Chip>
                );
              })}
            </div>
          </fieldset>
        )}
        <div class="form-end">
          <span class="spacer" />
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button kind="primary" type="submit">
            Change tags
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
