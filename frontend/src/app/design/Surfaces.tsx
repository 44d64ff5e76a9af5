import { useSignal } from '@preact/signals';
import { conflict } from '../../core/edit.ts';
import { OfflineError } from '../../core/problem.ts';
import { Banner } from '../../core/ui/Banner.tsx';
import { Button } from '../../core/ui/Button.tsx';
import { Dialog, Drawer } from '../../core/ui/Dialog.tsx';
import { TextInput } from '../../core/ui/inputs.tsx';
import { EmptyState, ErrorState } from '../../core/ui/states.tsx';
import { Avatar, Badge, Card, Progress, Skeleton, StageBadge, type Stage, type Tone } from '../../core/ui/surfaces.tsx';
import { toast } from '../../core/ui/Toast.tsx';

const STAGES: Stage[] = ['planned', 'requested', 'scheduled', 'held', 'declined', 'no_response', 'cancelled', 'no_show'];
const TONES: Tone[] = ['plain', 'pine', 'clay', 'amber', 'sky', 'plum', 'red', 'line'];

function showConflict(): void {
  conflict.value = {
    title: 'Miriam Vogel',
    fields: [
      { name: 'headline', label: 'headline', mine: 'Night nurse, Harbour Hospital', theirs: 'Senior nurse, Harbour Hospital' },
      { name: 'tags', label: 'tags', mine: ['nursing', 'nights'], theirs: ['nursing'] },
    ],
    settle: choice => {
      conflict.value = null;
      toast(choice ? 'Saved as you chose' : 'Nothing was saved yet');
    },
  };
}

export function Surfaces() {
  const open = useSignal<'dialog' | 'drawer' | null>(null);
  const name = useSignal('');
  return (
    <div class="stack">
      <Card title="Over the page">
        <div class="row">
          <Button onClick={() => (open.value = 'dialog')}>Dialog</Button>
          <Button onClick={() => (open.value = 'drawer')}>Drawer</Button>
          <Button onClick={showConflict}>Two versions</Button>
          <Button onClick={() => toast('Three people are in the bin', { label: 'Undo', run: () => toast('Undone') })}>Toast with undo</Button>
          <Button onClick={() => toast('That did not work. Nothing was lost.', { kind: 'problem', label: 'Try again', run: () => undefined })}>Problem</Button>
        </div>
        {open.value === 'dialog' && (
          <Dialog title="Add a person" onClose={() => (open.value = null)}>
            <div class="stack">
              <TextInput label="Name" value={name.value} onChange={text => (name.value = text)} />
              <p class="muted">The page behind cannot be reached while this is open; Escape closes it.</p>
            </div>
          </Dialog>
        )}
        {open.value === 'drawer' && (
          <Drawer title="Miriam Vogel" onClose={() => (open.value = null)}>
            <Skeleton lines={6} />
          </Drawer>
        )}
      </Card>
      <Card title="Stages and labels">
        <div class="stack">
          <div class="row">
            {STAGES.map(stage => (
              <StageBadge key={stage} stage={stage} />
            ))}
          </div>
          <div class="row">
            {TONES.map(tone => (
              <Badge key={tone} tone={tone}>
                {tone}
              </Badge>
            ))}
          </div>
          <div class="row">
            {['Miriam Vogel', 'Jonas Berg', 'Zoë Ångström', 'Li Wei', 'Cher'].map(one => (
              <Avatar key={one} name={one} />
            ))}
            <Avatar name="Ada Lovelace" size="s" />
            <Avatar name="Grace Hopper" size="l" />
          </div>
        </div>
      </Card>
      <Banner title="Ask in person this time.">You have written to her twice; a third message is seldom answered.</Banner>
      <Banner kind="good" title="Half of all talks disappoint.">This one ruled out a career, which saves you years.</Banner>
      <Banner kind="warning" title="Thank her by tomorrow noon." actions={<Button size="s">Write it now</Button>}>
        Within a day is when it counts.
      </Banner>
      <Banner kind="problem">The file has no column that could be a name.</Banner>
      <div class="grid">
        <Card title="Loading">
          <Skeleton lines={4} />
        </Card>
        <Card title="Going on">
          <div class="stack">
            <Progress label="Reading 30,000 rows" value={62} />
            <Progress label="Looking for duplicates" />
          </div>
        </Card>
      </div>
      <div class="grid">
        <Card>
          <EmptyState title="Nobody yet" drawing="people" actions={<Button kind="primary" icon="user-plus">Add the first</Button>}>
            Start with the person you find easiest to ask.
          </EmptyState>
        </Card>
        <Card>
          <ErrorState error={new OfflineError()} onRetry={() => undefined} />
        </Card>
      </div>
    </div>
  );
}
