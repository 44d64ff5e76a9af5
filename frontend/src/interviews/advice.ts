import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api, ok, type Schema } from '../core/api.ts';

export type Finding = Schema<'FindingRead'>;

const PAUSE = 400; // ms without a key: one does not want advice in the middle of a word

/** What a careful friend would say about a question, as it is written. Advice only: no answer is no advice. */
export function useAdvice(text: string): readonly Finding[] {
  const found = useSignal<readonly Finding[]>([]);
  const typed = text.trim();
  useEffect(() => {
    if (typed.length < 8) {
      found.value = [];
      return undefined;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      ok(api.POST('/api/v1/questions/check', { body: { text: typed }, signal: abort.signal })).then(
        ({ findings }) => {
          if (!abort.signal.aborted) found.value = findings;
        },
        () => undefined, // without the server one writes without advice
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [typed]);
  return found.value;
}
