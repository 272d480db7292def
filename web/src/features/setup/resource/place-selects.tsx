import { useState } from 'react';
import { graphql } from '../../../graphql/generated/gql.ts';
import { useChoices } from '../../../session/asking/use-choices.ts';
import { type Choice, SearchSelect } from '../../../ui/form/search-select.tsx';

const locationsQuery = graphql(`
  query LocationsOfResources($search: String, $after: String) {
    locations(first: 50, search: $search, after: $after) {
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
  query PoolsOfResources($search: String, $after: String) {
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

const NONE: Choice = { value: '', label: 'None' };

interface Named {
  readonly id: string;
  readonly name: string;
}

const choiceOf = ({ id, name }: Named): Choice => ({ value: id, label: name });

interface PlaceSelectProps {
  /** Where it is now. */
  readonly now: Named | null | undefined;
}

/** Where a resource is, as a field of a form. */
export function LocationSelect({ now }: PlaceSelectProps) {
  const [chosen, setChosen] = useState(now ? choiceOf(now) : NONE);
  const { nodes, searching } = useChoices(locationsQuery, ({ locations }) => locations);
  return (
    <SearchSelect
      label="Location"
      name="locationId"
      pinned={[NONE]}
      choices={nodes.map(choiceOf)}
      searching={searching}
      value={chosen}
      onChoose={setChosen}
    />
  );
}

/** The pool of which a resource is a member, as a field of a form. */
export function PoolSelect({ now }: PlaceSelectProps) {
  const [chosen, setChosen] = useState(now ? choiceOf(now) : NONE);
  const { nodes, searching } = useChoices(poolsQuery, ({ resourcePools }) => resourcePools);
  return (
    <SearchSelect
      label="Pool"
      description="Any free one of a pool serves"
      inputWrapperOrder={['label', 'input', 'description']}
      name="poolId"
      pinned={[NONE]}
      choices={nodes.map(choiceOf)}
      searching={searching}
      value={chosen}
      onChoose={setChosen}
    />
  );
}
