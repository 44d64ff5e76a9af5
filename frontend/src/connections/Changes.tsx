import { Button } from '../core/ui/Button.tsx';
import { Card } from '../core/ui/surfaces.tsx';
import { answer, useChanges, type About } from './changes.ts';

/** What was changed in the calendar or address book, each to be taken over or left. Nothing where there is nothing. */
export default function Changes({ of, title }: { of: About; title?: string }) {
  const changes = useChanges(of).data?.items;
  if (!changes?.length) return null;
  const list = (
    <ul class="lines" aria-label="Changed there">
      {changes.map(one => (
        <li key={one.id} class="stack gap-2">
          <p>
            <strong>{one.title}</strong>
            <br />
            {one.words}
          </p>
          <span class="row gap-2">
            {one.answers.map((each, place) => (
              <Button key={each.answer} kind={place ? 'quiet' : 'plain'} size="s" class="btn-text" onClick={() => void answer(one, each.answer)}>
                {each.words}
              </Button>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
  return title ? <Card title={title}>{list}</Card> : list;
}
