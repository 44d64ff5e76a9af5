import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { getData, invalidate, setData, useQuery } from '../core/query.ts';
import type { Debrief, Finding, Judged, Rating } from './debrief.ts';

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

const isIt = (id: string) => (one: Rating | Finding) => ('rating' in one ? one.criterion_id : one.assumption_id) === id;

/** The rating or finding of this criterion or assumption. */
export const judgedIn = (of: Debrief, career: string, id: string): Judged | undefined => {
  const found = of.careers.find(one => one.id === career);
  return found && ([...found.ratings, ...found.findings].find(isIt(id)) as Judged | undefined);
};

export const keepJudged = (id: string, career: string, judged: string) => (saved: Judged) => {
  const put = <T extends Rating | Finding>(list: T[]) => list.map(one => (isIt(judged)(one) ? (saved as T) : one));
  keep(id, now => ({ ...now, careers: now.careers.map(one => (one.id === career ? { ...one, ratings: put(one.ratings), findings: put(one.findings) } : one)) }));
};

export const sendDebrief = (id: string) => (changes: Partial<Debrief>, version: number) =>
  ok(api.PATCH('/api/v1/interviews/{interview_id}/debrief', { params: { path: at(id), header: ifMatch({ version }) }, body: changes as Schema<'DebriefUpdate'> }));

export const sendJudged = (id: string, career: string, one: Rating | Finding) => (changes: Partial<Judged>, version: number) => {
  const header = ifMatch({ version });
  return ok<unknown>(
    'rating' in one
      ? api.PATCH('/api/v1/interviews/{interview_id}/debrief/ratings/{career_id}/{criterion_id}', {
          params: { path: { ...at(id), career_id: career, criterion_id: one.criterion_id }, header },
          body: changes as Schema<'RatingUpdate'>,
        })
      : api.PATCH('/api/v1/interviews/{interview_id}/debrief/findings/{assumption_id}', {
          params: { path: { ...at(id), assumption_id: one.assumption_id }, header },
          body: changes as Schema<'FindingUpdate'>,
        }),
  ) as Promise<Judged>;
};

/** Be done with it, or take that back. */
export async function settle(one: Debrief): Promise<void> {
  const path = one.debriefed_at ? '/api/v1/interviews/{interview_id}/debrief/reopen' : '/api/v1/interviews/{interview_id}/debrief/finish';
  keepDebrief(await ok(api.POST(path, { params: { path: at(one.id), header: ifMatch(one) } })));
  invalidate(['interview', one.id], ['interviews']);
}

export const useComparison = (ids: string[]) =>
  useQuery(ids.length > 1 ? ['careers', 'compare', ids] : null, signal => ok(api.GET('/api/v1/careers/compare', { params: { query: { ids: ids.join() } }, signal })), { keep: true });
