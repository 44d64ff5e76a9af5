import { readDraft, writeDraft } from '../core/draft.ts';
import type { Schema } from '../core/api.ts';

export type Talk = Schema<'InterviewRead'>;
export type Contact = Schema<'ContactRead'>;
export type Career = Schema<'CareerRead'>;

export const STEPS = ['career', 'people', 'talk', 'questions'] as const;
export type Step = (typeof STEPS)[number] | 'done';

export const NAMES: Record<(typeof STEPS)[number], string> = {
  career: 'A career',
  people: 'A person',
  talk: 'A talk',
  questions: 'Five questions',
};

/** What is kept on this device of the first steps. What was made of them is on the server. */
export interface Memory {
  career?: string;
  person?: string;
  talk?: string;
  skipped: Step[];
  /** the person saw the end of it, or said that they need no guide */
  finished: boolean;
}

const DRAFT = 'first-steps';

export const recall = (): Memory => ({ skipped: [], finished: false, ...readDraft<Partial<Memory>>(DRAFT) });

export function remember(part: Partial<Memory>): Memory {
  const now = { ...recall(), ...part };
  writeDraft(DRAFT, now);
  return now;
}

/** What stands on the server by now. */
export interface Made {
  career: Career | undefined;
  people: number;
  talks: readonly Talk[];
}

const isPrepared = (talk: Talk) => talk.agenda_summary.item_count > 0 || talk.state === 'held';

export function isDone(step: (typeof STEPS)[number], made: Made): boolean {
  switch (step) {
    case 'career':
      return made.career !== undefined;
    case 'people':
      return made.people > 0;
    case 'talk':
      return made.talks.length > 0;
    case 'questions':
      return made.talks.some(isPrepared);
  }
}

/** The first step that is neither done nor skipped; done when there is none. */
export const nextOf = (made: Made, memory: Memory): Step => STEPS.find(step => !isDone(step, made) && !memory.skipped.includes(step)) ?? 'done';

/** What is left of the first steps, unless the person said that they need no guide. */
export const toDo = (begun: Record<(typeof STEPS)[number], boolean>, { finished }: Memory) => (finished ? [] : STEPS.filter(step => !begun[step]));

/** The talk that the first steps prepare: the one just planned, else one that still can be prepared. */
export const talkInHand = (made: Made, memory: Memory): Talk | undefined =>
  made.talks.find(talk => talk.id === memory.talk) ?? made.talks.find(talk => ['planned', 'requested', 'scheduled'].includes(talk.state));



/** The step after this one, in order. */
export const after = (step: (typeof STEPS)[number]): Step => STEPS[STEPS.indexOf(step) + 1] ?? 'done';

/** How hard it feels to ask, in the three words that a beginner needs; the API counts from 1 to 5. */
export const EASE = [
  { value: '', label: 'How does asking feel?' },
  { value: '1', label: 'Easy to ask' },
  { value: '3', label: 'Takes some courage' },
  { value: '5', label: 'Daunting' },
] as const;

export const easeOf = (difficulty: number | null): string => (difficulty === null ? '' : difficulty <= 2 ? '1' : difficulty === 3 ? '3' : '5');

/** Start small: who is easiest to ask stands first, those one has not thought about after them. */
export const easiestFirst = (people: readonly Contact[]): Contact[] => [...people].sort((a, b) => (a.difficulty ?? 2.5) - (b.difficulty ?? 2.5));

/** The questions that suit most first talks, one of each kind, and the one that closes it. */
export const SUGGESTED = ['path/arrival', 'typical_day/yesterday', 'worst_part/worst', 'hindsight/known', 'closing/who-else'];
