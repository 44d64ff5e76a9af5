import { STATES, type State } from './talk.ts';

/** What the address says about which talks to show. */
export interface Filters {
  q: string;
  state: State | '';
  career: string;
  contact: string;
}

export function readFilters(query: URLSearchParams): Filters {
  const state = query.get('state') as State;
  return {
    q: query.get('q') ?? '',
    state: STATES.includes(state) ? state : '',
    career: query.get('career') ?? '',
    contact: query.get('contact') ?? '',
  };
}

/** The same as the API's query; what is empty is left out. */
export function asked({ q, state, career, contact }: Filters) {
  return {
    ...(q.trim() && { q: q.trim() }),
    ...(state && { state }),
    ...(career && { career_id: career }),
    ...(contact && { contact_id: contact }),
  };
}

export const isFiltered = (filters: Filters): boolean => Object.keys(asked(filters)).length > 0;
