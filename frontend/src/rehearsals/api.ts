import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { ApiError } from '../core/problem.ts';
import { invalidate, useQuery } from '../core/query.ts';
import { bodyOf, type Run } from './rehearsal.ts';

export type Summary = Schema<'RehearsalSummary'>;
export type Rehearsal = Schema<'RehearsalRead'>;

const key = (talk: string) => ['rehearsals', talk];

export const useSummary = (talk: string) =>
  useQuery<Summary>(key(talk), abort => ok(api.GET('/api/v1/interviews/{interview_id}/rehearsals/summary', { params: { path: { interview_id: talk } }, signal: abort })));

const at = (one: Pick<Rehearsal, 'id' | 'interview_id'>) => ({ interview_id: one.interview_id, rehearsal_id: one.id });

export async function changeRehearsal(one: Pick<Rehearsal, 'id' | 'interview_id'>, body: Schema<'RehearsalUpdate'>): Promise<Rehearsal> {
  const saved = await ok(api.PATCH('/api/v1/interviews/{interview_id}/rehearsals/{rehearsal_id}', { params: { path: at(one), header: { 'If-Match': '*' } }, body }));
  invalidate(key(one.interview_id));
  return saved;
}

let turn: Promise<unknown> = Promise.resolve();

/** Have the server keep a rehearsal as far as it went, one time after the other. Its id is made here: sent again, it is the same. */
export function keepRun(talk: string, run: Run, words: { ask: string; opening: string }): Promise<Rehearsal> {
  const body = bodyOf(run, words);
  const mine = turn.then(async () => {
    try {
      return await ok(
        api.POST('/api/v1/interviews/{interview_id}/rehearsals', { params: { path: { interview_id: talk } }, body: { ...body, id: run.id, started_at: run.startedAt } as Schema<'RehearsalCreate'> }),
      );
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'id_taken') throw error;
      return changeRehearsal({ id: run.id, interview_id: talk }, body);
    } finally {
      invalidate(key(talk));
    }
  });
  turn = mine.catch(() => undefined);
  return mine;
}

export const removeRun = (talk: string, run: Summary['runs'][number]) => {
  const path = at({ id: run.id, interview_id: talk });
  return act({
    send: async () => {
      await ok(api.DELETE('/api/v1/interviews/{interview_id}/rehearsals/{rehearsal_id}', { params: { path, header: ifMatch(run) } }));
      return true;
    },
    refresh: [key(talk)],
    said: 'The rehearsal is in the bin',
    undo: () => ok(api.POST('/api/v1/interviews/{interview_id}/rehearsals/{rehearsal_id}/restore', { params: { path } })),
  });
};
