import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useKept, type Kept } from '../core/kept.ts';
import { query } from '../core/router.ts';
import { Keep, KeptStatus } from '../core/ui/Keep.tsx';
import { NumberInput, Textarea, TextInput } from '../core/ui/inputs.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Page, Skeleton } from '../core/ui/surfaces.tsx';
import { TagInput } from '../core/ui/TagInput.tsx';
import { keepProfile, readProfile, saveProfile, useProfile } from './api.ts';
import { CriteriaPart } from './CriteriaPart.tsx';
import { LinesField } from './LinesField.tsx';
import { LABELS, type Profile } from './profile.ts';
import './profile.css';

export default function ProfilePage() {
  const { data, error, reload } = useProfile();
  if (error && !data) return <ErrorState page error={error} onRetry={reload} />;
  return data ? <Told profile={data} /> : <Skeleton page lines={8} label="Loading your profile" />;
}

function Told({ profile }: { profile: Profile }) {
  const kept = useKept<Profile>({ record: profile, title: 'your profile', labels: LABELS, send: saveProfile, reload: readProfile, done: keepProfile, draft: 'profile' });
  const at = query.value.get('at');
  useEffect(() => {
    if (at === 'criteria') document.getElementById('criteria')?.scrollIntoView();
  }, [at]);
  return (
    <Page title="Know yourself" lead="Before you look at others’ work, look at your own. A few honest words are enough; come back whenever you know more." actions={<KeptStatus of={kept} />}>
      <div class="profile">
        <div class="profile-words">
          <Today kept={kept} />
          <Ahead kept={kept} />
          <Can kept={kept} />
          <Matters kept={kept} />
        </div>
        <CriteriaPart profile={kept.values} />
        <Letters kept={kept} />
      </div>
    </Page>
  );
}

type Part = { kept: Kept<Profile> };

function Section({ title, prompt, children }: { title: string; prompt: string; children: ComponentChildren }) {
  return (
    <section class="stack gap-5">
      <div>
        <h2>{title}</h2>
        <p class="muted">{prompt}</p>
      </div>
      {children}
    </section>
  );
}

const Today = ({ kept }: Part) => (
  <Section title="Today" prompt="What you leave behind tells as much as what you look for.">
    <Keep of={kept} name="current_work">
      <Textarea {...kept.field('current_work')} label="What do you do?" rows={2} placeholder="Night nurse on a surgical ward, nine years." />
    </Keep>
    <Keep of={kept} name="dislikes">
      <LinesField {...kept.field('dislikes')} label="What bothers you in it?" placeholder="Charting the same thing three times" />
    </Keep>
    <Keep of={kept} name="joys">
      <LinesField {...kept.field('joys')} label="What makes you happy, there or anywhere?" placeholder="The moment when somebody understands" />
    </Keep>
  </Section>
);

const YEARS = [
  ['goals_1_year', 'In a year', 'Days only, and something new to learn every week.'],
  ['goals_5_years', 'In five years', 'Known for one thing that I do well.'],
  ['goals_10_years', 'In ten years', 'Teaching others what I have learned.'],
] as const;

const Ahead = ({ kept }: Part) => (
  <Section title="Ahead" prompt="Where would you like to be? Picture an ordinary Tuesday.">
    <div class="grid profile-years">
      {YEARS.map(([name, label, placeholder]) => (
        <Keep key={name} of={kept} name={name}>
          <Textarea {...kept.field(name)} label={label} rows={4} placeholder={placeholder} />
        </Keep>
      ))}
    </div>
  </Section>
);

/** Tags are whole words: each is sent when it is added or taken away. */
function Tags({ kept, name, label, hint, placeholder }: Part & { name: 'skills_to_use' | 'skills_to_strengthen' | 'values' | 'interests'; label: string; hint: string; placeholder: string }) {
  const field = kept.field(name);
  return (
    <Keep of={kept} name={name}>
      <TagInput
        {...field}
        label={label}
        hint={hint}
        placeholder={placeholder}
        onChange={tags => {
          field.onChange(tags);
          void kept.save();
        }}
      />
    </Keep>
  );
}

const Can = ({ kept }: Part) => (
  <Section title="What you can do" prompt="What do people come to you for?">
    <Tags kept={kept} name="skills_to_use" label="Skills to build on" hint="Enter or a comma after each." placeholder="Calm in an emergency" />
    <Tags kept={kept} name="skills_to_strengthen" label="Skills to strengthen" hint="What you would gladly get better at." placeholder="SQL" />
  </Section>
);

const Matters = ({ kept }: Part) => (
  <Section title="What matters" prompt="What would you miss if it were gone?">
    <Tags kept={kept} name="values" label="Values" hint="What your work has to respect." placeholder="Evenings at home" />
    <Tags kept={kept} name="interests" label="Interests" hint="What you read about without being asked to." placeholder="Statistics" />
  </Section>
);

const Letters = ({ kept }: Part) => (
  <section class="profile-letters stack gap-5">
    <div>
      <h2>Under your letters</h2>
      <p class="muted">How people can reach you: it stands below what you send, and nowhere else.</p>
    </div>
    <div class="grid">
      <Keep of={kept} name="signature">
        <TextInput {...kept.field('signature')} value={kept.field('signature').value ?? ''} label="Your name, as you sign" autocomplete="name" placeholder="Nora Lindqvist, RN" />
      </Keep>
      <Keep of={kept} name="phone">
        <TextInput {...kept.field('phone')} value={kept.field('phone').value ?? ''} label="Phone" type="tel" autocomplete="tel" />
      </Keep>
      <Keep of={kept} name="email">
        <TextInput {...kept.field('email')} value={kept.field('email').value ?? ''} label="Email" type="email" autocomplete="email" />
      </Keep>
      <Keep of={kept} name="link">
        <TextInput {...kept.field('link')} value={kept.field('link').value ?? ''} label="A page about you" type="url" autocomplete="url" placeholder="https://" />
      </Keep>
    </div>
    <Keep of={kept} name="weekly_asks">
      <NumberInput {...kept.field('weekly_asks')} onChange={many => many && kept.field('weekly_asks').onChange(many)} label="How many people do you mean to ask in a week?" hint="Before you ask one more, you hear it. Nothing is stopped." min={1} max={50} />
    </Keep>
  </section>
);
