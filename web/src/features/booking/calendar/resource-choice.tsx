import { graphql } from '../../../graphql/generated/gql.ts';
import { useChoices } from '../../../session/asking/use-choices.ts';
import { type Choice, SearchSelect } from '../../../ui/form/search-select.tsx';

const resourcesQuery = graphql(`
  query CalendarResources($search: String, $after: String) {
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

/** Not one resource, but all. */
export const EVERYTHING: Choice = { value: '', label: 'Everybody and everything' };

interface ResourceChoiceProps {
  readonly value: Choice;
  readonly onChoose: (choice: Choice) => void;
}

/** Whose sessions are looked at. */
export function ResourceChoice({ value, onChoose }: ResourceChoiceProps) {
  const { nodes, searching } = useChoices(resourcesQuery, ({ resources }) => resources);
  return (
    <SearchSelect
      aria-label="Resource"
      w={260}
      pinned={[EVERYTHING]}
      choices={nodes.map(({ id, name }) => ({ value: id, label: name }))}
      searching={searching}
      value={value}
      onChoose={onChoose}
    />
  );
}
