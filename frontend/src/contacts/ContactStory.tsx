import { ContactTimeline } from './ContactTimeline.tsx';
import { callName, type Contact } from './contact.ts';
import { Notes } from './Notes.tsx';

/** What has passed, and what was written down: after the head of the page, in a chunk of its own. */
export default function ContactStory({ one }: { one: Contact }) {
  return (
    <>
      <ContactTimeline one={one} />
      <Notes about={{ contact_id: one.id }} placeholder={`What do you want to remember about ${callName(one)}?`} />
    </>
  );
}
