import { signal } from '@preact/signals';
import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { usePages, type Page } from '../core/pages.ts';
import { edit, invalidate, setData, useQuery } from '../core/query.ts';
import type { Category, Counts, Filters, Question } from './question.ts';

const LISTS = ['questions', 'list'];
const TOUCHED = [['questions'], ['question']];
const key = (id: string) => ['question', id];

export function useQuestions({ q, category, tag, asked }: Filters, deleted = false) {
  const wanted = {
    limit: 200,
    sort: 'category' as const,
    ...(q.trim() && { q: q.trim() }),
    ...(category && { category }),
    ...(tag && { tag }),
    ...(asked && { asked: asked === 'yes' }),
    ...(deleted && { deleted }),
  };
  return usePages<Question>([...LISTS, wanted], (cursor, signal) => ok(api.GET('/api/v1/questions', { params: { query: { ...wanted, cursor } }, signal })), { keep: true });
}

export const useCounts = () => useQuery<Counts>(['questions', 'counts'], signal => ok(api.GET('/api/v1/questions/counts', { signal })));

export const readQuestion = (id: string, signal?: AbortSignal) => ok(api.GET('/api/v1/questions/{question_id}', { params: { path: { question_id: id } }, signal: signal ?? null }));
export const useQuestion = (id: string) => useQuery<Question>(key(id), signal => readQuestion(id, signal));

export function keepQuestion(saved: Question): void {
  setData(key(saved.id), saved);
  invalidate(['questions']);
}

export const createQuestion = (body: Schema<'QuestionCreate'>) => ok(api.POST('/api/v1/questions', { body }));
export const sendQuestion = (id: string) => (changes: Partial<Question>, version: number) =>
  ok(api.PATCH('/api/v1/questions/{question_id}', { params: { path: { question_id: id }, header: ifMatch({ version }) }, body: changes as Schema<'QuestionUpdate'> }));

const restore = (id: string) => ok(api.POST('/api/v1/questions/{question_id}/restore', { params: { path: { question_id: id } } }));

export const removeQuestion = (one: Question) =>
  act({
    send: async () => {
      await ok(api.DELETE('/api/v1/questions/{question_id}', { params: { path: { question_id: one.id }, header: ifMatch(one) } }));
      return true;
    },
    edits: [edit<Page<Question>>(LISTS, page => ({ ...page, items: page.items.filter(other => other.id !== one.id) }))],
    refresh: [['questions']],
    said: 'The question is in the bin',
    undo: () => restore(one.id),
  });

export const bringBack = (id: string) => act({ send: () => restore(id), refresh: TOUCHED, said: 'The question is back in your bank' });

export const askAdvice = (text: string, signal: AbortSignal) => ok(api.POST('/api/v1/questions/check', { body: { text }, signal }));

export const useStarter = () => useQuery(['questions', 'starter'], signal => ok(api.GET('/api/v1/questions/starter', { signal })));

export async function takeStarter(categories: Category[] | null): Promise<Schema<'StarterResult'>> {
  const result = await ok(api.POST('/api/v1/questions/starter', { body: { categories } }));
  invalidate(['questions']);
  return result;
}

// what later steps hold about it, read by their part of the contract

export type Answer = Schema<'AnswerRead'>;
/** Everyone's answers, also to the same words typed freely; of talks about one career, if one is chosen. */
export const useAnswers = (id: string, career: string) =>
  usePages<Answer>(
    ['interviews', 'answers', id, career],
    (cursor, signal) => ok(api.GET('/api/v1/interviews/answers', { params: { query: { question_id: id, same_words: true, limit: 50, cursor, ...(career && { career_id: career }) } }, signal })),
    { keep: true },
  );

export const useNotes = (id: string) => useQuery(['notes', 'of-question', id], signal => ok(api.GET('/api/v1/notes', { params: { query: { question_id: id, limit: 6 } }, signal })));

export async function writeNote(id: string, body: string): Promise<void> {
  await ok(api.POST('/api/v1/notes', { body: { kind: 'general', body, question_id: id } }));
  invalidate(['notes']);
}

/** The list as the person last saw it, filters and all: where "Questions" leads back to. */
export const lastList = signal('/questions');
