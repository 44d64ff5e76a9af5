import { signal } from '@preact/signals';
import { act } from '../core/act.ts';
import { api, ifMatch, ok } from '../core/api.ts';
import { usePages, type Page } from '../core/pages.ts';
import { edit, useQuery } from '../core/query.ts';
import type { Contact } from './contact.ts';
import { asked, type Filters } from './filters.ts';

/** Every list of people is kept under this key; counts and duplicates are not, for they have another shape. */
export const LISTS = ['contacts', 'list'] as const;

/** What a change of a person may have changed elsewhere. */
export const TOUCHED = [['contacts'], ['contact'], ['organizations'], ['organization']];

export const loadContacts = (filters: Filters, cursor: string | undefined, abort?: AbortSignal) =>
  ok(api.GET('/api/v1/contacts', { params: { query: { ...asked(filters), limit: cursor ? 200 : 60, cursor } }, signal: abort }));

export const listKey = (filters: Filters) => [...LISTS, asked(filters)];

export const useContacts = (filters: Filters) => usePages<Contact>(listKey(filters), (cursor, abort) => loadContacts(filters, cursor, abort), { keep: true });

export const useCounts = () => useQuery(['contacts', 'counts'], abort => ok(api.GET('/api/v1/contacts/counts', { signal: abort })));

export const getContact = (id: string, abort?: AbortSignal) => ok(api.GET('/api/v1/contacts/{contact_id}', { params: { path: { contact_id: id } }, signal: abort }));

export const useContact = (id: string) => useQuery<Contact>(['contact', id], abort => getContact(id, abort));

export const useOrganization = (id: string) =>
  useQuery(id ? ['organization', id] : null, abort => ok(api.GET('/api/v1/organizations/{organization_id}', { params: { path: { organization_id: id } }, signal: abort })));

/** The careers being explored, by name: an earlier step's data, read for what people can speak about. */
export const useCareers = () =>
  useQuery(['careers', 'names'], async abort => {
    const { items } = await ok(api.GET('/api/v1/careers', { params: { query: { limit: 200, sort: 'title' } }, signal: abort }));
    return { items: items.map(({ id, title }) => ({ id, title })) };
  });

const restoreContact = (id: string) => ok(api.POST('/api/v1/contacts/{contact_id}/restore', { params: { path: { contact_id: id } } }));

export const removeContact = (one: Contact) =>
  act({
    send: async () => {
      await ok(api.DELETE('/api/v1/contacts/{contact_id}', { params: { path: { contact_id: one.id }, header: ifMatch(one) } }));
      return true;
    },
    edits: [edit<Page<Contact>>(LISTS, page => ({ ...page, items: page.items.filter(other => other.id !== one.id) }))],
    refresh: TOUCHED,
    said: `${one.full_name} is in the bin`,
    undo: () => restoreContact(one.id),
  });

export const bringBack = (one: Pick<Contact, 'id' | 'full_name'>) =>
  act({ send: () => restoreContact(one.id), refresh: TOUCHED, said: `${one.full_name} is back on your list` });

/** The list as the person last saw it, filters and all: where "People" leads back to. */
export const lastList = signal('/contacts');
