import { useState } from 'react';
import { graphql } from '../../../graphql/generated/gql.ts';
import { useChoices } from '../../../session/asking/use-choices.ts';
import { type Choice, SearchSelect } from '../../../ui/form/search-select.tsx';
import { needChoices } from './need-choices.ts';

const resourcesQuery = graphql(`
  query ResourcesToNeed($search: String, $after: String) {
    resources(first: 50, search: $search, after: $after) {
      edges {
        node {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const poolsQuery = graphql(`
  query PoolsToNeed($search: String, $after: String) {
    resourcePools(first: 50, search: $search, after: $after) {
      edges {
        node {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

interface NeedSelectProps {
  readonly label: string;
  /** What it is read by. */
  readonly name: string;
  /** What is needed so far. */
  readonly needed: Choice | null;
}

/** A resource, or any member of a pool, as a field of a form. */
export function NeedSelect({ needed, ...field }: NeedSelectProps) {
  const [chosen, setChosen] = useState(needed);
  const resources = useChoices(resourcesQuery, (data) => data.resources);
  const pools = useChoices(poolsQuery, (data) => data.resourcePools);
  const searching = {
    isBusy: resources.searching.isBusy || pools.searching.isBusy,
    onSearch: (text: string) => {
      resources.searching.onSearch(text);
      pools.searching.onSearch(text);
    },
    onMore: () => {
      resources.searching.onMore();
      pools.searching.onMore();
    },
  };
  return (
    <SearchSelect
      {...field}
      required
      style={{ flex: 1, minWidth: 0 }}
      choices={needChoices(resources.nodes, pools.nodes)}
      searching={searching}
      value={chosen}
      onChoose={setChosen}
      {...(resources.isEmpty && pools.isEmpty ? { error: 'Add a resource first.' } : {})}
    />
  );
}
