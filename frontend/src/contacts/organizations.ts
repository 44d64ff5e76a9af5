import { act } from '../core/act.ts';
import { api, ifMatch, ok } from '../core/api.ts';
import type { Choice } from '../core/ui/Combobox.tsx';
import { TOUCHED } from './api.ts';
import type { Organization } from './contact.ts';

/** For a Combobox: the organizations that have these words. */
export async function findOrganizations(q: string, abort?: AbortSignal): Promise<Choice[]> {
  const query = { limit: 20, ...(q ? { q } : { sort: 'name' as const }) };
  const { items } = await ok(api.GET('/api/v1/organizations', { params: { query }, signal: abort }));
  return items.map(({ id, name, place }) => ({ value: id, label: name, ...(place && { hint: place }) }));
}

/** For a Combobox: add one by its name alone. */
export async function createOrganization(name: string): Promise<Choice> {
  const made = await ok(api.POST('/api/v1/organizations', { body: { name } }));
  return { value: made.id, label: made.name };
}

const restore = (id: string) => ok(api.POST('/api/v1/organizations/{organization_id}/restore', { params: { path: { organization_id: id } } }));

export const removeOrganization = (one: Organization) =>
  act({
    send: async () => {
      await ok(api.DELETE('/api/v1/organizations/{organization_id}', { params: { path: { organization_id: one.id }, header: ifMatch(one) } }));
      return true;
    },
    refresh: TOUCHED,
    said: `${one.name} is in the bin`,
    undo: () => restore(one.id),
  });

export const bringOrganizationBack = (one: Organization) => act({ send: () => restore(one.id), refresh: TOUCHED, said: `${one.name} is back` });
