import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { Anchor, Group, Loader, Text, useComputedColorScheme } from '@mantine/core';
import { GraphiQL } from 'graphiql';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { ArrowLeft } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { API_PATH } from '../../graphql/anonymous-client.ts';
import { askAs } from '../../graphql/ask-as.ts';
import { useLiveClient } from '../../graphql/live/live.tsx';
import type { Tokens } from '../../graphql/tokens.ts';
import { useSession } from '../../session/session-context.tsx';
import { useTenant } from '../../session/tenant-context.tsx';
import { ErrorState } from '../../ui/page/page-states.tsx';
import { useDocumentTitle } from '../../ui/site.ts';
import { askFreely } from './ask-freely.ts';
import classes from './explorer-page.module.css';

const FIRST_QUESTION = `# Asked as you, at this workspace.
{
  tenant {
    name
    timeZone
  }
  me {
    name
    roles
  }
}
`;

type Loaded = GraphQLSchema | 'loading' | 'failed';

async function loadSchema(tokens: Tokens): Promise<Loaded> {
  const answer = await askAs(tokens, `${API_PATH}/schema`);
  return answer.ok ? buildSchema(await answer.text()) : 'failed';
}

function useSchema(tokens: Tokens): readonly [Loaded, () => void] {
  const [schema, setSchema] = useState<Loaded>('loading');
  const load = useCallback(() => {
    setSchema('loading');
    loadSchema(tokens).then(setSchema, () => setSchema('failed'));
  }, [tokens]);
  useEffect(load, [load]);
  return [schema, load];
}

function Explorer() {
  const session = useSession();
  const socket = useLiveClient();
  const theme = useComputedColorScheme();
  const [schema, reload] = useSchema(session);
  const fetcher = useMemo(() => askFreely(session, socket), [session, socket]);
  if (schema === 'loading') return <Loader m="auto" aria-label="Loading the API" />;
  if (schema === 'failed') return <ErrorState sentence="The API could not be loaded." onRetry={reload} />;
  return (
    <GraphiQL
      fetcher={fetcher}
      schema={schema}
      forcedTheme={theme}
      defaultQuery={FIRST_QUESTION}
      isHeadersEditorEnabled={false}
      showPersistHeadersSettings={false}
    />
  );
}

/** The API to read and to try, as the member who is signed in. */
export function ExplorerPage() {
  const { name } = useTenant();
  useDocumentTitle('API explorer');
  return (
    <div className={classes.page}>
      <Group component="header" px="md" h={48} justify="space-between" wrap="nowrap">
        <Anchor component={Link} to="/" size="sm">
          <Group gap={6} wrap="nowrap">
            <ArrowLeft size={15} aria-hidden="true" />
            {name}
          </Group>
        </Anchor>
        <Text size="sm" c="var(--text-quiet)">
          API explorer
        </Text>
      </Group>
      <main className={classes.explorer}>
        <Explorer />
      </main>
    </div>
  );
}
