import { useEffect } from 'preact/hooks';
import { api, ifMatch, ok, type Schema } from '../core/api.ts';
import { saveEdit } from '../core/edit.ts';
import { applyEdits, edit, invalidate, useQuery, type Query } from '../core/query.ts';
import { hereZone } from '../core/time.ts';
import type { Today } from './due.ts';
import type { Career, Contact, Made, Talk } from './steps.ts';

const MADE = ['first-steps', 'made'];

/** What the first steps have led to so far, in one answer. */
export const useMade = () =>
  useQuery<Made>(MADE, async signal => {
    const [careers, people, talks] = await Promise.all([
      ok(api.GET('/api/v1/careers', { params: { query: { limit: 1, sort: '-created_at' } }, signal })),
      ok(api.GET('/api/v1/contacts/counts', { signal })),
      ok(api.GET('/api/v1/interviews', { params: { query: { limit: 50, sort: '-updated_at' } }, signal })),
    ]);
    return { career: careers.items[0], people: people.total, talks: talks.items };
  });

/** Whatever one of the first steps made shows elsewhere too. */
const changed = () => invalidate(['first-steps'], ['careers'], ['contacts'], ['contact'], ['interviews'], ['interview'], ['agenda'], ['questions']);

/** `also` says what the answer adds to what was made, so that the next step knows it before the server is asked again. */
async function told<T>(work: Promise<T>, also?: (made: Made, answer: T) => Made): Promise<T> {
  const answer = await work;
  if (also) applyEdits([edit<Made>(MADE, made => also(made, answer))]);
  changed();
  return answer;
}

const withCareer = (made: Made, career: Career | null): Made => (career ? { ...made, career } : made);
const withPerson = (made: Made): Made => ({ ...made, people: made.people + 1 });
const withTalk = (made: Made, talk: Talk): Made => ({ ...made, talks: [talk, ...made.talks.filter(one => one.id !== talk.id)] });

export async function saveCareer(known: Career | undefined, title: string, why: string): Promise<Career | null> {
  if (!known) return told(ok(api.POST('/api/v1/careers', { body: { title, why } as Schema<'CareerCreate'> })), withCareer);
  const path = { career_id: known.id };
  return told(
    saveEdit<Career>({
      base: known,
      changes: { title, why },
      title: known.title,
      reload: () => ok(api.GET('/api/v1/careers/{career_id}', { params: { path } })),
      send: (body, version) => ok(api.PATCH('/api/v1/careers/{career_id}', { params: { path, header: ifMatch({ version }) }, body: body as Schema<'CareerUpdate'> })),
    }),
    withCareer,
  );
}

export const useNewest = (wanted = true) =>
  useQuery(wanted ? ['first-steps', 'people'] : null, signal => ok(api.GET('/api/v1/contacts', { params: { query: { limit: 8, sort: '-created_at', do_not_contact: false } }, signal })));

export const usePerson = (id: string | undefined) =>
  useQuery<Contact>(id ? ['contact', id] : null, signal => ok(api.GET('/api/v1/contacts/{contact_id}', { params: { path: { contact_id: id ?? '' } }, signal })));

export const addPerson = (name: string, headline: string, career: string | undefined) =>
  told(ok(api.POST('/api/v1/contacts', { body: { full_name: name, headline: headline || null, career_ids: career ? [career] : [] } as unknown as Schema<'ContactCreate'> })), withPerson);

export const changePerson = (base: Contact, changes: Partial<Pick<Contact, 'difficulty' | 'why_them'>>): Promise<Contact | null> => {
  const path = { contact_id: base.id };
  return told(
    saveEdit<Contact>({
      base,
      changes,
      title: base.full_name,
      labels: { why_them: 'Why them' },
      reload: () => ok(api.GET('/api/v1/contacts/{contact_id}', { params: { path } })),
      send: (body, version) => ok(api.PATCH('/api/v1/contacts/{contact_id}', { params: { path, header: ifMatch({ version }) }, body: body as Schema<'ContactUpdate'> })),
    }),
  );
};

interface Plan {
  contact: string;
  career: string | undefined;
  goal: string;
  minutes: number;
}

/** Plan the talk, or go on with the one that is planned with them already: nobody is asked twice by accident. */
export async function planTalk({ contact, career, goal, minutes }: Plan): Promise<Talk> {
  const open = await ok(api.GET('/api/v1/interviews', { params: { query: { contact_id: contact, open: true, limit: 1 } } }));
  const known = open.items[0];
  const careers = [...new Set([...(known?.careers.map(one => one.id) ?? []), ...(career ? [career] : [])])];
  if (!known) return told(ok(api.POST('/api/v1/interviews', { body: { contact_id: contact, career_ids: careers, goal, minutes } })), withTalk);
  return told(
    ok(
      api.PATCH('/api/v1/interviews/{interview_id}', {
        params: { path: { interview_id: known.id }, header: ifMatch(known) },
        body: { career_ids: careers, goal, minutes },
      }),
    ),
    withTalk,
  );
}

export const useStarter = () => useQuery(['questions', 'starter'], signal => ok(api.GET('/api/v1/questions/starter', { signal })));

export const useAgenda = (talk: string | undefined) =>
  useQuery(talk ? ['agenda', talk] : null, signal => ok(api.GET('/api/v1/interviews/{interview_id}/agenda', { params: { path: { interview_id: talk ?? '' } }, signal })));

/** Every question of the bank, by its words. */
async function bank(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const page = await ok(api.GET('/api/v1/questions', { params: { query: { limit: 200, cursor } } }));
    for (const question of page.items) found.set(question.text, question.id);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return found;
}

/** Take the starter set into the bank and put the chosen ones on the agenda. Pressed twice, it does no more than once. */
export async function prepare(talk: string | undefined, texts: readonly string[]): Promise<void> {
  await ok(api.POST('/api/v1/questions/starter', { body: null }));
  if (talk && texts.length) {
    const ids = await bank();
    const known = texts.flatMap(text => ids.get(text) ?? []);
    const path = { interview_id: talk };
    if (known.length) await ok(api.POST('/api/v1/interviews/{interview_id}/agenda/from-bank', { params: { path }, body: { question_ids: known, priority: 'must' } }));
    // what the person took before and has reworded or thrown away since is asked in the words chosen here
    for (const text of texts.filter(one => !ids.has(one))) {
      await ok(api.POST('/api/v1/interviews/{interview_id}/agenda', { params: { path }, body: { text, priority: 'must' } as Schema<'AgendaItemCreate'> }));
    }
  }
  changed();
}

/** All of today in one answer. Whatever one does elsewhere may change it: whoever comes back sees it as it is now. */
export function useToday(): Query<Today> {
  const found = useQuery<Today>(['interviews', 'today'], signal => ok(api.GET('/api/v1/today', { params: { query: { time_zone: hereZone } }, signal })));
  useEffect(() => {
    if (found.data) found.reload();
  }, []);
  return found;
}
