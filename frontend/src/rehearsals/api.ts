import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { invalidate, useQuery } from '../core/query.ts';
import { bodyOf, type Run } from './rehearsal.ts';

export type Summary = Schema<'RehearsalSummary'>;
export type Rehearsal = Schema<'RehearsalRead'>;

const key = (talk: string) => ['rehearsals', talk];

export const useSummary = (talk: string) =>
  useQuery<Summary>(key(talk), abort => ok(api.GET('/api/v1/interviews/{interview_id}/rehearsals/summary', { params: { path: { interview_id: talk } }, signal: abort })));

const at = (one: Pick<Rehearsal, 'id' | 'interview_id'>) => ({ interview_id: one.interview_id, rehearsal_id: one.id });

export async function changeRehearsal(one: Pick<Rehearsal, 'id' | 'interview_id'>, version: number, body: Schema<'RehearsalUpdate'>): Promise<Rehearsal> {
  const saved = await ok(api.PATCH('/api/v1/interviews/{interview_id}/rehearsals/{rehearsal_id}', { params: { path: at(one), header: ifMatch({ version }) }, body }));
  invalidate(key(one.interview_id));
  return saved;
}

/** Have the server keep a rehearsal as far as it went. */
export async function keepRun(talk: string, run: Run, words: { ask: string; opening: string }): Promise<Rehearsal> {
  const body = bodyOf(run, words);
  if (run.kept) return changeRehearsal({ id: run.kept.id, interview_id: talk }, run.kept.version, body);
  const saved = await ok(
    api.POST('/api/v1/interviews/{interview_id}/rehearsals', { params: { path: { interview_id: talk } }, body: { ...body, started_at: run.startedAt } as Schema<'RehearsalCreate'> }),
  );
  invalidate(key(talk));
  return saved;
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
