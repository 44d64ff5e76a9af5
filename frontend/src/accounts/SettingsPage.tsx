import type { PageProps } from '../core/feature.ts';
import { navigate } from '../core/router.ts';
import { session } from '../core/session.ts';
import { LinkButton } from '../core/ui/Button.tsx';
import { Page } from '../core/ui/surfaces.tsx';
import { Tabs } from '../core/ui/Tabs.tsx';
import { AccountPart } from './AccountPart.tsx';
import { InvitationsPart } from './InvitationsPart.tsx';
import { SessionsPart } from './SessionsPart.tsx';
import { TokensPart } from './TokensPart.tsx';
import './accounts.css';

const PARTS = [
  { id: 'account', label: 'Account' },
  { id: 'sessions', label: 'Browsers' },
  { id: 'tokens', label: 'Access tokens' },
  { id: 'invitations', label: 'Invitations' },
] as const;

type Part = (typeof PARTS)[number]['id'];

export default function SettingsPage({ params }: PageProps) {
  const part = PARTS.find(one => one.id === params.part)?.id ?? 'account';
  const account = session.value;
  if (!account) return null;
  return (
    <Page
      title="Settings"
      lead={
        <>
          Signed in as {account.email}. What you judge careers by stands in <a href="/profile">your profile</a>, what your letters begin from in <a href="/templates">your templates</a>.
        </>
      }
      actions={
        <LinkButton icon="link" href="/settings/connections">
          Connections
        </LinkButton>
      }
      narrow
    >
      <Tabs<Part> label="Settings" tabs={PARTS} value={part} onChange={id => navigate(id === 'account' ? '/settings' : `/settings/${id}`, { replace: true })}>
        {part === 'account' && <AccountPart account={account} />}
        {part === 'sessions' && <SessionsPart />}
        {part === 'tokens' && <TokensPart />}
        {part === 'invitations' && <InvitationsPart />}
      </Tabs>
    </Page>
  );
}
