import { sayError } from '../core/problem.ts';
import { Button } from '../core/ui/Button.tsx';
import { Skeleton } from '../core/ui/surfaces.tsx';

/** In the place of a card's content while it is awaited, or where it could not be read. */
export function Unread({ of, label }: { of: { loading: boolean; error?: unknown; reload: () => void }; label: string }) {
  if (of.loading) return <Skeleton lines={2} label={label} />;
  return (
    <div class="stack">
      <p class="muted">{sayError(of.error)}</p>
      <span>
        <Button size="s" onClick={of.reload}>
          Try again
        </Button>
      </span>
    </div>
  );
}
