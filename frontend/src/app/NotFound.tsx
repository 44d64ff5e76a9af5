import { EmptyState } from '../core/ui/states.tsx';
import { Page } from '../core/ui/surfaces.tsx';

export function NotFound() {
  return (
    <Page title="Nothing at this address" narrow>
      <EmptyState
        drawing="door"
        title="A door without a room"
        actions={
          <a class="btn btn-primary btn-m" href="/">
            To the start
          </a>
        }
      >
        The address may be mistyped, or what was here has been deleted.
      </EmptyState>
    </Page>
  );
}
