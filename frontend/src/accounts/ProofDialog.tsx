import { useForm } from '../core/form.ts';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { TextInput } from '../core/ui/inputs.tsx';
import { prove } from './api.ts';

/** Asks for the password again before something that a stranger at an open laptop must not do. */
export function ProofDialog({ onClose, onProved }: { onClose: () => void; onProved: () => void }) {
  const form = useForm({ initial: { password: '' }, submit: values => prove(values.password), done: onProved });
  return (
    <Dialog title="Is it you?" onClose={onClose}>
      <p>Type your password once more. It counts for ten minutes.</p>
      <Form form={form} submit="Go on" onCancel={onClose}>
        <TextInput {...form.field('password')} label="Your password" type="password" autocomplete="current-password" autofocus />
      </Form>
    </Dialog>
  );
}
