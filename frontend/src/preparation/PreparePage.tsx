import { useSignal, type Signal } from '@preact/signals';
import type { PageProps } from '../core/feature.ts';
import { useForm } from '../core/form.ts';
import { useLater } from '../core/later.ts';
import { rendered } from '../core/rendered.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Button, IconButton, LinkButton } from '../core/ui/Button.tsx';
import { Checkbox, Select, TextInput, Textarea } from '../core/ui/inputs.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Badge, Card, Page, Skeleton } from '../core/ui/surfaces.tsx';
import { isStruck, strike, useAgenda, type Item } from '../interviews/agenda.ts';
import { TimeBar } from '../interviews/TimeBar.tsx';
import { When } from '../interviews/When.tsx';
import { addCheck, changeCheck, removeCheck, usePreparation, writeResearch, type Check, type Preparation, type Source, type Suggestion } from './api.ts';
import './preparation.css';

const LINKS: Record<Source['origin'], string> = { why_them: 'contacts', organization: 'organizations', career: 'careers', job_description: 'careers', note: 'notes' };

function CheckRow({ item }: { item: Check }) {
  return (
    <li class="preparation-check">
      <Checkbox label={item.text} {...(!item.done_at && { hint: [item.detail, item.why].filter(Boolean).join(' ') })} value={item.done_at !== null} onChange={done => void changeCheck(item, { done })} />
      <IconButton
        icon="x"
        size="s"
        label={item.proposal ? `Not needed: ${item.text}` : `Delete: ${item.text}`}
        onClick={() => void (item.proposal ? changeCheck(item, { needed: false }, 'Set aside for this talk') : removeCheck(item))}
      />
    </li>
  );
}

