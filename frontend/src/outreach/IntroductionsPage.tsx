import { useLater } from '../core/later.ts';
import { query, setQuery } from '../core/router.ts';
import { useShortcuts } from '../core/shortcuts.ts';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { EmptyState, ErrorState } from '../core/ui/states.tsx';
import { Card, Page, Skeleton } from '../core/ui/surfaces.tsx';
import { groupsOf, putAway, sayTree, standing, STEPS, take, useIntroductions, useTree, type Introduction } from './introductions.ts';

const letter = (purpose: string, contact: string) => `/outreach/write?purpose=${purpose}&contact=${contact}`;

function Row({ one }: { one: Introduction }) {
  const can = one.allowed.map(each => each.action).filter(action => action !== 'take_back' && action !== 'meet');
  const last = one.allowed.filter(each => each.action === 'meet' || each.action === 'take_back');
  return (
    <li class="stack">
      <div class="line-row">
        <div class="line-text">
          <a class="line-link" href={`/contacts/${one.introducer_id}`}>
            {one.introducer_name}
          </a>{' '}
          {one.made_at ? 'introduced' : 'named'}{' '}
          <a class="line-link" href={`/contacts/${one.introduced_id}`}>
            {one.introduced_name}
          </a>
          <div class="line-more">
            {standing(one)}
            {one.why && `. ${one.why}`}
          </div>
        </div>
        <Menu
          label={`More about the introduction to ${one.introduced_name}`}
          items={[
            { label: `Plan a talk with ${one.introduced_name}`, icon: 'coffee', href: `/interviews/new?contact=${one.introduced_id}` },
            ...last.map(({ action }) => ({ label: STEPS[action].verb(one), icon: action === 'meet' ? ('check' as const) : ('undo-2' as const), run: () => void take(one, action) })),
            { label: 'Put in the bin', icon: 'trash-2', danger: true, line: true, run: () => void putAway(one) },
          ]}
        />
      </div>
      {can.length > 0 && (
        <div class="row">
          {one.loop_due ? (
            <LinkButton size="s" icon="mail" href={letter('close_the_loop', one.introducer_id)}>
              Write to {one.introducer_name}
            </LinkButton>
          ) : (
            can.includes('ask_for') && (
              <LinkButton size="s" icon="mail" href={letter('ask_for_introduction', one.introducer_id)}>
                Ask {one.introducer_name}
              </LinkButton>
            )
          )}
          {can.map(action => (
            <Button key={action} size="s" icon="check" onClick={() => void take(one, action)}>
              {STEPS[action].verb(one)}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}

/** Who led to whom: as a picture, and beside it as lists of what is to be done. */
export default function IntroductionsPage() {
  const tree = useTree();
  const list = useIntroductions();
  const adding = query.value.get('add') !== null;
  const Picture = useLater(() => import('./IntroductionTree.tsx'), true);
  const IntroductionForm = useLater(() => import('./IntroductionForm.tsx'), adding);
  const add = () => setQuery({ add: '1', about: null });
  useShortcuts([{ keys: 'n', label: 'Note who named whom', run: add }]);
  const error = list.error ?? tree.error;
  return (
    <Page
      title="Introductions"
      lead="Who led you to whom, and whom to tell how it went."
      crumb={{ label: 'People', href: '/contacts' }}
      actions={
        <Button kind="primary" icon="plus" onClick={add}>
          Note who named whom
        </Button>
      }
    >
      {!list.items || !tree.data || !Picture ? (
        error ? (
          <ErrorState error={error} onRetry={list.items ? tree.reload : list.reload} />
        ) : (
          <Skeleton lines={8} label="Loading the introductions" />
        )
      ) : !list.items.length ? (
        <EmptyState drawing="people" title="Nobody has named anybody yet" actions={<Button onClick={add}>Note who named whom</Button>}>
          Close each talk with “Whom else should I meet?”. Whom they name stands here, with who led you there, until you have met and told them how it went.
        </EmptyState>
      ) : (
        <div class="beside">
          <div class="stack">
            {groupsOf(list.items).map(group => (
              <Card key={group.title} title={group.title}>
                <ul class="lines">
                  {group.items.map(one => (
                    <Row key={one.id} one={one} />
                  ))}
                </ul>
              </Card>
            ))}
          </div>
          <Card title="As a tree">
            <p class="muted">{sayTree(tree.data)}</p>
            <Picture tree={tree.data} />
            {!tree.data.complete && <p class="muted">The newest 1,000 introductions are drawn.</p>}
          </Card>
        </div>
      )}
      {IntroductionForm && <IntroductionForm about={query.value.get('about')} onClose={() => setQuery({ add: null, about: null })} />}
    </Page>
  );
}
