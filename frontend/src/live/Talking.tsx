import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { valuesOf } from '../core/offline/docs.ts';
import { rendered } from '../core/rendered.ts';
import { navigate } from '../core/router.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Button } from '../core/ui/Button.tsx';
import { Dialog, Drawer } from '../core/ui/Dialog.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { TextInput } from '../core/ui/inputs.tsx';
import { Menu, type MenuItem } from '../core/ui/Menu.tsx';
import { Badge } from '../core/ui/surfaces.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { timeLeft, useClock } from './clock.ts';
import type { Kept } from './copies.ts';
import type { Desk, Question } from './desk.ts';
import { sayState, Troubles } from './OnDevice.tsx';
import { record, recordingSince, stopRecording } from './recorder.ts';
import { toggleFullScreen } from './screen.ts';

const NOTE = 'note';
const ASKED = 'Asked, next';
const fine = matchMedia('(pointer: fine)').matches;

const STATES: Record<Question['state'], string> = { open: '', asked: 'Asked', skipped: 'Skipped' };

/** All questions and how they stand, to go to any of them. */
function List({ questions, here, onGo, onClose }: { questions: Question[]; here: string; onGo: (id: string) => void; onClose: () => void }) {
  return (
    <Drawer title="All questions" onClose={onClose}>
      <ol class="lines">
        {questions.map(one => (
          <li key={one.id}>
            <button type="button" class="live-goto" aria-current={one.id === here ? 'step' : undefined} onClick={() => onGo(one.id)}>
              {one.researched ? <s>{one.text}</s> : one.text}
              <small class="muted">{[STATES[one.state], one.mattered && 'It mattered', one.unplanned && 'Came up', one.closing && 'Closing question'].filter(Boolean).join(' · ')}</small>
            </button>
          </li>
        ))}
        <li>
          <button type="button" class="live-goto" onClick={() => onGo(NOTE)}>
            Anything else worth noting
          </button>
        </li>
      </ol>
    </Drawer>
  );
}

