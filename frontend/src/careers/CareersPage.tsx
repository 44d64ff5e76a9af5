import { useLayoutEffect, useRef } from 'preact/hooks';
import { useForm } from '../core/form.ts';
import { query, setQuery } from '../core/router.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { sayDate } from '../core/time.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { TextInput } from '../core/ui/inputs.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { EmptyState } from '../core/ui/states.tsx';
import { Page } from '../core/ui/surfaces.tsx';
import { toast } from '../core/ui/Toast.tsx';
import { createCareer, useCareers } from './api.ts';
import { byStatus, sayAssumptions, STATUSES, type Career } from './career.ts';
import './careers.css';

export default function CareersPage() {
  const list = useCareers();
  return (
    <Page
      title="Careers"
      lead="What else could you do? Write down the dream job, the fun one and the well-paid one: talks will tell."
      actions={
        <>
          {(list.items?.length ?? 0) > 1 && (
            <LinkButton icon="scale" href={`/careers/compare?ids=${byStatus(list.items ?? []).flatMap(group => group.careers).slice(0, 4).map(one => one.id).join()}`}>
              Compare
            </LinkButton>
          )}
          <Menu label="More about careers" items={[{ label: 'Bin', icon: 'trash-2', href: '/careers/bin' }]} />
        </>
      }
    >
      <QuickAdd />
      <Loaded of={list} lines={6} label="Loading careers">
        {items =>
          !items.length ? (
            <EmptyState drawing="path" title="Where could it lead?">
              Three careers are a good start. A title is enough; why, and what you take for granted about it, can follow.
            </EmptyState>
          ) : (
            <div class="careers-groups">
              {byStatus(items).map(({ status, careers }) => (
                <section key={status} aria-labelledby={`careers-${status}`}>
                  <h2 id={`careers-${status}`}>
                    {STATUSES[status].heading} <span class="muted">{careers.length}</span>
                  </h2>
                  <p class="muted">{STATUSES[status].words}</p>
                  <ul class="grid mt-4">
                    {careers.map(one => (
                      <li key={one.id}>
                        <CareerCard one={one} />
                      </li>
                    ))}
                  </ul>
                </section>
              ))}
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function CareerCard({ one }: { one: Career }) {
  const words = one.status === 'exploring' ? one.why : one.decision_reason || one.why;
  const { open, confirmed, refuted } = one.assumptions;
  return (
    <a class="card stack gap-2" href={`/careers/${one.id}`}>
      <h3 class="t-xl">{one.title}</h3>
      {words && <p class="muted clamp">{words}</p>}
      <span class="careers-tested">
        {open + confirmed + refuted > 0 && (
          <span class="bar careers-bar" aria-hidden="true">
            <i style={{ flexGrow: confirmed }} />
            <i style={{ flexGrow: refuted }} />
            <i style={{ flexGrow: open }} />
          </span>
        )}
        <small class="row between muted">
          {sayAssumptions(one.assumptions)}
          {one.decided_at && <span>Decided {sayDate(one.decided_at)}</span>}
        </small>
      </span>
    </a>
  );
}

/** One after the other, without leaving the list: dreaming comes before judging. */
function QuickAdd() {
  const box = useRef<HTMLFormElement>(null);
  const focus = () => box.current?.querySelector('input')?.focus();
  const asked = query.value.get('add');
  const form = useForm({
    initial: { title: '' },
    draft: 'career-new',
    check: ({ title }) => (title.trim() ? {} : { title: 'Give it a title: “Clinical data manager”.' }),
    submit: ({ title }) => createCareer(title.trim()),
    done: made => {
      form.reset({ title: '' });
      toast(`${made.title} is on your list`);
      focus();
    },
  });
  useShortcuts([{ keys: 'n', label: 'Add a career', run: focus }]);
  useLayoutEffect(() => {
    if (!asked) return;
    focus();
    setQuery({ add: null });
  }, [asked]);
  return (
    <form
      ref={box}
      class="add-line careers-add"
      noValidate
      onSubmit={event => {
        event.preventDefault();
        void form.submit().then(sent => sent || focus());
      }}
    >
      <TextInput {...form.field('title')} label="A title worth a look" maxLength={300} placeholder="Clinical data manager" />
      <Button kind="primary" type="submit" icon="plus" busy={form.busy}>
        Add career
      </Button>
      {form.problem && <Banner kind="problem">{form.problem}</Banner>}
    </form>
  );
}
