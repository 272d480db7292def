import { Badge, Group, Switch, Text } from '@mantine/core';
import type { TypedDocumentNode } from '@urql/core';
import { type ReactNode, useCallback, useState } from 'react';
import { useQuery } from 'urql';
import { QueryView } from '../../session/asking/query-view.tsx';
import type { Whole } from '../../session/asking/whole.ts';
import { Page } from '../../ui/page/page.tsx';
import { ListSkeleton } from '../../ui/page/page-states.tsx';
import { Surface } from '../../ui/page/surface.tsx';
import classes from './setup.module.css';

interface SetUpPageProps<Data extends object> {
  readonly title: string;
  readonly description: string;
  readonly query: TypedDocumentNode<Data, { readonly includeArchived: boolean }>;
  /** The ways to another one, for those who may; nobody else needs to see what is archived. */
  readonly changes: ReactNode;
  readonly children: (data: Whole<Data>) => ReactNode;
}

/** A page of what was set up, which shows what is archived when it is asked to. */
export function SetUpPage<Data extends object>(props: SetUpPageProps<Data>) {
  const { title, description, query, changes, children } = props;
  const [includeArchived, showArchived] = useState(false);
  const [result, ask] = useQuery({ query, variables: { includeArchived } });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  const aside = changes ? (
    <Group gap="sm">
      <Switch
        size="xs"
        label="Show archived"
        checked={includeArchived}
        onChange={({ currentTarget }) => showArchived(currentTarget.checked)}
      />
      {changes}
    </Group>
  ) : null;
  return (
    <Page title={title} description={description} aside={aside}>
      <QueryView result={result} skeleton={<ListSkeleton />} onRetry={askAnew}>
        {children}
      </QueryView>
    </Page>
  );
}

interface Named {
  readonly name: string;
}

/** What the edges of an answer lead to, by name. */
export function byName<Node extends Named>(edges: readonly { readonly node: Node }[]): Node[] {
  return edges.map(({ node }) => node).toSorted((left, right) => left.name.localeCompare(right.name));
}

/** Rows, or what stands in their place. */
export function SetUpList({ rows, none }: { readonly rows: readonly ReactNode[]; readonly none: ReactNode }) {
  if (rows.length === 0) return none;
  return (
    <Surface flush>
      <ul className={classes.list}>{rows}</ul>
    </Surface>
  );
}

interface SetUpRowProps extends Named {
  readonly facts: readonly string[];
  readonly isArchived: boolean;
  /** Beside the name: what sets it apart. */
  readonly badge?: ReactNode;
  /** What can be done about it. */
  readonly children: ReactNode;
}

/** One of them: what it is called, what is to be known of it, and what can be done. */
export function SetUpRow({ name, facts, isArchived, badge, children }: SetUpRowProps) {
  return (
    <li className={classes.row}>
      <div>
        <Group gap={8}>
          <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          {badge}
          {isArchived ? (
            <Badge variant="light" color="gray" tt="none" fw={600}>
              Archived
            </Badge>
          ) : null}
        </Group>
        <Text size="xs" c="var(--text-quiet)">
          {facts.join(' · ')}
        </Text>
      </div>
      <Group gap={6}>{children}</Group>
    </li>
  );
}
