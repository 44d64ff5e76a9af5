import { useRef } from 'preact/hooks';
import { copy } from '../core/copy.ts';
import { useForm } from '../core/form.ts';
import { sayError } from '../core/problem.ts';
import { navigate } from '../core/router.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Textarea, TextInput } from '../core/ui/inputs.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { callName, linkedIn, telHref } from '../contacts/contact.ts';
import { emailFile, markSent, usePlaceholders } from './api.ts';
import { mailto, marks, mendHref, sayLeft, strike, type Contact, type Letter, type Talk } from './letter.ts';

const DONE: Record<string, string> = { phone_script: 'I called', handwritten_card: 'I posted it' };

/** The letter itself: to be read through, mended, sent by the person, and then noted. */
export function LetterForm({ letter, one, talk }: { letter: Letter; one: Contact; talk: Talk | undefined }) {
  const { channel, purpose, address } = letter;
  const box = useRef<HTMLDivElement>(null);
  const known = usePlaceholders().data;
  const email = channel === 'email';
  const phone = channel === 'phone_script';
  const name = callName(one);
  const edit = `/contacts/${one.id}?edit=1`;
  const profile = channel.startsWith('linkedin') && linkedIn(one);
  const form = useForm<{ subject: string; text: string }, Awaited<ReturnType<typeof markSent>>>({
    initial: { subject: email ? letter.subject : '', text: letter.text },
    draft: `letter-${one.id}-${letter.template_id}`,
    check: values => ({ text: !values.text.trim() ? 'There is nothing in it yet.' : open.length ? 'Fill in what stands in braces, or strike it.' : '' }),
    submit: ({ subject, text }) => markSent(letter, one, talk, subject, text),
    done: ({ href, undo }) => {
      navigate(href);
      const said = purpose === 'ask' ? `Asking ${name} is noted. Give them a week.` : 'Noted, with its words';
      toast(said, undo && { label: 'Undo', run: () => void undo().catch((error: unknown) => toast(sayError(error), { kind: 'problem' })) });
    },
  });
  const { subject, text } = form.values;
  const open = marks(subject, text);
  /** Nothing leaves with braces in it: the first of them is shown instead. */
  const whole = (): boolean => {
    if (!open.length) return true;
    const area = box.current?.querySelector('textarea');
    const at = text.indexOf('{{');
    area?.focus();
    if (at >= 0) area?.setSelectionRange(at, text.indexOf('}}', at) + 2);
    toast('Fill in what stands in braces first, or strike it.', { kind: 'problem' });
    return false;
  };
  const take = async () => {
    if (!whole()) return;
    await copy(text);
  };
  const save = async () => {
    if (!whole()) return;
    try {
      const { content } = await emailFile(one.id, subject, text);
      const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob([content], { type: 'message/rfc822' })), download: 'letter.eml' });
      link.click();
      URL.revokeObjectURL(link.href);
      toast('Saved as a file. Open it, and your mail program shows it, not sent yet.');
    } catch (error) {
      toast(sayError(error), { kind: 'problem' });
    }
  };
  const href = email && address ? mailto(address, subject, text) : undefined;
  return (
    <>
      {letter.do_not_contact && (
        <Banner kind="problem" title="Do not contact">
          You noted that {name} wants to be left alone.
        </Banner>
      )}
      {open.length > 0 && (
        <Banner kind="warning" title="Still to fill in">
          <ul class="lines">
            {open.map(each => {
              const lacks = letter.unfilled.find(lacking => lacking.name === each) ?? known?.items.find(item => item.name === each);
              return (
                <li key={each} class="row">
                  <span>{lacks?.means ?? `{{${each}}}`}</span>
                  {lacks && <a href={mendHref(each, lacks.whence, one.id, talk?.id ?? null)}>{'fill' in lacks ? lacks.fill : 'Mend it'}</a>}
                  <Button size="s" onClick={() => form.set({ subject: strike(subject, each), text: strike(text, each) })}>
                    Strike it
                  </Button>
                </li>
              );
            })}
          </ul>
        </Banner>
      )}
      {channel === 'handwritten_card' && (
        <p class="conflict-text">
          {address ?? 'You have not noted where a card would reach them.'}
          {'\n'}
          <a href={edit}>{address ? 'Change the address' : 'Add their address'}</a>
        </p>
      )}
      <Form
        form={form}
        submit={DONE[channel] ?? 'I sent it'}
        aside={
          form.changed && (
            <Button kind="quiet" icon="undo-2" onClick={() => form.reset()}>
              As it was
            </Button>
          )
        }
      >
        {email && <TextInput {...form.field('subject')} label="Subject" required={false} maxLength={300} />}
        <div ref={box}>
          <Textarea {...form.field('text')} label={phone ? 'What you say' : 'The letter'} rows={12} hint={sayLeft(letter.limits, text.length)} />
        </div>
        <div class="row">
          <Button onClick={() => void take()}>
            Copy
          </Button>
          {email &&
            address &&
            (href && !open.length ? (
              <LinkButton icon="mail" href={href}>
                Open as mail
              </LinkButton>
            ) : (
              <Button icon="mail" onClick={() => void save()}>
                Open as mail
              </Button>
            ))}
          {phone && address && (
            <LinkButton icon="phone" href={telHref(address)}>
              {address}
            </LinkButton>
          )}
          {!address && channel !== 'handwritten_card' && <a href={edit}>Add how they are reached</a>}
          {profile && (
            <LinkButton icon="external-link" href={profile} target="_blank" rel="noopener noreferrer">
              Open LinkedIn
            </LinkButton>
          )}
        </div>
      </Form>
    </>
  );
}
