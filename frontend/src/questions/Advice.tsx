import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Button } from '../core/ui/Button.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { askAdvice } from './api.ts';
import { CHECKS, proposals, sayAdvice, type Finding } from './question.ts';

const PAUSE = 250; // ms after the last key
const ENOUGH = 12; // characters before which advice would only disturb

/** What a friend would say about the question as it stands: asked of the server after each pause in typing. */
export function Advice({ text, take }: { text: string; take: (question: string) => void }) {
  const findings = useSignal<readonly Finding[] | null>(null);
  const said = useSignal('');
  const words = text.trim();

  useEffect(() => {
    if (words.length < ENOUGH) {
      findings.value = null;
      said.value = '';
      return undefined;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      askAdvice(words, abort.signal).then(
        answer => {
          findings.value = answer.findings;
          said.value = sayAdvice(answer.findings);
        },
        () => {
          if (!abort.signal.aborted) findings.value = null; // advice is a help, not a gate: without it one goes on writing
        },
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [words]);

  const list = findings.value;
  return (
    <div class="questions-advice">
      <p class="visually-hidden" role="status">
        {said.value}
      </p>
      {list?.length === 0 && words.endsWith('?') && (
        <p class="good">
          <Icon name="circle-check" /> Open, short, one thing at a time. Ask it.
        </p>
      )}
      {list && list.length > 0 && (
        <ul class="stack">
          {list.map(one => (
            <li key={one.check} class="banner tone-amber">
              <Icon name="lightbulb" />
              <div class="banner-text">
                <strong>{CHECKS[one.check]}</strong>
                <p>{one.reason}</p>
                <p>{one.mend}</p>
                {proposals(one.mend).map(proposal => (
                  <Button key={proposal} size="s" class="btn-text mt-2" onClick={() => take(proposal)}>
                    Use “{proposal}”
                  </Button>
                ))}
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
