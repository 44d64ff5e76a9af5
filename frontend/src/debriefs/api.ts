import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { getData, invalidate, setData, useQuery } from '../core/query.ts';
import type { Debrief, Finding, Rating } from './debrief.ts';

const key = (id: string) => ['debrief', id];
const at = (id: string) => ({ interview_id: id });

export const readDebrief = (id: string, signal?: AbortSignal) =>
  ok(api.GET('/api/v1/interviews/{interview_id}/debrief', { params: { path: at(id) }, signal: signal ?? null }));
export const useDebrief = (id: string) => useQuery<Debrief>(key(id), signal => readDebrief(id, signal));

/** Put what was saved where the screens read it, and have all that follows from it asked again. */
function keep(id: string, change: (now: Debrief) => Debrief): void {
  const now = getData<Debrief>(key(id));
  if (now) setData(key(id), change(now));
  invalidate(['careers'], ['career'], ['assumptions']);
}

export const keepDebrief = (saved: Debrief) => keep(saved.id, () => saved);

export const keepRating = (id: string, career: string) => (saved: Rating) =>
  keep(id, now => ({
    ...now,
    careers: now.careers.map(one => (one.id === career ? { ...one, ratings: one.ratings.map(each => (each.criterion_id === saved.criterion_id ? saved : each)) } : one)),
  }));

export const keepFinding = (id: string) => (saved: Finding) =>
  keep(id, now => ({
    ...now,
    careers: now.careers.map(one => ({ ...one, findings: one.findings.map(each => (each.assumption_id === saved.assumption_id ? saved : each)) })),
  }));

export const sendDebrief = (id: string) => (changes: Partial<Debrief>, version: number) =>
  ok(api.PATCH('/api/v1/interviews/{interview_id}/debrief', { params: { path: at(id), header: ifMatch({ version }) }, body: changes as Schema<'DebriefUpdate'> }));

export const sendRating = (id: string, career: string, criterion: string) => (changes: Partial<Rating>, version: number) =>
  ok(
    api.PATCH('/api/v1/interviews/{interview_id}/debrief/ratings/{career_id}/{criterion_id}', {
      params: { path: { ...at(id), career_id: career, criterion_id: criterion }, header: ifMatch({ version }) },
      body: changes as Schema<'RatingUpdate'>,
    }),
  );

export const sendFinding = (id: string, assumption: string) => (changes: Partial<Finding>, version: number) =>
  ok(
    api.PATCH('/api/v1/interviews/{interview_id}/debrief/findings/{assumption_id}', {
      params: { path: { ...at(id), assumption_id: assumption }, header: ifMatch({ version }) },
      body: changes as Schema<'FindingUpdate'>,
    }),
  );

const settled = (saved: Debrief) => {
  keepDebrief(saved);
  invalidate(['interview', saved.id], ['interviews'], ['today']);
};

export const finish = async (one: Debrief) =>
  settled(await ok(api.POST('/api/v1/interviews/{interview_id}/debrief/finish', { params: { path: at(one.id), header: ifMatch(one) } })));
export const reopen = async (one: Debrief) =>
  settled(await ok(api.POST('/api/v1/interviews/{interview_id}/debrief/reopen', { params: { path: at(one.id), header: ifMatch(one) } })));

export const useComparison = (ids: string[]) =>
  useQuery(ids.length > 1 ? ['careers', 'compare', ids] : null, signal => ok(api.GET('/api/v1/careers/compare', { params: { query: { ids: ids.join() } }, signal })), { keep: true });
