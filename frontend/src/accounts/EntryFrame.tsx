import type { ComponentChildren } from 'preact';
import { useTitle } from '../core/title.ts';
import { Logo } from '../core/ui/Logo.tsx';
import './accounts.css';

interface EntryFrameProps {
  /** what is done here: the title of the window */
  name: string;
  /** the <h1> */
  title: string;
  lead: string;
  children: ComponentChildren;
}

/** What somebody sees who is not signed in: the promise on one side, the form on the other. */
export function EntryFrame({ name, title, lead, children }: EntryFrameProps) {
  useTitle(name);
  return (
    <div class="accounts-entry">
      <aside class="accounts-promise" aria-label="About Halfhour">
        <a class="brand" href="/sign-in">
          <Logo />
          Halfhour
        </a>
        <p class="accounts-motto">Thirty minutes with someone who does the work can save you ten years of doing it.</p>
        <ol class="steps muted">
          <li>Choose a career that you wonder about.</li>
          <li>Ask someone who does it for half an hour.</li>
          <li>Listen, write down what you heard, and decide.</li>
        </ol>
      </aside>
      <section class="accounts-form" aria-labelledby="entry-title">
        <h1 id="entry-title" tabIndex={-1}>
          {title}
        </h1>
        <p class="lead">{lead}</p>
        {children}
      </section>
    </div>
  );
}
