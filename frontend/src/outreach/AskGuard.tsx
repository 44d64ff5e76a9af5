import { api, ok } from '../core/api.ts';
import { useQuery } from '../core/query.ts';
import { Banner } from '../core/ui/Banner.tsx';

interface AskGuardProps {
  contact: string;
  /** the talk that is to be asked for or followed up on */
  interview?: string | null | undefined;
}

/** What a careful friend would say before one asks or follows up: nothing where all is well. */
export function AskGuard({ contact, interview }: AskGuardProps) {
  const query = { contact_id: contact, ...(interview && { interview_id: interview }) };
  const { data } = useQuery(['interviews', 'guard', contact, interview], abort => ok(api.GET('/api/v1/interviews/guard', { params: { query }, signal: abort })));
  return (
    <>
      {data?.findings.map(({ check, severity, message, mend, interview_id: other }) => (
        <Banner key={check} kind={severity === 'refusal' ? 'problem' : 'warning'} title={message}>
          {mend}{' '}
          {other ? <a href={`/interviews/${other}`}>Look at it</a> : (check === 'too_cold' || check === 'do_not_contact') && <a href={`/contacts/${contact}`}>Open their page</a>}
        </Banner>
      ))}
    </>
  );
}
