import { useSignal } from '@preact/signals';
import { query } from '../core/router.ts';
import { LinkButton } from '../core/ui/Button.tsx';
import { Checkbox, Select } from '../core/ui/inputs.tsx';
import { Card } from '../core/ui/surfaces.tsx';

const FORMS = {
  vcard: 'Address books (vCard)',
  google: 'Google contacts (CSV)',
  outlook: 'Outlook (CSV)',
  hubspot: 'HubSpot (CSV)',
  salesforce: 'Salesforce (CSV)',
  halfhour: 'Halfhour: nothing is lost (CSV)',
};

/** As the list of people has them in its address, and as the export calls them. */
const FILTERS: Record<string, string> = { q: 'q', stage: 'stage', level: 'level', source: 'source', tag: 'tag', career: 'career_id', organization: 'organization_id' };

/** People in a file that other programs read: all, or those that the list of people was narrowed to. */
export function People() {
  const format = useSignal<keyof typeof FORMS>('vcard');
  const notes = useSignal(false);
  const asked = new URLSearchParams({ format: format.value, ...(notes.value && { notes: 'true' }) });
  const narrowed = Object.entries(FILTERS).filter(([name, theirs]) => {
    const value = query.value.get(name);
    if (value) asked.set(theirs, value);
    return value;
  });
  return (
    <Card title="People for another program">
      <div class="stack">
        {narrowed.length > 0 && (
          <p>
            Only those you filtered your list to. <a href="?">Everybody instead</a>
          </p>
        )}
        <Select label="For" value={format.value} options={Object.entries(FORMS).map(([value, label]) => ({ value: value as keyof typeof FORMS, label }))} onChange={chosen => (format.value = chosen)} />
        <Checkbox label="With my notes about them" value={notes.value} onChange={on => (notes.value = on)} />
        <span class="row">
          <LinkButton icon="download" href={`/api/v1/exports/contacts?${asked}`} download>
            Download
          </LinkButton>
        </span>
      </div>
    </Card>
  );
}
