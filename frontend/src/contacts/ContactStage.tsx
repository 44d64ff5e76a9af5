import { Badge } from '../core/ui/surfaces.tsx';
import { STAGES, type Stage } from './contact.ts';

/** How far one has come with somebody: by shape and words as well as by color. */
export function ContactStage({ stage }: { stage: Stage }) {
  const { label, tone, dial } = STAGES[stage];
  return (
    <Badge tone={tone}>
      {dial && <span class={`dial dial-${dial}`} />}
      {label}
    </Badge>
  );
}
