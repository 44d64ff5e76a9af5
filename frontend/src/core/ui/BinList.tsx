import { sayAgo } from '../time.ts';
import { Button } from './Button.tsx';
import { EmptyState, ErrorState } from './states.tsx';
import { Page, Skeleton } from './surfaces.tsx';

interface BinListProps {
  /** what lies in it: "questions" */
  of: string;
  back: { label: string; href: string };
  items: readonly { id: string; label: string; deleted_at: string | null }[] | undefined;
  error: unknown;
  onRetry: () => void;
  onRestore: (id: string) => void;
  more?: boolean;
  onMore?: () => void;
}

/** What was deleted within 30 days, each with the way back. */
export function BinList({ of, back, items, error, onRetry, onRestore, more = false, onMore }: BinListProps) {
  return (
    <Page title={`Bin of ${of}`} lead="What you delete stays here for 30 days." crumb={back} narrow>
      {error && !items ? (
        <ErrorState error={error} onRetry={onRetry} />
      ) : !items ? (
        <Skeleton lines={5} />
      ) : !items.length ? (
        <EmptyState drawing="door" title="Nothing in the bin" actions={<a href={back.href}>Back to {back.label}</a>} />
      ) : (
        <ul class="lines">
          {items.map(item => (
            <li key={item.id} class="line-row">
              <div class="line-text">
                {item.label}
                {item.deleted_at && <p class="line-more">Deleted {sayAgo(item.deleted_at)}</p>}
              </div>
              <Button size="s" icon="undo-2" onClick={() => onRestore(item.id)}>
                Take back<span class="visually-hidden"> {item.label}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {more && onMore && <Button onClick={onMore}>Show more</Button>}
    </Page>
  );
}
