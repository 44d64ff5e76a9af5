import { navigate } from '../core/router.ts';
import { useForm } from '../core/form.ts';
import { setSession } from '../core/session.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Form } from '../core/ui/Form.tsx';
import { TextInput } from '../core/ui/inputs.tsx';
import { signUp, useSetup } from './api.ts';
import { EntryFrame } from './EntryFrame.tsx';

const SHORTEST = 12;

/** The secret of an invitation stands behind the #, so that it never reaches a server's log. */
const invitation = () => new URLSearchParams(location.hash.slice(1)).get('invitation');

export default function SignUpPage() {
  const setup = useSetup();
  const secret = invitation();
  const form = useForm({
    initial: { name: '', email: '', password: '' },
    check: values => ({
      name: values.name.trim() ? '' : 'Type what your letters should be signed with.',
      email: /^[^@\s]+@[^@\s]+$/.test(values.email.trim()) ? '' : 'Type an email address, such as robin@example.org.',
      password: values.password.length >= SHORTEST ? '' : `Use at least ${SHORTEST} characters; a few words that don’t belong together work well.`,
    }),
    submit: values => signUp({ ...values, time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC', invitation: secret }),
    done: account => {
      setSession(account);
      navigate('/welcome', { replace: true });
    },
  });
  const closed = setup.data?.registration === 'closed' && !secret;
  return (
    <EntryFrame name="Make an account" title="Begin" lead="An account keeps what you find out. It lives on this server and nowhere else.">
      {closed ? (
        <Banner title="Sign-up is closed here">
          Ask whoever runs this server for an invitation link, or <a href="/sign-in">sign in</a> if you have an account.
        </Banner>
      ) : (
        <Form form={form} submit="Make my account" aside={<a href="/sign-in?stay">I have an account</a>}>
          <TextInput {...form.field('name')} label="Your name" autocomplete="name" autofocus required />
          <TextInput {...form.field('email')} label="Email" type="email" autocomplete="username" hint="To sign in with. Nothing is sent to it." required />
          <TextInput
            {...form.field('password')}
            label="Password"
            type="password"
            autocomplete="new-password"
            hint={`At least ${SHORTEST} characters. Four or five unrelated words are easy to keep.`}
            required
          />
        </Form>
      )}
    </EntryFrame>
  );
}
