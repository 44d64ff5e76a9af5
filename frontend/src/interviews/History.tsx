import { sayDateTime } from '../core/time.ts';
import type { IconName } from '../core/ui/icons.ts';
import { ErrorState } from '../core/ui/states.tsx';
import { Card, Skeleton } from '../core/ui/surfaces.tsx';
import { Timeline } from '../core/ui/Timeline.tsx';
import { useMoves } from './api.ts';
import { MOVES } from './moves.ts';
import type { Talk } from './next.ts';
import { CHANNELS, TOLD, type Move } from './talk.ts';

const OTHERS = { plan: 'pencil', thank: 'gift', unthank: 'undo-2' } satisfies Record<string, IconName>;
const iconOf = (action: Move['action']): IconName => (action in OTHERS ? OTHERS[action as keyof typeof OTHERS] : MOVES[action as keyof typeof MOVES].icon);

/** What happened to this talk, the latest first. */
export default function History({ talk }: { talk: Talk }) {
  const moves = useMoves(talk.id);
  return (
    <Card title="What happened">
      {moves.loading && <Skeleton lines={3} label="Loading what happened" />}
      {moves.error && !moves.items && <ErrorState error={moves.error} onRetry={moves.reload} />}
      {moves.items && (
        <Timeline
          label="What happened, the latest first"
          items={[...moves.items].reverse().map(move => ({
            id: move.id,
            at: move.at,
            icon: iconOf(move.action),
            title: `${TOLD[move.action]}${move.channel ? ` · ${CHANNELS[move.channel].toLowerCase()}` : ''}`,
            tone: move.action === 'hold' ? ('pine' as const) : ('plain' as const),
            children: (move.starts_at || move.note) && (
              <>
                {move.starts_at && <p>{sayDateTime(move.starts_at)}</p>}
                {move.note && <p class="words">{move.note}</p>}
              </>
            ),
          }))}
        />
      )}
    </Card>
  );
}
