import { Icon } from '../core/ui/Icon.tsx';
import type { FieldProps } from '../core/ui/Field.tsx';
import { Textarea } from '../core/ui/inputs.tsx';
import { useAdvice } from './advice.ts';

interface QuestionFieldProps extends FieldProps<string> {
  autofocus?: boolean;
  placeholder?: string;
  /** Enter sends a question: it is one line in all but its length */
  onEnter?: () => void;
}

/** A question and, below it, advice as it is written. Advice never keeps anybody from asking. */
export function QuestionField({ onEnter, ...field }: QuestionFieldProps) {
  const advice = useAdvice(field.value);
  return (
    <div class="stack interviews-question">
      <Textarea
        {...field}
        rows={1}
        onKeyDown={event => {
          if (!onEnter || event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
          event.preventDefault();
          onEnter();
        }}
      />
      <ul class="interviews-advice" aria-label="Advice on this question" aria-live="polite">
        {advice.map(({ check, reason, mend }) => (
          <li key={check}>
            <Icon name="lightbulb" />
            <span>
              {reason} <strong>{mend}</strong>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
