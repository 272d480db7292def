import { useDebouncedValue } from '@mantine/hooks';
import type { TypedDocumentNode } from '@urql/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { type FragmentType, readFragment } from '../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import type { Searching } from '../../ui/form/search-select.tsx';

const TYPING_MS = 250;
const SEARCH_MAX = 200;

const pageEndFragment = graphql(`
  fragment ChoicePageEnd on PageInfo {
    hasNextPage
    endCursor
  }
`);

/** Which of the choices are asked for. */
export interface ChoiceVariables {
  readonly search?: string | null;
  readonly after?: string | null;
  readonly [name: string]: unknown;
}

/** One page of choices. */
interface ChoicePage<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: FragmentType<typeof pageEndFragment>;
}

/** What was shown of a search before its last page. */
interface Earlier<Node> {
  readonly search: string;
  readonly nodes: readonly Node[];
  readonly after: string | null;
}

/** Choices that were found so far, and how they are looked for. */
export interface Choices<Node> {
  readonly nodes: readonly Node[];
  readonly searching: Searching;
  /** Whether there is nothing to choose, whatever is typed. */
  readonly isEmpty: boolean;
}

/**
 * Choices that the server looks through: what is typed narrows them once the typing pauses, and each page is asked for
 * when the one before it was looked at. What was found before stays until the answer is there.
 */
export function useChoices<Data, Node extends { readonly id: string }>(
  query: TypedDocumentNode<Data, ChoiceVariables>,
  pageIn: (data: Data) => ChoicePage<Node> | null | undefined,
): Choices<Node> {
  const [text, setText] = useState('');
  const typed = text.trim().slice(0, SEARCH_MAX);
  const [search] = useDebouncedValue(typed, TYPING_MS);
  const [earlier, setEarlier] = useState<Earlier<Node>>({ search, nodes: [], after: null });
  const { nodes: before, after } = earlier.search === search ? earlier : { nodes: [], after: null };
  const [{ data, fetching, stale }] = useQuery({ query, variables: { search: search || null, after } });
  const page = data && pageIn(data);
  const all = [...before, ...(page?.edges ?? []).map(({ node }) => node)];
  const nodes = [...new Map(all.map((node) => [node.id, node])).values()];
  const isBusy = fetching || stale || typed !== search;
  const end = readFragment(pageEndFragment, page?.pageInfo);
  const next = isBusy || !end?.hasNextPage ? null : end.endCursor;
  const onMore = () => {
    if (next) setEarlier({ search, nodes, after: next });
  };
  const isEmpty = !isBusy && search === '' && page?.edges.length === 0;
  return { nodes, searching: { isBusy, onSearch: setText, onMore }, isEmpty };
}