/** Leave to record: what they said, and how one asked. */
function ConsentDialog({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const talk = desk.kept.value?.talk;
  const how = useSignal(talk?.recording_consent_how ?? '');
  const say = (consent: 'given' | 'refused' | null) => {
    desk.consent(consent, consent ? how.peek() : '');
    if (consent !== 'given') stopRecording();
    onClose();
  };
  return (
    <Dialog title="Leave to record" onClose={onClose}>
      <div class="stack">
        <p>“Would you mind if I recorded this, for my notes only?” Whatever they say is fine, and it is kept with the time.</p>
        <TextInput label="How they put it" required={false} value={how.value} onChange={text => (how.value = text)} />
        <div class="row">
          <Button kind="primary" onClick={() => say('given')}>
            They agreed
          </Button>
          <Button onClick={() => say('refused')}>They would rather not</Button>
          {talk?.recording_consent && (
            <Button kind="quiet" onClick={() => say(null)}>
              Not asked after all
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

/** Where the answer goes. When another device has written too, the cursor stays at the words it was at. */
function Answer({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const fromEnd = box.current ? box.current.value.length - box.current.selectionEnd : 0;
  useLayoutEffect(() => {
    const field = box.current;
    const at = field && field.value.length - fromEnd;
    if (field && at !== null && at >= 0 && field === document.activeElement && field.selectionEnd !== at) field.setSelectionRange(at, at);
  }, [value]);
  return (
    <textarea
      ref={box}
      class="input textarea live-answer"
      aria-label={label}
      placeholder="What they say"
      value={value}
      onInput={event => onChange(event.currentTarget.value)}
      onKeyDown={event => event.key === 'Escape' && box.current?.blur()}
    />
  );
}

/** The words of a question that came up. It is never without any, but the field may be empty while one writes them anew. */
function CameUp({ desk, question }: { desk: Desk; question: Question }) {
  const emptied = useSignal(false);
  const write = (text: string) => {
    emptied.value = !text.trim();
    if (text.trim()) desk.mark(question, { text });
  };
  return (
    <div class="live-came" onFocusOut={() => (emptied.value = false)}>
      <TextInput label="The question that came up" value={emptied.value ? '' : question.text} onChange={write} />
    </div>
  );
}

/** The talk: one question in view, the time that is left, and the keys and buttons to steer by. */
export function Talking({ desk, kept }: { desk: Desk; kept: Kept }) {
  const now = useClock();
  const dialog = useSignal<'list' | 'consent' | null>(null);
  const page = useRef<HTMLDivElement>(null);
  const { questions } = desk;
  const { talk, startedAt } = kept;
  const open = (one: Question) => one.state === 'open' && !one.researched;
  const here = kept.here === NOTE ? NOTE : (questions.find(one => one.id === kept.here) ?? questions.find(open) ?? questions[0])?.id ?? NOTE;
  const place = questions.findIndex(one => one.id === here);
  const question = questions[place];
  const next = questions.slice(place + 1).find(open) ?? questions.slice(0, Math.max(0, place)).find(open);
  const closing = questions.findLast(one => one.closing);
  const time = startedAt ? timeLeft(startedAt, talk.minutes, now) : undefined;

  const field = () => page.current?.querySelector('textarea');
  const go = (id: string) => {
    dialog.value = null;
    desk.set({ here: id });
    if (fine) rendered(() => field()?.focus());
  };
  const end = () => {
    stopRecording();
    desk.set({ ending: true });
  };
  const leave = (state: 'asked' | 'skipped') => {
    if (question && question.state !== state) desk.mark(question, { state });
    if (next) go(next.id);
    else if (here === NOTE || !questions.length) end();
    else go(NOTE);
  };
  const back = () => {
    const before = here === NOTE ? questions.at(-1) : questions[place - 1];
    if (before) go(before.id);
  };
  const star = () => question && desk.mark(question, { mattered: !question.mattered });
  const cameUp = () => {
    const id = desk.add(question, 'A question that came up');
    go(id);
    rendered(() => page.current?.querySelector<HTMLInputElement>('.live-came input')?.select());
  };
  const toClosing = () => closing && go(closing.id);
  const on = recordingSince.value !== null;
  const mayRecord = talk.recording_consent === 'given' && 'MediaRecorder' in globalThis;
  const recording = () => (on ? stopRecording() : void record(desk).catch(() => toast('The microphone can’t be used here. Allow it in the browser’s settings for this page.', { kind: 'problem' })));

  const bar = [
    { keys: 'b', label: 'Back', icon: 'arrow-left', run: back },
    { keys: 's', label: 'Skip', icon: 'x', run: () => leave('skipped') },
    { keys: 'm', label: 'Mattered', icon: 'star', run: star, pressed: question?.mattered ?? false },
    { keys: 'u', label: 'Came up', icon: 'plus', run: cameUp },
  ] as const;
  const menu: (MenuItem & { run: () => void })[] = [
    { label: 'All questions', icon: 'list-checks', keys: 'l', run: () => (dialog.value = 'list') },
    { label: 'To the closing question', icon: 'users', keys: 'c', disabled: !closing, run: toClosing },
    { label: 'Note something else', icon: 'notebook-pen', keys: 'o', run: () => go(NOTE) },
    { label: 'Leave to record', icon: 'message-circle', keys: 'r', run: () => (dialog.value = 'consent') },
    { label: 'Full screen, or back', icon: 'monitor', keys: 'f', run: toggleFullScreen },
    { label: 'Leave this screen', icon: 'log-out', line: true, run: () => navigate(`/interviews/${talk.id}`) },
    { label: 'End the talk', icon: 'check', keys: 'e', run: end },
  ];
  const asked = () => leave('asked');
  useShortcuts([
    ...[...bar, ...menu].flatMap(({ keys, label, run }) => (keys ? [{ keys, label, run }, { keys: `alt+${keys}`, label, run, whileTyping: true }] : [])),
    { keys: 'mod+enter', label: ASKED, run: asked, whileTyping: true },
    { keys: 'arrowright', label: ASKED, run: asked },
    { keys: 'arrowleft', label: 'Back', run: back },
    { keys: 'n', label: 'Note the answer', run: () => field()?.focus() },
  ]);
  // to write an answer marks the question as asked: the one in view stays in view
  useLayoutEffect(() => {
    if (kept.here !== here) desk.set({ here });
  }, [here]);
  useLayoutEffect(() => {
    if (fine) field()?.focus();
  }, []);

  const heading = question?.text ?? 'Anything else worth noting';
  const counted = question ? `Question ${place + 1} of ${questions.length}` : 'Beside the questions';
  const note = desk.note;
  const rung = time?.low && !time.over && closing && closing.state === 'open';
  return (
    <div class="live" ref={page}>
      <header class="row">
        {time && (
          <Badge tone={time.low ? 'amber' : 'plain'}>
            <Icon name="clock" />
            <span role="timer">{time.said}</span>
          </Badge>
        )}
        <span class="muted live-state">{sayState()}</span>
        {(mayRecord || on) && (
          <Button size="s" kind={on ? 'danger' : 'plain'} onClick={recording}>
            {on ? 'Recording: stop' : 'Record'}
          </Button>
        )}
      </header>
      <p class="visually-hidden" role="status">
        {time?.low && (time.over ? 'The agreed time is up.' : 'Five minutes are left.')}
      </p>
      <p class="visually-hidden" role="status">{`${counted}: ${heading}`}</p>
      {rung && question?.id !== closing.id && (
        <div class="row">
          <span class="muted">A good moment to ask whom else to meet.</span>
          <Button size="s" onClick={toClosing}>
            Closing question
          </Button>
        </div>
      )}
      {desk.unkept.value && <p role="alert">This browser can’t keep what you type. Stay on this page until everything is sent.</p>}
      <Troubles />
      <p class="muted">
        {[counted, question?.unplanned ? 'came up' : question?.priority === 'if_time' && 'if there is time', question && STATES[question.state].toLowerCase(), question?.researched && 'your research answers it'].filter(Boolean).join(' · ')}
      </p>
      <h1 class={question?.unplanned ? 'visually-hidden' : 'live-question'} tabIndex={-1}>
        {heading}
      </h1>
      {question?.unplanned && <CameUp key={here} desk={desk} question={question} />}
      <Answer
        key={here}
        label={question ? `What they say to: ${heading}` : heading}
        value={question ? question.answer : String(valuesOf(note).body ?? '')}
        onChange={text => (question ? desk.answer(question, text) : desk.change(note, { body: text }))}
      />
      {desk.doc(question?.id ?? note.id)?.twice && <p class="muted">It was written on another device too: both texts are kept.</p>}
      <p class="muted">{next ? `Next: ${next.text}` : 'That was the last question.'}</p>
      <nav class="live-bar" aria-label="Steer the talk">
        {bar.map(one => (
          <Button key={one.keys} icon={one.icon} aria-pressed={'pressed' in one ? one.pressed : undefined} onClick={one.run}>
            {one.label}
          </Button>
        ))}
        <Menu label="More" icon="ellipsis" kind="plain" items={menu} />
        <Button kind="primary" iconAfter={next ? 'arrow-right' : 'check'} class="live-next" onClick={asked}>
          {next ? ASKED : here === NOTE ? 'End the talk' : 'Asked'}
        </Button>
      </nav>
      {dialog.value === 'list' && <List questions={questions} here={here} onGo={go} onClose={() => (dialog.value = null)} />}
      {dialog.value === 'consent' && <ConsentDialog desk={desk} onClose={() => (dialog.value = null)} />}
    </div>
  );
}
