import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { usePages, type Page } from '../core/pages.ts';
import { edit, getData, invalidate, setData, useQuery } from '../core/query.ts';
import type { Criterion, Profile, Suggestion } from './profile.ts';

const PROFILE = ['profile'];
const CRITERIA = ['criteria'];

export const readProfile = (signal?: AbortSignal) => ok(api.GET('/api/v1/profile', { signal: signal ?? null }));
export const useProfile = () => useQuery<Profile>(PROFILE, readProfile);
export const saveProfile = (changes: Partial<Profile>, version: number) =>
  ok(api.PATCH('/api/v1/profile', { params: { header: ifMatch({ version }) }, body: changes as Schema<'ProfileUpdate'> }));
export const keepProfile = (saved: Profile) => setData(PROFILE, saved);

/** In the order in which they were added: one that moves while it is weighed would be lost from sight. */
export const useCriteria = () =>
  usePages<Criterion>(CRITERIA, (cursor, signal) => ok(api.GET('/api/v1/criteria', { params: { query: { limit: 200, sort: 'created_at', cursor } }, signal })), { all: true });

export const createCriterion = async (body: Schema<'CriterionCreate'>) => {
  const made = await ok(api.POST('/api/v1/criteria', { body }));
  invalidate(CRITERIA);
  return made;
};

const remove = (one: Pick<Criterion, 'id' | 'version'>) => ok(api.DELETE('/api/v1/criteria/{criterion_id}', { params: { path: { criterion_id: one.id }, header: ifMatch(one) } }));

export const takeSuggestion = ({ name, kind }: Suggestion) =>
  act({
    send: () => ok(api.POST('/api/v1/criteria', { body: { name, kind, weight: 3, why: '' } })),
    refresh: [CRITERIA],
    said: `“${name}” counts now`,
    undo: made => remove(made),
  });

export const readCriterion = (id: string) => ok(api.GET('/api/v1/criteria/{criterion_id}', { params: { path: { criterion_id: id } } }));
export const sendCriterion = (id: string, changes: Partial<Criterion>, version: number) =>
  ok(api.PATCH('/api/v1/criteria/{criterion_id}', { params: { path: { criterion_id: id }, header: ifMatch({ version }) }, body: changes as Schema<'CriterionUpdate'> }));

const inList = (id: string, change: (one: Criterion) => Criterion) => (page: Page<Criterion>) => ({ ...page, items: page.items.map(one => (one.id === id ? change(one) : one)) });

/** Put what the server gave back in its place. */
export function keepCriterion(saved: Criterion): void {
  const page = getData<Page<Criterion>>(CRITERIA);
  if (page) setData(CRITERIA, inList(saved.id, () => saved)(page));
}

export const weigh = (one: Criterion, weight: number) =>
  act({
    send: async () => {
      const saved = await sendCriterion(one.id, { weight }, one.version);
      keepCriterion(saved); // its version is needed by the next press
      return saved;
    },
    edits: [edit(CRITERIA, inList(one.id, other => ({ ...other, weight })))],
  });

export const removeCriterion = (one: Criterion) =>
  act({
    send: () => remove(one),
    edits: [edit<Page<Criterion>>(CRITERIA, page => ({ ...page, items: page.items.filter(other => other.id !== one.id) }))],
    refresh: [CRITERIA],
    said: `“${one.name}” counts no more`,
    undo: () => ok(api.POST('/api/v1/criteria/{criterion_id}/restore', { params: { path: { criterion_id: one.id } } })),
  });
