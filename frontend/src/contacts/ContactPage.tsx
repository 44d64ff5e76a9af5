import './contacts.css';
import { useLater } from '../core/later.ts';
import type { PageProps } from '../core/feature.ts';
import { navigate, query, setQuery } from '../core/router.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Banner } from '../core/ui/Banner.tsx';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { ErrorState } from '../core/ui/states.tsx';
import { Avatar, Badge, Card, Page, Skeleton } from '../core/ui/surfaces.tsx';
import { bringBack, lastList, removeContact, useContact } from './api.ts';
import { callName, linkedIn, mailHref, telHref, type Contact } from './contact.ts';
import { ContactFacts } from './ContactFacts.tsx';
import { ContactStage } from './ContactStage.tsx';
import { ContactTalks } from './ContactTalks.tsx';
import { Introductions } from './Introductions.tsx';
import { WhyThem } from './WhyThem.tsx';

/** Everything about one person: why them, what has passed between you, and the talks. */
export default function ContactPage({ params }: PageProps) {
  const found = useContact(params['id'] ?? '');
  const people = { label: 'People', href: lastList.value };
  if (found.loading) return <Skeleton page lines={8} label="Fetching this person" />;
  if (!found.data) return <ErrorState page error={found.error} onRetry={found.reload} back={people} />;
  return <Person one={found.data} crumb={people} />;
}

function Person({ one, crumb }: { one: Contact; crumb: { label: string; href: string } }) {
  const editing = query.value.get('edit') !== null;
  const EditDrawer = useLater(() => import('./EditDrawer.tsx'), editing);
  const MergeDialog = useLater(() => import('./MergeWith.tsx'), query.value.get('merge') !== null);
  const Story = useLater(() => import('./ContactStory.tsx'), true);
  const WarmUp = useLater(() => import('./WarmUp.tsx'), !one.deleted_at);
  const plan = `/interviews/new?contact=${one.id}`;
  const edit = () => setQuery({ edit: '1' });
  useShortcuts([
    { keys: 'e', label: 'Edit this person', run: edit },
    { keys: 't', label: 'Plan a talk with this person', run: () => navigate(plan) },
  ]);
  const remove = async () => {
    if (await removeContact(one)) navigate(lastList.peek());
  };
  return (
    <Page
      title={one.full_name}
      crumb={crumb}
      mark={<Avatar name={one.full_name} size="l" />}
      lead={<Standing one={one} />}
      actions={
        !one.deleted_at && (
          <>
            <Menu
              label="More about this person"
              items={[
                { label: 'Download as a card', icon: 'download', href: `/api/v1/contacts/${one.id}/card` },
                { label: 'Merge with another entry', icon: 'merge', run: () => setQuery({ merge: '1' }) },
                { label: 'Delete', icon: 'trash-2', danger: true, line: true, run: () => void remove() },
              ]}
            />
            <Button icon="pencil" onClick={edit}>
              Edit
            </Button>
            <LinkButton kind="primary" icon="coffee" href={plan}>
              Plan a talk
            </LinkButton>
          </>
        )
      }
    >
      <Ways one={one} />
      {one.deleted_at && (
        <Banner kind="warning" title={`${callName(one)} is in the bin`} actions={<Button onClick={() => void bringBack(one)}>Restore</Button>}>
          Thirty days after it was put there it is gone for good.
        </Banner>
      )}
      {one.do_not_contact && !one.deleted_at && (
        <Banner kind="problem" title="Do not contact">
          You noted that {callName(one)} does not want to be contacted. No talk can be asked for.
        </Banner>
      )}
      <div class="beside">
        <div class="stack">
          <WhyThem one={one} />
          {Story ? <Story one={one} /> : <Card title="What has passed between you"><Skeleton lines={4} label="Fetching the timeline" /></Card>}
        </div>
        <div class="stack">
          <ContactTalks one={one} plan={plan} />
          {WarmUp && <WarmUp one={one} />}
          <Introductions one={one} />
          <ContactFacts one={one} />
        </div>
      </div>
      {EditDrawer && <EditDrawer one={one} onClose={() => setQuery({ edit: null })} />}
      {MergeDialog && <MergeDialog one={one} onClose={() => setQuery({ merge: null })} />}
    </Page>
  );
}

function Standing({ one }: { one: Contact }) {
  if (!one.headline && !one.organization_id) return null;
  return (
    <>
      {one.headline}
      {one.headline && one.organization_id && ', '}
      {one.organization_id && <a href={`/organizations/${one.organization_id}`}>{one.organization_name}</a>}
    </>
  );
}

/** The stage, and the ways to reach them that are one press away. */
function Ways({ one }: { one: Contact }) {
  const mail = one.emails[0]?.value;
  const phone = one.phones[0]?.value;
  const profile = linkedIn(one);
  return (
    <div class="row gap-2 mb-5">
      <ContactStage stage={one.stage} />
      {one.tags.map(tag => (
        <Badge key={tag} tone="line">
          {tag}
        </Badge>
      ))}
      {mail && (
        <LinkButton size="s" icon="mail" href={mailHref(mail)}>
          Email
        </LinkButton>
      )}
      {phone && (
        <LinkButton size="s" icon="phone" href={telHref(phone)}>
          Call
        </LinkButton>
      )}
      {profile && (
        <LinkButton size="s" icon="external-link" href={profile} target="_blank" rel="noopener noreferrer">
          LinkedIn
        </LinkButton>
      )}
    </div>
  );
}
