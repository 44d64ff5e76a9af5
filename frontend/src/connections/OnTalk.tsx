import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { copy } from '../core/copy.ts';
import { useForm } from '../core/form.ts';
import { invalidate } from '../core/query.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Dialog } from '../core/ui/Dialog.tsx';
import { Form } from '../core/ui/Form.tsx';
import { Select, Textarea } from '../core/ui/inputs.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Badge, Card } from '../core/ui/surfaces.tsx';
import { useWatch } from '../core/watch.ts';
import Changes from './Changes.tsx';
import { bringReply, sendIt, useInvitation, usePreview } from './invitation.ts';
import { ANSWERS, NEXT, nextOf, type Invitation } from './next.ts';

/** On the page of a talk: what the calendar says of it, and the invitation. Nothing where there is nothing to tell. */
export default function OnTalk({ id }: { id: string }) {
  const read = useInvitation(id);
  const one = read.data;
  useWatch(one?.state === 'queued', read.reload);
  return (
    <>
      <Changes of={{ interview_id: id }} title="Your calendar says otherwise" />
      {one && (one.next_method || one.sendings.length > 0) && <Invite one={one} />}
    </>
  );
}

function Invite({ one }: { one: Invitation }) {
  const open = useSignal(false);
  const file = useRef<HTMLInputElement>(null);
  const name = nextOf(one);
  const next = name && NEXT[name];
  const answer = one.their_answer && ANSWERS[one.their_answer];
  return (
    <Card title="Invitation" actions={answer && <Badge tone={answer[1]}>{answer[0]}</Badge>}>
      <div class="stack">
        {one.last_error ? (
          <Banner kind="warning" title={one.last_error}>
            {one.advice}
          </Banner>
        ) : (
          <p>
            {one.words} {one.advice}
          </p>
        )}
        {one.replies.map(reply => (
          <p key={reply.id} class="line-more">
            {reply.words} {reply.comment && `“${reply.comment}”`} {reply.advice}
          </p>
        ))}
        <div class="row">
          {next && (
            <Button icon="mail" kind={one.is_news ? 'primary' : 'plain'} onClick={() => (open.value = true)}>
              {next.look}
            </Button>
          )}
          {one.sendings.length > 0 && (
            <Button kind="quiet" icon="upload" onClick={() => file.current?.click()}>
              Bring their reply
            </Button>
          )}
        </div>
        <input
          ref={file}
          type="file"
          hidden
          aria-label="Their reply: the .ics file that came with it, or the whole mail"
          accept=".ics,.eml,text/calendar,message/rfc822"
          onChange={event => {
            const [chosen] = event.currentTarget.files ?? [];
            if (chosen) void bringReply(one.interview_id, chosen);
            event.currentTarget.value = '';
          }}
        />
      </div>
      {open.value && <Send id={one.interview_id} words={next || NEXT['REQUEST']} onClose={() => (open.value = false)} />}
    </Card>
  );
}

/** The mail as it would go, before it goes. */
function Send({ id, words, onClose }: { id: string; words: (typeof NEXT)[string] | undefined; onClose: () => void }) {
  const said = useSignal('');
  const form = useForm({
    initial: { to: '', note: '' },
    submit: ({ to, note }) => sendIt({ interview_id: id, version: read.data?.version ?? 0 }, to, note),
    done: () => {
      invalidate(['invitation', id], ['interview', id]);
      onClose();
    },
  });
  const read = usePreview(id, form.values.to, said.value);
  return (
    <Dialog title={words?.title ?? ''} onClose={onClose} look="wide" closeOutside={false}>
      <Loaded of={read} lines={8}>
        {mail => {
          const parts = (
            <>
              {mail.addresses.length > 1 && (
                <Select {...form.field('to')} value={form.values.to || (mail.to_address ?? '')} label="To" options={mail.addresses.map(value => ({ value, label: value }))} />
              )}
              <div onFocusOut={() => (said.value = form.values.note)}>
                <Textarea {...form.field('note')} label="A word of your own" rows={2} />
              </div>
              <div class="dashed">
                <p class="line-more">
                  {mail.from_address && `From ${mail.from_address} `}
                  {mail.to_address ? `to ${mail.to_address}` : 'No address of theirs is known.'}
                </p>
                <p class="strong">{mail.subject}</p>
                <p class="words">{mail.text}</p>
              </div>
              <span class="row gap-2">
                <Button size="s" onClick={() => void copy(mail.text)}>
                  Copy the text
                </Button>
                <LinkButton size="s" icon="calendar" href={`/api/v1/interviews/${id}/invitation.ics`} download>
                  The file for their calendar
                </LinkButton>
              </span>
            </>
          );
          return mail.can_send ? (
            <Form form={form} submit={words?.send ?? ''} onCancel={onClose}>
              {parts}
            </Form>
          ) : (
            <div class="form">
              {parts}
              <p>
                {mail.advice} <a href="/settings/connections/mail">Your mail account</a>
              </p>
            </div>
          );
        }}
      </Loaded>
    </Dialog>
  );
}
