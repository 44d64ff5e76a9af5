import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { PageProps } from '../core/feature.ts';
import { useLater } from '../core/later.ts';
import { navigate, query, setQuery } from '../core/router.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { sayDate } from '../core/time.ts';
import { Button } from '../core/ui/Button.tsx';
import { Select } from '../core/ui/inputs.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { NotesPanel } from '../core/ui/NotesPanel.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Avatar, Badge, Page, Skeleton } from '../core/ui/surfaces.tsx';
import { lastList, removeQuestion, useAnswers, useNotes, useQuestion, writeNote, type Answer } from './api.ts';
import { CATEGORIES, LEVELS, sayAsked, type Question } from './question.ts';
import './questions.css';

export default function QuestionPage({ params }: PageProps) {
  const id = params.id ?? '';
  const { data, error, reload } = useQuestion(id);
  if (error && !data) return <ErrorState page error={error} onRetry={reload} back={{ label: 'Back to your questions', href: '/questions' }} />;
  return data ? <One one={data} /> : <Skeleton page lines={5} label="Loading the question" />;
}

function One({ one }: { one: Question }) {
  const editing = useSignal(false);
  const QuestionDrawer = useLater(() => import('./QuestionDrawer.tsx'), editing.value);
  const notes = useNotes(one.id);
  const edit = () => {
    editing.value = true;
  };
  const remove = async () => {
    if (await removeQuestion(one)) navigate(lastList.peek());
  };
  useShortcuts([{ keys: 'e', label: 'Edit the question', run: edit }]);
  return (
    <Page
      title={one.text}
      crumb={{ label: 'Questions', href: lastList.value }}
      lead={
        <span class="row">
          <Badge tone="sky">{CATEGORIES[one.category]}</Badge>
          {one.tags.map(tag => (
            <a key={tag} href={`/questions?tag=${encodeURIComponent(tag)}`}>
              #{tag}
            </a>
          ))}
          {one.times_asked > 0 && <span>{sayAsked(one.times_asked)}</span>}
        </span>
      }
      actions={
        <>
          <Menu label="More about this question" items={[{ label: 'Delete', icon: 'trash-2', danger: true, run: () => void remove() }]} />
          <Button icon="pencil" onClick={edit}>
            Edit
          </Button>
        </>
      }
    >
      <div class="stack">
        <Answers id={one.id} />
        <NotesPanel
          items={notes.data?.items}
          error={notes.error}
          onRetry={notes.reload}
          draft={`note-question-${one.id}`}
          onAdd={body => writeNote(one.id, body)}
          all={`/notes?question_id=${one.id}`}
          placeholder="What do the answers tell you, taken together?"
        />
      </div>
      {QuestionDrawer && <QuestionDrawer one={one} onClose={() => (editing.value = false)} />}
    </Page>
  );
}

/** What everyone answered who was asked it, side by side, the latest first. */
function Answers({ id }: { id: string }) {
  const career = query.value.get('career') ?? '';
  const list = useAnswers(id, career);
  const known = useRef(new Map<string, string>());
  for (const one of list.items?.flatMap(answer => answer.careers) ?? []) known.current.set(one.id, one.title);
  const careers = [...known.current].map(([value, label]) => ({ value, label }));
  return (
    <section class="stack" aria-labelledby="answers">
      <div class="row">
        <h2 id="answers">What they answered</h2>
        <span class="spacer" />
        {(careers.length > 1 || career) && (
          <Select label="About which career" hideLabel value={career} onChange={value => setQuery({ career: value || null })} options={[{ value: '', label: 'All careers' }, ...careers]} />
        )}
      </div>
      <Loaded of={list} lines={5} label="Loading answers">
        {items =>
          !items.length ? (
            <EmptyState drawing="cups" title={career ? 'Nobody in talks about this career' : 'Nobody was asked yet'}>
              {career ? 'Choose another career, or put it on the agenda of your next talk about this one.' : 'Put it on the agenda of a talk. What each person answers will stand here, side by side.'}
            </EmptyState>
          ) : (
            <div class="grid questions-answers">
              {items.map(one => (
                <AnswerCard key={one.id} one={one} />
              ))}
            </div>
          )
        }
      </Loaded>
      {list.items?.length === 1 && !career && <p class="muted">One answer is one view. Ask it in your next talks, too, and compare.</p>}
      {list.more && <Button onClick={list.fetchMore}>Show more</Button>}
    </section>
  );
}

function AnswerCard({ one }: { one: Answer }) {
  const who = [one.contact_level && LEVELS[one.contact_level], one.contact_headline, one.organization_name].filter(Boolean).join(' · ');
  return (
    <article class="card stack">
      <div class="line-row">
        <Avatar name={one.contact_name} />
        <div>
          <a class="line-link" href={`/contacts/${one.contact_id}`}>
            {one.contact_name}
          </a>
          <p class="line-more">{who}</p>
        </div>
      </div>
      <p class="words">{one.answer || <span class="muted">Nothing was noted.</span>}</p>
      <p class="line-more">
        <a href={`/interviews/${one.interview_id}`}>{one.asked_at ? `The talk on ${sayDate(one.asked_at)}` : 'The talk'}</a>
        {one.careers.length > 0 && ` about ${one.careers.map(career => career.title).join(', ')}`}
        {!one.question_id && '. The same words, typed freely'}
      </p>
    </article>
  );
}
