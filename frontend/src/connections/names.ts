/** One and several of what people count, by what the contract calls it. */
export const NAMES: Record<string, [string, string]> = {
  contact: ['person', 'people'],
  organization: ['organization', 'organizations'],
  interview: ['talk', 'talks'],
  debrief: ['debrief', 'debriefs'],
  career: ['career', 'careers'],
  note: ['note', 'notes'],
  question: ['question', 'questions'],
};

/** What of it is chosen by name; the rest is chosen with everything. */
export const KINDS: Record<string, string> = Object.fromEntries(Object.entries(NAMES).map(([kind, [, many]]) => [kind, many]));

export const kindOf = (type: string): string => type.split('.')[0] ?? '';
