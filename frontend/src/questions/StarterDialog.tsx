import { useSignal } from '@preact/signals';
import { sayError } from '../core/problem.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button } from '../core/ui/Button.tsx';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Checkbox } from '../core/ui/inputs.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Skeleton } from '../core/ui/surfaces.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { takeStarter, useStarter } from './api.ts';
import { byCategory, CATEGORIES, type Category, type Starter } from './question.ts';

const count = (number: number) => (number === 1 ? '1 question' : `${number} questions`);
const fresh = (items: readonly Starter[]) => items.filter(one => !one.taken).length;

/** The set to start with: look into it, then take all of it or some topics. What was taken before is left alone. */
export default function StarterDialog({ onClose }: { onClose: () => void }) {
  const { data, error, reload } = useStarter();
  const chosen = useSignal<ReadonlySet<Category>>(new Set());
  const busy = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const groups = data ? byCategory(data.items) : [];
  const picked = groups.filter(group => chosen.value.has(group.category));
  const number = fresh(picked.length ? picked.flatMap(group => group.items) : (data?.items ?? []));

  const take = async () => {
    busy.value = true;
    problem.value = undefined;
    try {
      const { added } = await takeStarter(picked.length ? picked.map(group => group.category) : null);
      toast(`${count(added)} added to your bank`);
      onClose();
    } catch (refused) {
      problem.value = sayError(refused);
    } finally {
      busy.value = false;
    }
  };

  return (
    <Dialog title="Questions to start with" look="wide" onClose={onClose}>
      <div class="stack">
        <p class="muted">Take them all, or the topics you like. Once in your bank they are yours: change and delete as you please.</p>
        {error && !data ? (
          <ErrorState error={error} onRetry={reload} />
        ) : !data ? (
          <Skeleton lines={6} label="Loading the starter set" />
        ) : (
          <ul class="lines">
            {groups.map(({ category, items }) => (
              <li key={category} class="questions-topic">
                <Checkbox
                  label={CATEGORIES[category]}
                  value={chosen.value.has(category)}
                  disabled={fresh(items) === 0}
                  onChange={on => {
                    const next = new Set(chosen.value);
                    if (on) next.add(category);
                    else next.delete(category);
                    chosen.value = next;
                  }}
                />
                <details>
                  <summary>
                    {fresh(items) === 0 ? 'All taken' : count(fresh(items))}
                    <span class="visually-hidden"> on {CATEGORIES[category].toLowerCase()}</span>
                  </summary>
                  <ul>
                    {items.map(one => (
                      <li key={one.key}>
                        {one.text}
                        {one.taken && <small class="muted"> taken</small>}
                      </li>
                    ))}
                  </ul>
                </details>
              </li>
            ))}
          </ul>
        )}
        {problem.value && <Banner kind="problem">{problem.value}</Banner>}
        <div class="form-end dialog-end">
          <span class="spacer" />
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
          {data && number > 0 && (
            <Button kind="primary" busy={busy.value} onClick={() => void take()}>
              {picked.length ? `Take ${count(number)}` : `Take all ${number}`}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
