import { useForm } from '../core/form.ts';
import { Button } from '../core/ui/Button.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { Textarea } from '../core/ui/inputs.tsx';
import { Badge } from '../core/ui/surfaces.tsx';
import { changeItem, isStruck, strike, writeItem, type Item, type Priority } from './agenda.ts';
import { QuestionField } from './QuestionField.tsx';

const MINUTES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30];

function EditForm({ item, onDone }: { item: Item; onDone: () => void }) {
  const form = useForm({
    initial: { text: item.text },
    draft: `question.${item.id}`,
    check: ({ text }) => ({ text: text.trim() ? '' : 'Type the question, or take it off the list.' }),
    submit: ({ text }) => writeItem(item, { text: text.trim() }),
    done: saved => saved && onDone(),
  });
  return (
    <Form form={form} submit="Save" onCancel={() => (form.reset(), onDone())} class="interviews-inline">
      <QuestionField {...form.field('text')} label="The question" autofocus onEnter={() => void form.submit()} />
    </Form>
  );
}

function AnswerForm({ item, onDone }: { item: Item; onDone: () => void }) {
  const form = useForm({
    initial: { answer: item.answer },
    draft: `answer.${item.id}`,
    submit: ({ answer }) => writeItem(item, { answer, ...(answer.trim() && item.state !== 'asked' && { state: 'asked' as const }) }),
    done: saved => saved && onDone(),
  });
  return (
    <Form form={form} submit="Save the answer" onCancel={onDone} class="interviews-inline">
      <Textarea {...form.field('answer')} label={`What was answered to: ${item.text}`} hideLabel placeholder="In their words, as far as you remember" autofocus />
    </Form>
  );
}

/** How much a question matters and how long it may take: one press each. */
function Weight({ item }: { item: Item }) {
  const minutes = MINUTES.includes(item.planned_minutes) ? MINUTES : [...MINUTES, item.planned_minutes].sort((a, b) => a - b);
  return (
    <>
      <select
        class="mini"
        aria-label={`How much it matters: ${item.text}`}
        data-must={item.priority === 'must' || undefined}
        value={item.priority}
        onChange={event => void changeItem(item, { priority: event.currentTarget.value as Priority })}
      >
        <option value="must">Must ask</option>
        <option value="if_time">If there is time</option>
      </select>
      <select class="mini" aria-label={`Minutes for: ${item.text}`} value={String(item.planned_minutes)} onChange={event => void changeItem(item, { planned_minutes: Number(event.currentTarget.value) })}>
        {minutes.map(count => (
          <option key={count} value={String(count)}>
            {count} min
          </option>
        ))}
      </select>
    </>
  );
}

export type Mode = 'read' | 'edit' | 'answer';

interface AgendaRowProps {
  item: Item;
  mode: Mode;
  onMode: (mode: Mode) => void;
  /** the talk has begun: answers can be written down */
  begun: boolean;
  /** it is over: there is nothing left to weigh */
  over: boolean;
}

/** One question of the agenda: its weight and its minutes at hand, its answer once there is one. */
export function AgendaRow({ item, mode, onMode, begun, over }: AgendaRowProps) {
  if (mode === 'edit') return <EditForm item={item} onDone={() => onMode('read')} />;
  const struck = isStruck(item);
  return (
    <div class={`interviews-item interviews-item-${item.state}`} data-struck={struck || undefined}>
      <p class="interviews-item-text">{item.text}</p>
      <div class="row gap-2 mt-1">
        {!over && !struck && <Weight item={item} />}
        {item.closing && <Badge tone="pine">Closes the talk</Badge>}
        {item.unplanned && <Badge tone="plum">Came up</Badge>}
        {item.state === 'skipped' && (
          <>
            <Badge tone="line">Skipped</Badge>
            <button type="button" class="link" onClick={() => void changeItem(item, { state: 'open' })}>
              Put it back
            </button>
          </>
        )}
        {struck && (
          <>
            <Badge tone="line">Research answers it</Badge>
            <button type="button" class="link" onClick={() => void strike(item)}>
              Take it back
            </button>
          </>
        )}
        {item.state === 'asked' && (
          <Badge tone="pine">
            <Icon name="check" /> Asked
          </Badge>
        )}
        {begun && mode === 'read' && !item.answer && item.state !== 'skipped' && (
          <Button size="s" kind="quiet" icon="notebook-pen" onClick={() => onMode('answer')}>
            Write the answer
          </Button>
        )}
      </div>
      {mode !== 'answer' && item.answer && item.question_id && !struck && (
        <p class="line-more">
          <a href={`/questions/${item.question_id}`}>Everyone’s answers</a>
        </p>
      )}
      {mode === 'answer' ? (
        <AnswerForm item={item} onDone={() => onMode('read')} />
      ) : (
        item.answer && <blockquote class="interviews-answer words">{item.answer}</blockquote>
      )}
    </div>
  );
}
