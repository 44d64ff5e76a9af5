import type { FieldProps } from '../core/ui/Field.tsx';
import { Textarea } from '../core/ui/inputs.tsx';
import { Advice } from '../questions/Advice.tsx';
import '../questions/questions.css';

interface QuestionFieldProps extends FieldProps<string> {
  autofocus?: boolean;
  placeholder?: string;
  /** Enter sends a question: it is one line in all but its length */
  onEnter?: () => void;
}

/** A question and, below it, advice as it is written. Advice never keeps anybody from asking. */
export function QuestionField({ onEnter, ...field }: QuestionFieldProps) {
  return (
    <div class="interviews-question">
      <Textarea
        {...field}
        rows={1}
        onKeyDown={event => {
          if (!onEnter || event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
          event.preventDefault();
          onEnter();
        }}
      />
      <Advice text={field.value} take={field.onChange} />
    </div>
  );
}
