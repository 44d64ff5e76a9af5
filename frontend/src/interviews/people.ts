import { api, ok, type Schema } from '../core/api.ts';
import { useQuery } from '../core/query.ts';

export { addPerson, asChoice, findPeople } from '../contacts/people.ts';
export type Contact = Schema<'ContactRead'>;

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
