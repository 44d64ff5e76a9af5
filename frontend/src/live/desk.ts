import { signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { newId } from '../core/api.ts';
import { one } from '../core/offline/db.ts';
import { plain } from '../core/offline/both.ts';
import { docsOf, valuesOf, write, type Doc, type Values } from '../core/offline/docs.ts';
import { changed, counted, enqueue, flush, flushSoon, recount, shout } from '../core/offline/outbox.ts';
import { session } from '../core/session.ts';
import { agendaOf, keep, NOTES, prepare, type Item, type Kept, type Talk } from './copies.ts';

/** A UUIDv7 (RFC 9562): what is made here sorts among what the server makes. */
export function sortableId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${newId().slice(15)}`;
}

interface Job {
  blank: Doc;
  changes: Values;
  seen: Values;
}

/** What a question is shown as, wherever its parts are known from. */
export type Question = Pick<Item, 'id' | 'text' | 'closing' | 'priority' | 'position' | 'unplanned' | 'state' | 'answer' | 'mattered' | 'researched'>;

/** Where the disk or the server have but trimmed a text, it stays on the screen as it was typed: a blank may be the start of a word. */
function asTyped(doc: Doc, shown: readonly Doc[]): Doc {
  const [now, before] = [valuesOf(doc), valuesOf(shown.find(each => each.id === doc.id) ?? doc)];
  const typed = Object.entries(before).filter(([name, text]) => typeof text === 'string' && text !== now[name] && plain(text) === plain(now[name]));
  return typed.length ? { ...doc, mine: { ...doc.mine, ...Object.fromEntries(typed) } } : doc;
}

const PLAIN = { text: '', closing: false, priority: 'must', position: 0, unplanned: false, state: 'open', answer: '', mattered: false, researched: false };

/** A talk on this device: what is shown of it and what is typed, each keystroke written down as it is made. */
export class Desk {
  readonly kept = signal<Kept | undefined>(undefined);
  readonly docs = signal<readonly Doc[]>([]);
  /** why there is nothing to show */
  readonly failed = signal<unknown>(undefined);
  /** this device keeps nothing: what is typed is only on the screen until it is sent */
  readonly unkept = signal(false);
  readonly account: string;
  readonly id: string;
  private readonly jobs = new Map<string, Job>();
  private writing: string | undefined;
  /** counts what was changed here: what was read before that is old */
  private changes = 0;

  constructor(account: string, id: string) {
    this.account = account;
    this.id = id;
  }

  /** Show what is kept; what is being typed stays as it is on the screen. */
  async read(): Promise<void> {
    const { changes } = this;
    const [kept, docs] = await Promise.all([one<Kept>(this.account, 'kept', this.id), docsOf(this.account, this.id)]);
    if (changes !== this.changes) return this.read();
    if (!kept) return undefined;
    const typed = (id: string) => this.jobs.has(id) || this.writing === id;
    const shown = this.docs.peek();
    this.docs.value = [...docs.filter(doc => !typed(doc.id)).map(doc => asTyped(doc, shown)), ...shown.filter(doc => typed(doc.id))];
    this.kept.value = kept;
    return undefined;
  }

  /** Show the copy at once, then what the server has now. */
  async open(): Promise<void> {
    try {
      await this.read();
      await prepare(this.account, this.id);
      await this.read();
    } catch (error) {
      this.failed.value = error;
    }
  }

  get questions(): Question[] {
    const at = agendaOf(this.id);
    return this.docs.value
      .filter(doc => doc.at === at)
      .map(doc => {
        const question = { ...PLAIN, ...doc.first, ...valuesOf(doc), id: doc.id } as Question;
        return doc.base ? question : { ...question, position: question.position - 0.5 };
      })
      // what came up was put before the question whose place it has, which may not know it yet
      .sort((a, b) => a.position - b.position || Number(b.unplanned) - Number(a.unplanned) || (a.id < b.id ? -1 : 1));
  }

  doc(id: string): Doc | undefined {
    return this.docs.value.find(doc => doc.id === id);
  }

  /** Change something: seen at once, on the disk a moment later, sent when the typing pauses. */
  change(blank: Doc, changes: Values): void {
    const before = this.docs.peek().find(doc => doc.id === blank.id);
    const doc = before ?? blank;
    const job = this.jobs.get(doc.id);
    this.jobs.set(doc.id, { blank, changes: { ...job?.changes, ...changes }, seen: job?.seen ?? valuesOf(doc) });
    this.changes += 1;
    const { problem: _mended, ...rest } = doc;
    const now: Doc = { ...rest, mine: { ...doc.mine, ...changes }, unsent: 1 };
    this.docs.value = before ? this.docs.peek().map(each => (each === before ? now : each)) : [...this.docs.peek(), now];
    if (!this.writing) void counted(() => this.writeDown()).then(() => this.written());
  }

  /** One after the other; what is typed meanwhile goes with the next. */
  private async writeDown(): Promise<void> {
    for (const [id, job] of this.jobs) {
      this.jobs.delete(id);
      this.writing = id;
      try {
        const stored = await write(this.account, job.blank, job.changes, job.seen);
        const shown = this.docs.peek();
        if (stored && !this.jobs.has(id)) this.docs.value = shown.map(doc => (doc.id === id ? asTyped(stored, shown) : doc));
        this.changes += 1;
        this.unkept.value = false;
      } catch {
        this.unkept.value = true;
      }
      this.writing = undefined;
    }
  }

  private async written(): Promise<void> {
    shout(this.id);
    await recount(this.account).catch(() => undefined);
    flushSoon(this.account);
  }

  answer(question: Question, answer: string): void {
    const doc = this.doc(question.id);
    if (doc) this.change(doc, { answer, ...(question.state === 'open' && answer && asked()) });
  }

  mark(question: Question, changes: Partial<Pick<Question, 'state' | 'mattered' | 'text'>>): void {
    const doc = this.doc(question.id);
    if (doc) this.change(doc, changes.state === 'asked' ? { ...asked(), ...changes } : { ...changes });
  }

  /** A question that came up, after the one in view. */
  add(after: Question | undefined, text: string): string {
    const id = sortableId();
    const blank: Doc = { id, of: this.id, at: agendaOf(this.id), first: { unplanned: true, position: after ? Math.floor(after.position) + 1 : this.questions.length }, base: null, mine: {} };
    this.change(blank, { text, answer: '', ...asked() });
    return id;
  }

  /** What is noted beside the questions. */
  get note(): Doc {
    const found = this.docs.value.find(doc => doc.at === NOTES);
    return found ?? { id: sortableId(), of: this.id, at: NOTES, first: { kind: 'live', interview_id: this.id }, base: null, mine: {} };
  }

  set(part: Partial<Kept>): void {
    const kept = this.kept.peek();
    this.changes += 1;
    if (kept) this.kept.value = { ...kept, ...part };
    void keep(this.account, this.id, found => ({ ...found, ...part })).catch(() => (this.unkept.value = true));
  }

  /** What was said about recording, now. */
  consent(consent: Talk['recording_consent'], how = ''): void {
    const kept = this.kept.peek();
    if (!kept) return;
    const at = new Date().toISOString();
    this.set({ talk: { ...kept.talk, recording_consent: consent, recording_consent_at: at, recording_consent_how: how } });
    void enqueue(this.account, { of: this.id, label: 'What they said about recording', method: 'PUT', path: `/api/v1/interviews/${this.id}/recording-consent`, body: { consent, at, how } });
  }

  /** The talk took place. */
  hold(): void {
    const kept = this.kept.peek();
    if (!kept || kept.talk.state === 'held') return;
    const ended = new Date().toISOString();
    this.set({ talk: { ...kept.talk, state: 'held' } });
    const body = { at: kept.startedAt ? new Date(kept.startedAt).toISOString() : null, ended_at: kept.startedAt ? ended : null };
    void enqueue(this.account, { of: this.id, label: 'That you held the talk', method: 'POST', path: `/api/v1/interviews/${this.id}/hold`, body, settledBy: ['illegal_move'] });
  }

  close(body: Values): void {
    const kept = this.kept.peek();
    if (!kept) return;
    this.hold();
    const at = new Date().toISOString();
    this.changes += 1;
    const { closing: _said, ...rest } = kept;
    this.kept.value = { ...rest, closed: true };
    void keep(this.account, this.id, ({ closing: _told, ...found }) => ({ ...found, closed: true }));
    void enqueue(this.account, { of: this.id, label: 'The close of the talk', method: 'POST', path: `/api/v1/interviews/${this.id}/close`, body: { ...body, at } });
  }

  async send(): Promise<void> {
    await flush(this.account);
  }
}

const asked = () => ({ state: 'asked', asked_at: new Date().toISOString() });

/** The desk of a talk, kept up to date with other tabs and with what is sent. */
export function useDesk(id: string): Desk {
  const account = session.value?.id ?? '';
  const desk = useMemo(() => new Desk(account, id), [account, id]);
  useEffect(() => {
    const read = (event: Event) => {
      if ((event as CustomEvent<string>).detail === id) void desk.read();
    };
    changed.addEventListener('change', read);
    void desk.open();
    return () => {
      changed.removeEventListener('change', read);
      flushSoon(account, 0);
    };
  }, [desk]);
  return desk;
}
