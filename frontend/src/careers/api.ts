import { act } from '../core/act.ts';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { usePages, type Page } from '../core/pages.ts';
import { edit, invalidate, setData, useQuery } from '../core/query.ts';
import type { Assumption, AssumptionState, Career, Decision, Turn } from './career.ts';
import type { Evidence } from './evidence.ts';

export type Coverage = Schema<'CoverageRead'>;

const LISTS = ['careers', 'list'];
/** What a change of a career may have changed elsewhere. */
const TOUCHED = [['careers'], ['career']];
const key = (id: string) => ['career', id];

export const useCareers = (deleted = false) =>
  usePages<Career>([...LISTS, { deleted }], (cursor, signal) => ok(api.GET('/api/v1/careers', { params: { query: { limit: 200, deleted, cursor } }, signal })), { all: true });

export const readCareer = (id: string, signal?: AbortSignal) => ok(api.GET('/api/v1/careers/{career_id}', { params: { path: { career_id: id } }, signal: signal ?? null }));
export const useCareer = (id: string) => useQuery<Career>(key(id), signal => readCareer(id, signal));

export async function createCareer(title: string): Promise<Career> {
  const made = await ok(api.POST('/api/v1/careers', { body: { title, why: '', found_by: '', job_description: '', research: '' } }));
  setData(key(made.id), made);
  invalidate(['careers']);
  return made;
}

export const sendCareer = (id: string) => (changes: Partial<Career>, version: number) =>
  ok(api.PATCH('/api/v1/careers/{career_id}', { params: { path: { career_id: id }, header: ifMatch({ version }) }, body: changes as Schema<'CareerUpdate'> }));

export function keepCareer(saved: Career): void {
  setData(key(saved.id), saved);
  invalidate(['careers']);
}

const restore = (id: string) => ok(api.POST('/api/v1/careers/{career_id}/restore', { params: { path: { career_id: id } } }));

export const removeCareer = (one: Career) =>
  act({
    send: async () => {
      await ok(api.DELETE('/api/v1/careers/{career_id}', { params: { path: { career_id: one.id }, header: ifMatch(one) } }));
      return true;
    },
    edits: [edit<Page<Career>>(LISTS, page => ({ ...page, items: page.items.filter(other => other.id !== one.id) }))],
    refresh: [['careers']],
    said: `${one.title} is in the bin`,
    undo: () => restore(one.id),
  });

export const bringBack = (id: string) => act({ send: () => restore(id), refresh: TOUCHED, said: one => `${one.title} is back` });

export async function decide(one: Career, decision: Decision, reason: string): Promise<Career> {
  const saved = await ok(api.POST('/api/v1/careers/{career_id}/decide', { params: { path: { career_id: one.id }, header: ifMatch(one) }, body: { decision, reason } }));
  keepCareer(saved);
  invalidate(['career-turns', one.id]);
  return saved;
}

export async function reopen(one: Career, reason: string): Promise<Career> {
  const saved = await ok(api.POST('/api/v1/careers/{career_id}/reopen', { params: { path: { career_id: one.id }, header: ifMatch(one) }, body: { reason } }));
  keepCareer(saved);
  invalidate(['career-turns', one.id]);
  return saved;
}

export const useTurns = (id: string) =>
  usePages<Turn>(['career-turns', id], (cursor, signal) => ok(api.GET('/api/v1/careers/{career_id}/decisions', { params: { path: { career_id: id }, query: { limit: 50, cursor } }, signal })));

/** What all talks say of it, which a later step holds. */
export const useEvidence = (id: string) => useQuery<Evidence>(['careers', 'evidence', id], signal => ok(api.GET('/api/v1/careers/{career_id}/evidence', { params: { path: { career_id: id } }, signal })));

export const useCoverage = (id: string) =>
  useQuery<Coverage>(['careers', 'coverage', id], signal => ok(api.GET('/api/v1/careers/{career_id}/coverage', { params: { path: { career_id: id } }, signal })));

// assumptions

const claims = (id: string) => ['assumptions', id];
type Claims = Page<Assumption>;
const path = (one: Assumption) => ({ career_id: one.career_id, assumption_id: one.id });
const after = (id: string) => [claims(id), key(id), ['careers']];

export const useAssumptions = (id: string) =>
  usePages<Assumption>(claims(id), (cursor, signal) => ok(api.GET('/api/v1/careers/{career_id}/assumptions', { params: { path: { career_id: id }, query: { limit: 200, cursor } }, signal })), { all: true });

export async function createAssumption(id: string, claim: string): Promise<Assumption> {
  const made = await ok(api.POST('/api/v1/careers/{career_id}/assumptions', { params: { path: { career_id: id } }, body: { claim, state: 'open' } }));
  invalidate(...after(id));
  return made;
}

export const readAssumption = (one: Assumption) => ok(api.GET('/api/v1/careers/{career_id}/assumptions/{assumption_id}', { params: { path: path(one) } }));

export const sendAssumption = (one: Assumption) => async (changes: Partial<Assumption>, version: number) => {
  const saved = await ok(
    api.PATCH('/api/v1/careers/{career_id}/assumptions/{assumption_id}', { params: { path: path(one), header: ifMatch({ version }) }, body: changes as Schema<'AssumptionUpdate'> }),
  );
  invalidate(...after(one.career_id));
  return saved;
};

export const judge = (one: Assumption, state: AssumptionState) =>
  act({
    send: () => sendAssumption(one)({ state }, one.version),
    edits: [edit<Claims>(claims(one.career_id), page => ({ ...page, items: page.items.map(other => (other.id === one.id ? { ...other, state } : other)) }))],
    refresh: after(one.career_id),
  });

export const removeAssumption = (one: Assumption) =>
  act({
    send: async () => {
      await ok(api.DELETE('/api/v1/careers/{career_id}/assumptions/{assumption_id}', { params: { path: path(one), header: ifMatch(one) } }));
      return true;
    },
    edits: [edit<Claims>(claims(one.career_id), page => ({ ...page, items: page.items.filter(other => other.id !== one.id) }))],
    refresh: after(one.career_id),
    said: 'The assumption is in the bin',
    undo: () => ok(api.POST('/api/v1/careers/{career_id}/assumptions/{assumption_id}/restore', { params: { path: path(one) } })),
  });

// what later steps hold about it, read by their part of the contract

export const usePeople = (id: string) =>
  useQuery(['contacts', 'of-career', id], signal => ok(api.GET('/api/v1/contacts', { params: { query: { career_id: id, limit: 6, sort: '-last_touch_at' } }, signal })));

export const useTalks = (id: string) =>
  useQuery(['interviews', 'of-career', id], signal => ok(api.GET('/api/v1/interviews', { params: { query: { career_id: id, limit: 6, sort: '-starts_at' } }, signal })));

export const useNotes = (id: string) => useQuery(['notes', 'of-career', id], signal => ok(api.GET('/api/v1/notes', { params: { query: { career_id: id, limit: 6 } }, signal })));

export async function writeNote(id: string, body: string): Promise<void> {
  await ok(api.POST('/api/v1/notes', { body: { kind: 'research', body, career_id: id } }));
  invalidate(['notes']);
}
