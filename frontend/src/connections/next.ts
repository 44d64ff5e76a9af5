import type { Schema } from '../core/api.ts';

export type Invitation = Schema<'TalkInvitationRead'>;

/** What a press of send would be. */
export const NEXT: Record<string, { look: string; title: string; send: string }> = {
  REQUEST: { look: 'Look at the invitation', title: 'The invitation', send: 'Send it' },
  NEWS: { look: 'Tell them of the change', title: 'What they are told', send: 'Tell them' },
  AGAIN: { look: 'Send it again', title: 'The invitation', send: 'Send it again' },
  CANCEL: { look: 'Tell them it is off', title: 'What they are told', send: 'Call it off' },
};

/** Which of them it would be now; null: there is nothing to tell. */
export const nextOf = ({ next_method, is_news, sendings }: Invitation): string | null => (next_method === 'REQUEST' && sendings.length ? (is_news ? 'NEWS' : 'AGAIN') : next_method);

export const ANSWERS = { accepted: ['They come', 'pine'], tentative: ['Perhaps', 'amber'], declined: ['They don’t come', 'red'], counter: ['Another time?', 'amber'] } as const;
