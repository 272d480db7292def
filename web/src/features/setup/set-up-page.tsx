import { Badge, Group, Switch, Text } from '@mantine/core';
import type { TypedDocumentNode } from '@urql/core';
import { Fragment, type ReactNode, useCallback, useState } from 'react';
import { useQuery } from 'urql';
import { QueryView } from '../../session/asking/query-view.tsx';
import { isWhole, type Whole } from '../../session/asking/whole.ts';
import { ComingRows, MoreRows } from '../../ui/page/more-rows.tsx';
import { Page } from '../../ui/page/page.tsx';
import { ListSkeleton } from '../../ui/page/page-states.tsx';
import { Surface } from '../../ui/page/surface.tsx';
import classes from './setup.module.css';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A page of a list, as the API answers it. */
interface ListPage<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

/** What is listed, and how each of it is shown. */
interface SetUpList<Data extends object, Node extends Named> {
  readonly query: TypedDocumentNode<
    Data,
    { readonly includeArchived: boolean; readonly after?: string | null }
  >;
  readonly listOf: (data: Whole<Data>) => ListPage<Node>;
  readonly row: (node: Node) => ReactNode;
}

interface SetUpPageProps<Data extends object, Node extends Named> extends SetUpList<Data, Node> {
  readonly title: string;
  readonly description: string;
  /** The ways to another one, for those who may; nobody else needs to see what is archived. */
  readonly changes: ReactNode;
  /** What stands in the place of an empty list. */
  readonly none: ReactNode;
}

interface RowsProps<Data extends object, Node extends Named> extends SetUpList<Data, Node> {
  readonly includeArchived: boolean;
  readonly list: ListPage<Node>;
}

/** A page of rows by name and the way to the next: each asks for itself, so that none is lost when one changes. */
function Rows<Data extends object, Node extends Named>({ list, ...rest }: RowsProps<Data, Node>) {
  const { edges, pageInfo } = list;
  const nodes = edges.map(({ node }) => node).toSorted((left, right) => left.name.localeCompare(right.name));
  return (
    <>
      {nodes.map((node) => (
        <Fragment key={node.id}>{rest.row(node)}</Fragment>
      ))}
      {pageInfo.hasNextPage ? (
        <MoreRows>
          <RowsAfter {...rest} cursor={pageInfo.endCursor ?? null} />
        </MoreRows>
      ) : null}
    </>
  );
}

type RowsAfterProps<Data extends object, Node extends Named> = Omit<RowsProps<Data, Node>, 'list'> & {
  readonly cursor: string | null;
};

function RowsAfter<Data extends object, Node extends Named>(props: RowsAfterProps<Data, Node>) {
  const { cursor, ...rest } = props;
  const { query, includeArchived, listOf } = rest;
  const [{ data }] = useQuery({ query, variables: { includeArchived, after: cursor } });
  return data && isWhole(data) ? <Rows {...rest} list={listOf(data)} /> : <ComingRows />;
}

/** A page of what was set up, a hundred at a time, which shows what is archived when it is asked to. */
export function SetUpPage<Data extends object, Node extends Named>(props: SetUpPageProps<Data, Node>) {
  const { title, description, query, listOf, row, changes, none } = props;
  const [includeArchived, showArchived] = useState(false);
  const [result, ask] = useQuery({ query, variables: { includeArchived, after: null } });
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
  const listed = (list: ListPage<Node>) => (
    <Surface flush>
      <ul className={classes.list}>
        <Rows
          key={String(includeArchived)}
          query={query}
          listOf={listOf}
          row={row}
          list={list}
          includeArchived={includeArchived}
        />
      </ul>
    </Surface>
  );
  return (
    <Page title={title} description={description} aside={aside}>
      <QueryView result={result} skeleton={<ListSkeleton />} onRetry={askAnew}>
        {(data) => (listOf(data).edges.length === 0 ? none : listed(listOf(data)))}
      </QueryView>
    </Page>
  );
}

interface SetUpRowProps extends Pick<Named, 'name'> {
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
