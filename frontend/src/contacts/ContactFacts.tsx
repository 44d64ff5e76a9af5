import type { ComponentChildren } from 'preact';
import { sayDate, sayTime, zoneName } from '../core/time.ts';
import { Card } from '../core/ui/surfaces.tsx';
import { useCareers } from './api.ts';
import { CHANNELS, LEVELS, SOURCES, mailHref, sayHref, telHref, webHref, type Contact } from './contact.ts';

const HARD = ['', 'Easy to ask', 'Fairly easy to ask', 'Takes some courage', 'Hard to ask', 'Daunting to ask'];

const Web = ({ text }: { text: string }) => {
  const href = webHref(text);
  return href ? (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {sayHref(href)}
    </a>
  ) : (
    <>{text}</>
  );
};

function Labelled({ of, show }: { of: Contact['emails']; show: (value: string) => ComponentChildren }) {
  return (
    <>
      {of.map(({ label, value }, place) => (
        <div key={place}>
          {show(value)} {label && <small class="muted">{label}</small>}
        </div>
      ))}
    </>
  );
}

/** What is known of a person; only what is. */
export function ContactFacts({ one }: { one: Contact }) {
  const careers = useCareers();
  const spoken = one.career_ids.flatMap(id => careers.data?.items.find(career => career.id === id) ?? []);
  const facts: [string, ComponentChildren][] = [
    ['Email', one.emails.length > 0 && <Labelled of={one.emails} show={value => <a href={mailHref(value)}>{value}</a>} />],
    ['Phone', one.phones.length > 0 && <Labelled of={one.phones} show={value => <a href={telHref(value)}>{value}</a>} />],
    ['Links', one.links.length > 0 && <Labelled of={one.links} show={value => <Web text={value} />} />],
    ['Likes to be reached by', one.preferred_channel && CHANNELS[one.preferred_channel]],
    ['Where', one.location],
    ['Postal address', one.postal_address && <span class="contact-words">{one.postal_address}</span>],
    ['Time there now', one.time_zone && `${sayTime(Date.now(), one.time_zone)} (${zoneName(one.time_zone)})`],
    [
      'Can speak about',
      spoken.length > 0 &&
        spoken.map(career => (
          <div key={career.id}>
            <a href={`/careers/${career.id}`}>{career.title}</a>
          </div>
        )),
    ],
    ['Level', one.level && LEVELS[one.level]],
    ['How hard it feels', one.difficulty && HARD[one.difficulty]],
    [
      'How you found them',
      (one.source || one.how_found) && (
        <>
          {one.source && <div>{SOURCES[one.source]}</div>}
          {one.how_found && <div class="muted">{one.how_found}</div>}
        </>
      ),
    ],
    ['Connected since', one.connected_on && sayDate(`${one.connected_on}T12:00:00Z`, 'UTC')],
    ['Keep in touch', one.keep_in_touch_days && `Every ${one.keep_in_touch_days} days`],
    ['Staying in touch is', one.may_keep !== null && (one.may_keep ? 'welcome, they said' : 'not wished for')],
  ];
  const known = facts.filter(([, value]) => value);
  return (
    <Card title="About them">
      {known.length ? (
        <dl class="contact-facts">
          {known.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p class="muted">Only the name so far. How could you reach them, and what could they tell you about?</p>
      )}
    </Card>
  );
}
