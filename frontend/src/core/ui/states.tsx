import type { ComponentChildren } from 'preact';
import { ApiError, OfflineError, sayError } from '../problem.ts';
import { useTitle } from '../title.ts';
import { Button } from './Button.tsx';
import { Drawing, type DrawingName } from './Drawing.tsx';

interface EmptyProps {
  title: string;
  /** why it is empty, and what the next step gives */
  children?: ComponentChildren;
  actions?: ComponentChildren;
  drawing?: DrawingName;
}

/** Nothing here yet: says what will be here and offers the way there. Never a bare "No data". */
export function EmptyState({ title, children, actions, drawing = 'cups' }: EmptyProps) {
  return (
    <div class="empty">
      <Drawing name={drawing} />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div class="row">{actions}</div>}
    </div>
  );
}

interface ErrorProps {
  error: unknown;
  onRetry?: () => void;
  back?: { label: string; href: string };
  /** it stands for a whole page: its heading is the page's */
  page?: boolean;
}

/** What could not be read, with the way out that fits: try again, or go back when it is gone. */
export function ErrorState({ error, onRetry, back, page = false }: ErrorProps) {
  const Heading = page ? 'h1' : 'h2';
  const gone = error instanceof ApiError && (error.status === 404 || error.status === 410);
  const offline = error instanceof OfflineError;
  const title = gone ? 'This is not here (any more)' : offline ? 'No connection' : 'That did not work';
  useTitle(page ? title : undefined);
  return (
    <div class={page ? 'page empty' : 'empty'} role="alert">
      <Drawing name={offline ? 'cable' : 'door'} />
      <Heading tabIndex={-1}>{title}</Heading>
      <p>{gone ? 'It may have been deleted, or the address may be mistyped. Deleted things can be taken back from the bin for 30 days.' : sayError(error)}</p>
      <div class="row">
        {onRetry && !gone && (
          <Button kind="primary" icon="refresh-cw" onClick={onRetry}>
            Try again
          </Button>
        )}
        {back && (
          <a class="btn btn-plain btn-m" href={back.href}>
            {back.label}
          </a>
        )}
      </div>
    </div>
  );
}
