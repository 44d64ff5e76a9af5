import { useRef } from 'preact/hooks';
import { saveEdit } from '../core/edit.ts';
import { useForm } from '../core/form.ts';
import { Drawer } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Select, Textarea } from '../core/ui/inputs.tsx';
import { TagInput } from '../core/ui/TagInput.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { Advice } from './Advice.tsx';
import { createQuestion, keepQuestion, readQuestion, sendQuestion, useCounts } from './api.ts';
import { CATEGORY_OPTIONS, type Category, type Question } from './question.ts';

interface DrawerProps {
  /** the one to change; without it a new one is written */
  one?: Question;
  category?: Category | '';
  onClose: () => void;
}

const LABELS = { text: 'The question', category: 'Topic', tags: 'Tags' };

export default function QuestionDrawer({ one, category, onClose }: DrawerProps) {
  const box = useRef<HTMLDivElement>(null);
  const tags = useCounts().data?.tag.map(tag => tag.value) ?? [];
  const initial: { text: string; category: Category; tags: string[] } = one ? { text: one.text, category: one.category, tags: one.tags } : { text: '', category: category || 'other', tags: [] };
  const form = useForm<typeof initial, Question | null>({
    initial,
    draft: one ? `question-${one.id}` : 'question-new',
    check: ({ text }) => (text.trim() ? {} : { text: 'Write the question as you would say it.' }),
    submit: (values, changes) =>
      one ? saveEdit<Question>({ base: one, changes, title: one.text, labels: LABELS, send: sendQuestion(one.id), reload: () => readQuestion(one.id) }) : createQuestion(values),
    done: saved => {
      if (!saved) return;
      keepQuestion(saved);
      toast(one ? 'Saved' : 'It is in your bank');
      onClose();
    },
  });
  const take = (text: string) => {
    form.set({ text });
    box.current?.querySelector('textarea')?.focus();
  };
  return (
    <Drawer title={one ? 'Change the question' : 'A new question'} closeOutside={!form.changed} onClose={onClose}>
      <Form form={form} submit={one ? 'Save' : 'Add question'} onCancel={onClose}>
        <div ref={box} class="stack">
          <Textarea {...form.field('text')} label="What do you want to ask?" rows={3} autofocus placeholder="What surprised you most once you were inside?" />
          <Advice text={form.values.text} take={take} />
        </div>
        <Select<Category> {...form.field('category')} label="Topic" options={CATEGORY_OPTIONS} />
        <TagInput {...form.field('tags')} label="Tags" required={false} suggestions={tags} placeholder="first talk" />
      </Form>
    </Drawer>
  );
}
