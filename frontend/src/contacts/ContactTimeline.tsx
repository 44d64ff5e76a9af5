import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { sayError } from '../core/problem.ts';
import { Button } from '../core/ui/Button.tsx';
import { Chip } from '../core/ui/Chip.tsx';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { Card, Skeleton } from '../core/ui/surfaces.tsx';
import { Timeline, type TimelineItem } from '../core/ui/Timeline.tsx';
import { CHANNELS, KINDS, callName, type Activity, type ActivityKind, type Contact } from './contact.ts';
import { LogForm } from './LogForm.tsx';
import { removeActivity, useTimeline } from './timeline.ts';

const FIRST: ActivityKind[] = ['message_out', 'reply_in', 'call', 'met', 'followed', 'congratulated'];
const REST: ActivityKind[] = ['commented', 'thanked', 'gift', 'introduced', 'other'];

/** What has passed between the two, and one press to write down more. */
export function ContactTimeline({ one }: { one: Contact }) {
  const logging = useSignal<ActivityKind | null>(null);
  const editing = useSignal<Activity | null>(null);
  const list = useTimeline(one.id);
  const chips = useRef<HTMLDivElement>(null);
  const logged = () => {
    const pressed = chips.current?.querySelector<HTMLElement>('[aria-pressed=true]') ?? chips.current?.querySelector<HTMLElement>('button');
    logging.value = null;
    pressed?.focus();
  };
  const log = (kind: ActivityKind) => {
    logging.value = logging.value === kind ? null : kind;
  };
  const item = (entry: Activity): TimelineItem => {
    const { told, icon, spoke } = KINDS[entry.what];
    const own = entry.about_id === null && entry.what !== 'merged';
    return {
      id: entry.id,
      at: entry.at,
      icon,
      ...(spoke && { tone: 'pine' as const }),
      title: (
        <>
          {told}
          {entry.channel && <span class="muted"> · {CHANNELS[entry.channel]}</span>}
        </>
      ),
      children: (
        <>
          {entry.text && <span class="words">{entry.text}</span>}
          {entry.about_id && (
            <>
              {' '}
              <a href={`/interviews/${entry.about_id}`}>See the talk</a>
            </>
          )}
        </>
      ),
      actions: (
        <Menu
          label={`More about: ${told}`}
          size="s"
          items={[
            ...(own ? [{ label: 'Edit', icon: 'pencil' as const, run: () => (editing.value = entry) }] : []),
            { label: 'Delete', icon: 'trash-2' as const, danger: true, run: () => void removeActivity(entry) },
          ]}
        />
      ),
    };
  };
  return (
    <Card title="What has passed between you">
      {!one.deleted_at && (
        <div class="mb-5">
          <div ref={chips} class="chips" role="group" aria-label="Write down what happened">
            {FIRST.map(kind => (
              <Chip key={kind} on={logging.value === kind} icon={KINDS[kind].icon} onPress={() => log(kind)}>
                {KINDS[kind].label}
              </Chip>
            ))}
            <Menu label="Something else happened" size="s" items={REST.map(kind => ({ label: KINDS[kind].label, icon: KINDS[kind].icon, run: () => (logging.value = kind) }))} />
          </div>
          {logging.value && <LogForm key={logging.value} contact={one} what={logging.value} onDone={logged} />}
        </div>
      )}
      {list.loading ? (
        <Skeleton lines={4} label="Fetching the timeline" />
      ) : list.error && !list.items ? (
        <p class="muted">
          {sayError(list.error)}{' '}
          <Button size="s" onClick={list.reload}>
            Try again
          </Button>
        </p>
      ) : list.items?.length ? (
        <Timeline label={`Timeline with ${one.full_name}`} items={list.items.map(item)} />
      ) : (
        <p class="muted">Nothing yet. Following {callName(one)}, or congratulating on something that matters to them, warms up the first message.</p>
      )}
      {list.more && (
        <Button kind="quiet" onClick={list.fetchMore}>
          Show earlier
        </Button>
      )}
      {editing.value && (
        <Dialog title="What happened" onClose={() => (editing.value = null)}>
          <LogForm contact={one} entry={editing.value} what={editing.value.what} onDone={() => (editing.value = null)} />
        </Dialog>
      )}
    </Card>
  );
}
