import { LinkButton } from '../core/ui/Button.tsx';
import { Avatar } from '../core/ui/surfaces.tsx';
import { stepFor, type Suggestion } from './coverage.ts';

const said = ({ reasons }: Suggestion, caution: boolean) => reasons.filter(each => each.caution === caution).map(each => each.words);

/** Whom to ask next, each with the reasons; what speaks for waiting is said more quietly. */
export function Suggestions({ people, career }: { people: readonly Suggestion[]; career?: string }) {
  return (
    <ul class="lines">
      {people.map(one => {
        const { label, href } = stepFor(one, career);
        return (
          <li key={one.contact_id} class="line-row">
            <Avatar name={one.full_name} />
            <div class="line-text">
              <a class="line-link" href={`/contacts/${one.contact_id}`}>
                {one.full_name}
              </a>
              <p class="line-more">{[one.headline, one.organization_name].filter(Boolean).join(' · ')}</p>
              <p>{said(one, false).slice(0, 2).join(' ')}</p>
              <p class="line-more">{said(one, true).join(' ')}</p>
            </div>
            <LinkButton size="s" href={href}>
              {label} <span class="visually-hidden">with {one.full_name}</span>
            </LinkButton>
          </li>
        );
      })}
    </ul>
  );
}
