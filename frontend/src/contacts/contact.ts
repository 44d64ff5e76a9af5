import type { Schema } from '../core/api.ts';
import type { IconName } from '../core/ui/icons.ts';
import type { Tone } from '../core/ui/surfaces.tsx';

export { LEVELS, SOURCES, keysOf, options } from './labels.ts';

export type Contact = Schema<'ContactRead'>;
export type Organization = Schema<'OrganizationRead'>;
export type Activity = Schema<'ActivityRead'>;
export type Stage = Schema<'Stage'>;
export type { Level, Source } from './labels.ts';
export type Channel = Schema<'Channel'>;
export type ActivityKind = Schema<'ActivityKind'>;

/** How far one has come with somebody, in the order in which it goes; a dial that fills up, as for talks. */
export const STAGES: Record<Stage, { label: string; tone: Tone; dial?: string; empty: string }> = {
  new: { label: 'New', tone: 'line', empty: 'People you add or import begin here.' },
  planned: { label: 'Planned', tone: 'plain', dial: '0', empty: 'Plan a talk, and the person moves here.' },
  asked: { label: 'Asked', tone: 'amber', dial: '1', empty: 'Nobody is waiting to be answered.' },
  scheduled: { label: 'Scheduled', tone: 'sky', dial: '2', empty: 'No talk has a date yet.' },
  met: { label: 'Met', tone: 'pine', dial: '4', empty: 'After a talk, they are here.' },
  closed: { label: 'Closed', tone: 'line', dial: 'x', empty: 'Nobody has said no.' },
};

export const CHANNELS: Record<Channel, string> = {
  email: 'Email',
  linkedin: 'LinkedIn',
  phone: 'Phone',
  text: 'Text message',
  in_person: 'In person',
  mail: 'Letter',
  video: 'Video call',
  other: 'Another way',
};

interface Kind {
  /** on the button that logs it, and in lists to choose from */
  label: string;
  /** on the timeline */
  told: string;
  icon: IconName;
  /** an exchange, not only a touch */
  spoke?: true;
}

export const KINDS: Record<ActivityKind, Kind> = {
  message_out: { label: 'Wrote to them', told: 'You wrote', icon: 'send' },
  reply_in: { label: 'They replied', told: 'They replied', icon: 'mail', spoke: true },
  call: { label: 'Called', told: 'You spoke on the phone', icon: 'phone', spoke: true },
  met: { label: 'Met', told: 'You met', icon: 'coffee', spoke: true },
  followed: { label: 'Followed', told: 'You followed them', icon: 'eye' },
  congratulated: { label: 'Congratulated', told: 'You congratulated them', icon: 'sparkles' },
  commented: { label: 'Commented', told: 'You commented on something of theirs', icon: 'message-circle' },
  thanked: { label: 'Thanked', told: 'You said thank you', icon: 'star' },
  gift: { label: 'Gave a gift', told: 'You gave them something', icon: 'gift' },
  introduced: { label: 'Introduced', told: 'Somebody was introduced', icon: 'users' },
  moved: { label: 'A talk moved on', told: 'A talk moved on', icon: 'arrow-right' },
  merged: { label: 'Merged', told: 'Two entries became one', icon: 'merge' },
  other: { label: 'Something else', told: 'Something happened', icon: 'pencil' },
};

/** A name that can be used in a sentence: the given one where we know it. */
export const callName = (one: { full_name: string; given_name?: string | null }): string => one.given_name || one.full_name.split(' ')[0] || one.full_name;

/** "Data manager, St. Anne's" */
export const standing = (one: { headline: string | null; organization_name?: string | null }): string => [one.headline, one.organization_name].filter(Boolean).join(', ');

/** Only what leads to a web page becomes a link: people paste all kinds of text, files bring worse. */
export function webHref(text: string): string | null {
  const value = text.trim();
  const whole = /^https?:\/\//i.test(value) ? value : /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/\S*)?$/i.test(value) ? `https://${value}` : null;
  return whole && URL.canParse(whole) ? whole : null;
}

/** A web address as people say it. */
export const sayHref = (href: string): string => href.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');

export const mailHref = (address: string): string => `mailto:${encodeURIComponent(address).replace(/%40/g, '@')}`;

/** RFC 3966 knows digits and a leading plus; what people put between them is for the eye. */
export const telHref = (number: string): string => `tel:${number.replace(/(?!^\+)[^\d]/g, '')}`;

export const linkedIn = (one: Pick<Contact, 'links'>): string | null => one.links.map(link => webHref(link.value)).find(href => href && /^https?:\/\/([\w-]+\.)*linkedin\.com\//i.test(href)) ?? null;
