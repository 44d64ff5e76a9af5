import type { Schema } from '../core/api.ts';

export type Template = Schema<'TemplateRead'>;
export type Letter = Schema<'RenderRead'>;
export type Purpose = Schema<'Purpose'>;
export type Channel = Schema<'LetterChannel'>;
export type Talk = Schema<'InterviewRead'>;
export type Contact = Schema<'ContactRead'>;

/** What a letter is for, in the order of the method. */
export const PURPOSES: Record<Purpose, string> = {
  ask: 'Ask for a talk',
  follow_up: 'Follow up',
  thank_you: 'Thank you',
  ask_for_introduction: 'Ask for an introduction',
  keep_in_touch: 'Keep in touch',
  close_the_loop: 'Close the loop',
  congratulate: 'Congratulate',
};

export const CHANNELS: Record<Channel, string> = {
  email: 'Email',
  linkedin_invitation: 'LinkedIn invitation',
  linkedin_message: 'LinkedIn message',
  phone_script: 'Phone script',
  handwritten_card: 'Handwritten card',
};

/** As what it stands on a timeline. */
export const SENT_BY: Record<Channel, Schema<'Channel'>> = {
  email: 'email',
  linkedin_invitation: 'linkedin',
  linkedin_message: 'linkedin',
  phone_script: 'phone',
  handwritten_card: 'mail',
};

export const WHOSE: Record<string, string> = { free: 'on a free account', premium: 'with Premium', everyone: '' };

export const optionsOf = <V extends string>(names: Record<V, string>) => (Object.keys(names) as V[]).map(value => ({ value, label: names[value] }));

export const isPurpose = (text: string | null): text is Purpose => text !== null && Object.hasOwn(PURPOSES, text);

const MARK = /\{\{([^{}]*)\}\}/g;

/** The names in braces that are still to be filled in, each once. */
export const marks = (...texts: string[]): string[] => [...new Set(texts.flatMap(text => [...text.matchAll(MARK)].map(([, name = '']) => name.trim().toLowerCase())))];

/** Every name in braces as the function says it. */
export const fill = (text: string, value: (name: string) => string | undefined): string => text.replace(MARK, (mark, name: string) => value(name.trim().toLowerCase()) ?? mark);

/** The text without the sentences, or the lines, that say this name. */
export function strike(text: string, name: string): string {
  const sentence = new RegExp(`[^.!?\\n]*\\{\\{\\s*${name.replace('.', '\\.')}\\s*\\}\\}[^.!?\\n]*[.!?]*`, 'gi');
  return text
    .replace(sentence, '')
    .replace(/^[ \t]+/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** What is left of each limit, in words; undefined where there is none. */
export function sayLeft(limits: readonly Schema<'LimitRead'>[], length: number): string | undefined {
  const said = limits.map(({ characters, applies_to: whose }) => `${characters < length ? `${length - characters} too many` : `${characters - length} left`} ${WHOSE[whose] ?? ''}`.trim());
  return said.length ? `${said.join(', ')}.` : undefined;
}

const LINES = /\r?\n/g;

/** A letter as a link that the mail program opens; programs cut off what is longer than about two thousand characters. */
export function mailto(address: string, subject: string, text: string): string | undefined {
  const href = `mailto:${encodeURIComponent(address).replace('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replace(LINES, '\r\n'))}`;
  return href.length > 1800 ? undefined : href;
}

/** Where what is missing can be put right. */
export function mendHref(name: string, whence: Schema<'Whence'>, contact: string, interview: string | null): string {
  if (whence === 'profile') return '/profile';
  if (whence === 'introduction') return '/introductions';
  if (whence === 'contact') return `/contacts/${contact}${/why|compl|miles/.test(name) ? '' : '?edit=1'}`;
  return interview ? `/interviews/${interview}` : whence === 'career' ? `/contacts/${contact}?edit=1` : `/interviews/new?contact=${contact}`;
}

/** The template to begin from: on the channel that they, or the ask, went by; else the first that can reach them. */
export function usual(templates: readonly Template[], one: Contact | undefined, asked: Schema<'Channel'> | null | undefined): Template | undefined {
  const wanted = asked ?? one?.preferred_channel;
  const connected = one?.connected_on ? 'linkedin_message' : 'linkedin_invitation';
  const on = (...channels: Channel[]) => templates.find(each => channels.includes(each.channel));
  if (wanted === 'linkedin') return on(connected) ?? on('linkedin_message', 'linkedin_invitation') ?? templates[0];
  return templates.find(each => SENT_BY[each.channel] === wanted) ?? templates[0];
}

/** The talk that a letter of this kind belongs to, of those that there are with somebody. */
export function talkFor(purpose: Purpose, talks: readonly Talk[]): Talk | undefined {
  if (purpose === 'ask') return talks.find(talk => talk.state === 'planned');
  if (purpose === 'follow_up') return talks.find(talk => talk.state === 'requested');
  if (purpose === 'thank_you') return talks.find(talk => talk.state === 'held' && !talk.thanked_at);
  return undefined;
}
