import { copy } from '../core/copy.ts';
import { Button, LinkButton } from '../core/ui/Button.tsx';
import { Card } from '../core/ui/surfaces.tsx';

const HERE = location.origin;

/** What to type, and the way to take it along. */
function Command({ children }: { children: string }) {
  return (
    <div>
      <code class="dashed words once">{children}</code>
      <Button size="s" onClick={() => void copy(children)}>
        Copy
      </Button>
    </div>
  );
}

const Token = ({ children }: { children: string }) => (
  <p>
    First <a href="/settings/tokens">make an access token</a> {children}. Give it where it is asked for, or where it says TOKEN.
  </p>
);

export const Scripts = () => (
  <div class="stack">
    <Card title="From a terminal">
      <div class="stack">
        <Token>with what the script may do</Token>
        <Command>{`halfhour login --server ${HERE}`}</Command>
        <Command>halfhour today</Command>
        <Command>{`curl -H "Authorization: Bearer TOKEN" ${HERE}/api/v1/contacts`}</Command>
        <div class="row">
          <LinkButton href="/docs" icon="book-open">
            All that can be asked
          </LinkButton>
          <LinkButton href="/openapi.json" download="openapi.json" icon="download">
            The contract
          </LinkButton>
        </div>
      </div>
    </Card>
    <Card title="Every change, in order">
      <div class="stack">
        <p>The change feed tells what happened since you last asked, without a gap and without a double, however long you were away. Keep the cursor that comes with each answer.</p>
        <Command>{`curl -H "Authorization: Bearer TOKEN" "${HERE}/api/v1/events?after=CURSOR"`}</Command>
      </div>
    </Card>
  </div>
);

export const Assistants = () => (
  <Card title="Connect an assistant">
    <div class="stack">
      <p>An assistant that speaks MCP can look things up for you: people, talks, what is due. It sees what its token allows, changes something only if you allow that too, and can send nothing to anybody. What it reads goes to whoever runs its language model.</p>
      <Token>that only reads</Token>
      <Command>{`claude mcp add --transport http halfhour ${HERE}/mcp --header "Authorization: Bearer TOKEN"`}</Command>
      <p class="muted">Other assistants ask for the address {HERE}/mcp and a header. If nobody answers there, whoever runs this server has not switched it on.</p>
    </div>
  </Card>
);
