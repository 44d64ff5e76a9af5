import { useEffect } from 'preact/hooks';
import { useForm } from '../core/form.ts';
import { navigate, query } from '../core/router.ts';
import { setSession } from '../core/session.ts';
import { Form } from '../core/ui/Form.tsx';
import { TextInput } from '../core/ui/inputs.tsx';
import { signIn, useSetup } from './api.ts';
import { EntryFrame } from './EntryFrame.tsx';

export default function SignInPage() {
  const setup = useSetup();
  const form = useForm({
    initial: { email: '', password: '' },
    check: values => ({
      email: values.email.trim() ? '' : 'Type the email address of your account.',
      password: values.password ? '' : 'Type your password.',
    }),
    submit: values => signIn(values),
    done: setSession,
  });
  const first = setup.data?.needs_first_account ?? false;
  // nobody has an account: whoever did not ask for this page is here to begin
  const toSignUp = first && !query.value.has('stay');
  useEffect(() => {
    if (toSignUp) navigate('/sign-up', { replace: true });
  }, [toSignUp]);
  const mayJoin = setup.data && setup.data.registration !== 'closed';
  return (
    <EntryFrame name="Sign in" title="Welcome back" lead="Your people, questions and notes are where you left them.">
      {first && (
        <p class="accounts-first">
          Nobody has an account here yet. <a href="/sign-up">Make the first one</a>.
        </p>
      )}
      <Form form={form} submit="Sign in" aside={mayJoin ? <a href="/sign-up">Make an account</a> : undefined}>
        <TextInput {...form.field('email')} label="Email" type="email" autocomplete="username" autofocus required />
        <TextInput {...form.field('password')} label="Password" type="password" autocomplete="current-password" required />
      </Form>
    </EntryFrame>
  );
}