function Checklist({ talk, items }: { talk: string; items: readonly Check[] }) {
  const shown = useSignal(false);
  const needed = items.filter(item => item.needed);
  const aside = items.filter(item => !item.needed);
  const done = needed.filter(item => item.done_at).length;
  const form = useForm({
    initial: { text: '' },
    draft: `check-${talk}`,
    check: ({ text }) => ({ text: text.trim() ? '' : 'Type what you want to see to.' }),
    submit: ({ text }) => addCheck(talk, text.trim()),
    done: () => form.reset({ text: '' }),
  });
  return (
    <Card title="Before you go" class="stack" actions={<span class="muted">{`${done} of ${needed.length} done`}</span>}>
      <ul class="grid">
        {needed.map(item => (
          <CheckRow key={item.id} item={item} />
        ))}
      </ul>
      <form
        class="row preparation-add"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void form.submit();
        }}
      >
        <TextInput {...form.field('text')} error={form.errors.text ?? form.problem} label="Something of your own to see to" hideLabel placeholder="Something of your own" />
        <Button type="submit" icon="plus" busy={form.busy}>
          Add
        </Button>
      </form>
      {aside.length > 0 && (
        <>
          <button type="button" class="link" aria-expanded={shown.value} onClick={() => (shown.value = !shown.value)}>
            {`${aside.length} set aside`}
          </button>
          {shown.value && (
            <ul class="lines">
              {aside.map(item => (
                <li key={item.id} class="line-row">
                  <span class="line-text muted">{item.text}</span>
                  <Button size="s" onClick={() => void changeCheck(item, { needed: true })}>
                    Take it back
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  );
}

const STRIKE = 'Strike it off';
const BACK = 'Take it back';

interface QuestionRowProps {
  item: Item;
  found: Suggestion | undefined;
  source: Source | undefined;
  onSource: () => void;
}

/** A question, and what was found that answers it. */
function QuestionRow({ item, found, source, onSource }: QuestionRowProps) {
  const struck = isStruck(item);
  const said = (struck && item.answer) || found?.passage?.text;
  return (
    <li class="stack">
      <p>{struck ? <s class="muted">{item.text}</s> : item.text}</p>
      {said && (
        <blockquote class="preparation-passage">
          {said}{' '}
          {source && (
            <button type="button" class="link" onClick={onSource}>
              {source.title}
            </button>
          )}
        </blockquote>
      )}
      {found && !struck && <p class="line-more">{found.by === 'search' ? found.mend : found.reason}</p>}
      {item.state === 'open' && !item.closing && (
        <p class="row">
          {struck && <Badge tone="line">Struck off</Badge>}
          <Button
            size="s"
            kind={found || struck ? 'plain' : 'quiet'}
            icon={struck ? 'undo-2' : 'check'}
            aria-label={`${struck ? BACK : STRIKE}: ${item.text}`}
            onClick={() => void strike(item, found?.passage?.text)}
          >
            {struck ? BACK : STRIKE}
          </Button>
        </p>
      )}
    </li>
  );
}

function Questions({ all, open }: { all: Preparation; open: Signal<string> }) {
  const here = `/interviews/${all.interview.id}`;
  const { items, summary } = useAgenda(all.interview.id).data ?? all.agenda;
  const show = (source: Source) => {
    open.value = keyOf(source);
    rendered(() => document.querySelector<HTMLElement>('.preparation-source[open] summary')?.focus());
  };
  return (
    <Card title="Your questions" actions={<a href={here}>Edit them</a>}>
      {items.length ? (
        <>
          <TimeBar summary={summary} />
          <ul class="lines">
            {items.map(item => {
              const found = all.suggestions.find(one => one.agenda_item_id === item.id);
              const source = found?.passage ? all.research[found.passage.source] : undefined;
              return <QuestionRow key={item.id} item={item} found={found} source={source} onSource={() => source && show(source)} />;
            })}
          </ul>
        </>
      ) : (
        <EmptyState title="No questions yet" actions={<LinkButton href={here}>Choose your questions</LinkButton>}>
          Once they are chosen, you see here which of them your research answers already.
        </EmptyState>
      )}
    </Card>
  );
}

const keyOf = (source: Source) => `${source.origin} ${source.id}`;

/** A note without the line that stands above it already. */
const withoutTitle = ({ text, title }: Source) => text.replace(/^[#\s]*(.+)\n*/, (line, first) => (first.trim() === title ? '' : line));

function Research({ all, open }: { all: Preparation; open: Signal<string> }) {
  const { interview: talk, research } = all;
  const Markdown = useLater(() => import('../core/ui/Markdown.tsx'), research.length > 0);
  const about = [
    { value: `contact_id ${talk.contact_id}`, label: talk.contact_name },
    ...(talk.organization_id ? [{ value: `organization_id ${talk.organization_id}`, label: talk.organization_name ?? '' }] : []),
    ...talk.careers.map(career => ({ value: `career_id ${career.id}`, label: career.title })),
    { value: `interview_id ${talk.id}`, label: 'This talk' },
  ];
  const form = useForm({
    initial: { body: '', about: about[0]?.value ?? '' },
    draft: `research-${talk.id}`,
    check: ({ body }) => ({ body: body.trim() ? '' : 'Write a word or two first.' }),
    submit: values => writeResearch(talk.id, values.about, values.body),
    done: () => form.reset({ body: '', about: form.values.about }),
  });
  return (
    <Card title="What you have read">
      <form
        class="stack"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void form.submit();
        }}
      >
        <Textarea {...form.field('body')} error={form.errors.body ?? form.problem} label="A research note" hideLabel rows={2} placeholder="What did you find out?" />
        {form.values.body.trim() !== '' && (
          <div class="form-end">
            <Select {...form.field('about')} label="About" hideLabel options={about} />
            <span class="spacer" />
            <Button type="submit" busy={form.busy}>
              Keep note
            </Button>
          </div>
        )}
      </form>
      {research.length ? (
        <ul class="lines">
          {research.map(source => (
            <li key={keyOf(source)}>
              <details class="preparation-source" open={open.value === keyOf(source)} onToggle={event => event.currentTarget.open && (open.value = keyOf(source))}>
                <summary>{source.title || 'A note'}</summary>
                {Markdown ? <Markdown text={withoutTitle(source)} /> : <p>{source.text}</p>}
                <p class="line-more">
                  <a href={`/${LINKS[source.origin]}/${source.id}`}>{source.complete ? 'Where it is kept' : 'Read the rest'}</a>
                </p>
              </details>
            </li>
          ))}
        </ul>
      ) : (
        <p class="muted">Nothing yet. Ten minutes with their profile, their company’s page and one article are enough: write down what you find, and see which questions it answers.</p>
      )}
    </Card>
  );
}

export default function PreparePage({ params }: PageProps) {
  const id = params.id ?? '';
  const { data: all, error, reload } = usePreparation(id);
  const open = useSignal('');
  const focus = (what: string) => document.querySelector<HTMLElement>(`main ${what}`)?.focus();
  useShortcuts([
    { keys: 'n', label: 'Write a research note', run: () => focus('textarea') },
    { keys: 'a', label: 'Add something to see to', run: () => focus('.preparation-add input') },
  ]);
  if (!all) {
    return error ? <ErrorState page error={error} onRetry={reload} back={{ label: 'Back to the talk', href: `/interviews/${id}` }} /> : <Skeleton page lines={8} label="Loading what you prepare with" />;
  }
  const talk = all.interview;
  return (
    <Page
      title="Prepare"
      crumb={{ label: talk.contact_name, href: `/interviews/${id}` }}
      lead={
        <>
          {talk.minutes} minutes with {talk.contact_name}
          {talk.starts_at && ', '}
          <When talk={talk} />
        </>
      }
      actions={
        <LinkButton kind="primary" icon="message-circle" href={`/interviews/${id}/rehearse`}>
          Rehearse
        </LinkButton>
      }
    >
      <div class="stack">
        <div class="preparation-two">
          <Questions all={all} open={open} />
          <Research all={all} open={open} />
        </div>
        <Checklist talk={id} items={all.checklist} />
      </div>
    </Page>
  );
}
