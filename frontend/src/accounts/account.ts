import { ApiError } from '../core/problem.ts';

/** Whether the server wants the password typed again first. */
export const needsProof = (error: unknown): boolean => error instanceof ApiError && error.code === 'proof_needed';

/** What people call the browser that names itself so: "Firefox on Linux". */
export function sayBrowser(agent: string): string {
  const browsers: [RegExp, string][] = [
    [/Edg\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/Firefox\//, 'Firefox'],
    [/Chrom(e|ium)\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ];
  const systems: [RegExp, string][] = [
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'Mac'],
    [/Linux/, 'Linux'],
  ];
  const browser = browsers.find(([sign]) => sign.test(agent))?.[1];
  const system = systems.find(([sign]) => sign.test(agent))?.[1];
  return [browser ?? 'A browser', system].filter(Boolean).join(' on ');
}

/** Scopes in words: `contacts:read` reads "Read people and organizations". */
export function sayScope(scope: string): string {
  const [resource = '', verb] = scope.split(':');
  const what: Record<string, string> = {
    contacts: 'people and organizations',
    careers: 'careers',
    profile: 'your profile and criteria',
    questions: 'questions',
    interviews: 'talks and agendas',
    notes: 'notes and files',
    debriefs: 'debriefs and evidence',
    imports: 'imports',
    connections: 'calendars, address books and mail',
    webhooks: 'webhooks',
    export: 'the whole account, as one file',
    crm: 'connections to CRMs, and who is shown there',
    search: 'the search',
    events: 'the feed of changes',
  };
  const about = what[resource] ?? resource.replaceAll('_', ' ');
  return verb === 'write' ? `Change ${about}` : resource === 'search' ? 'Search everything' : `Read ${about}`;
}
