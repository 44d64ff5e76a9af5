import { api, ok, type Schema } from '../core/api.ts';
import { useQuery } from '../core/query.ts';
import type { Choice } from '../core/ui/Combobox.tsx';

export type Contact = Schema<'ContactRead'>;

export const asChoice = (one: Contact): Choice => {
  const hint = [one.headline, one.organization_name].filter(Boolean).join(' · ');
  return { value: one.id, label: one.full_name, ...(hint && { hint }) };
};

/** People by their words; those one dealt with last where none are typed. */
export async function findPeople(q: string, abort: AbortSignal): Promise<Choice[]> {
  const { items } = await ok(api.GET('/api/v1/contacts', { params: { query: { limit: 20, ...(q && { q }) } }, signal: abort }));
  return items.map(asChoice);
}

/** A person of whom only the name is known so far. */
export async function addPerson(name: string, more: Partial<Schema<'ContactCreate'>> = {}): Promise<Choice> {
  return asChoice(await ok(api.POST('/api/v1/contacts', { body: { full_name: name, ...more } as Schema<'ContactCreate'> })));
}

/** The careers being explored, by name, under the key that other steps read them by too. */
export const useCareers = () =>
  useQuery(['careers', 'names'], async abort => {
    const { items } = await ok(api.GET('/api/v1/careers', { params: { query: { limit: 200, sort: 'title' } }, signal: abort }));
    return { items: items.map(({ id, title }) => ({ id, title })) };
  });

export async function addCareer(title: string, why = ''): Promise<Schema<'CareerRead'>> {
  return ok(api.POST('/api/v1/careers', { body: { title, why } as Schema<'CareerCreate'> }));
}

/** Somebody by id, read under the key that their own page reads them by; without an id nobody is asked for. */
export const usePerson = (id: string | null | undefined) =>
  useQuery<Contact>(id ? ['contact', id] : null, abort => ok(api.GET('/api/v1/contacts/{contact_id}', { params: { path: { contact_id: id as string } }, signal: abort })));
