import { ContactNotes } from './ContactNotes.tsx';
import { ContactTimeline } from './ContactTimeline.tsx';
import type { Contact } from './contact.ts';

/** What has passed, and what was written down: after the head of the page, in a chunk of its own. */
export default function ContactStory({ one }: { one: Contact }) {
  return (
    <>
      <ContactTimeline one={one} />
      <ContactNotes one={one} />
    </>
  );
}
