import { graphql } from '../../graphql/generated/gql.ts';
import type { Choice } from '../../ui/form/search-select.tsx';
import { type Choices, useChoices } from './use-choices.ts';

const locationsQuery = graphql(`
  query LocationNames($search: String, $after: String) {
    locations(first: 50, search: $search, after: $after) {
      edges {
        node {
          id
          name
        }
      }
      pageInfo {
        ...ChoicePageEnd
      }
    }
  }
`);

const resourcesQuery = graphql(`
  query ResourceNames($search: String, $after: String) {
    resources(first: 50, search: $search, after: $after) {
      edges {
        node {
          id
          name
        }
      }
      pageInfo {
        ...ChoicePageEnd
      }
    }
  }
`);

const poolsQuery = graphql(`
  query PoolNames($search: String, $after: String) {
    resourcePools(first: 50, search: $search, after: $after) {
      edges {
        node {
          id
          name
        }
      }
      pageInfo {
        ...ChoicePageEnd
      }
    }
  }
`);

const offeringsQuery = graphql(`
  query OfferingNames($search: String, $after: String) {
    offerings(first: 50, search: $search, after: $after) {
      edges {
        node {
          id
          name
        }
      }
      pageInfo {
        ...ChoicePageEnd
      }
    }
  }
`);

/** What is chosen by its name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A thing as a choice: it is read by its id. */
export const choiceOf = ({ id, name }: Named): Choice => ({ value: id, label: name });

/** The locations of the tenant, to choose from. */
export const useLocationNames = (): Choices<Named> =>
  useChoices(locationsQuery, ({ locations }) => locations);

/** The resources of the tenant, to choose from. */
export const useResourceNames = (): Choices<Named> =>
  useChoices(resourcesQuery, ({ resources }) => resources);

/** The pools of the tenant, to choose from. */
export const usePoolNames = (): Choices<Named> =>
  useChoices(poolsQuery, ({ resourcePools }) => resourcePools);

/** The offerings of the tenant, to choose from. */
export const useOfferingNames = (): Choices<Named> =>
  useChoices(offeringsQuery, ({ offerings }) => offerings);
