import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';
import { isStaff } from '../session/roles.ts';
import { useMember } from '../session/session-context.tsx';

const featuresQuery = graphql(`
  query LockedFeatures {
    tenant {
      id
      entitlements {
        granted
        feature {
          key
        }
      }
    }
  }
`);

/** The keys of the features that the plan does not grant; none for customers, who do not see the plan. */
export function useLockedFeatures(): ReadonlySet<string> {
  const [{ data }] = useQuery({ query: featuresQuery, pause: !isStaff(useMember()) });
  const entitlements = data?.tenant?.entitlements ?? [];
  return new Set(entitlements.filter(({ granted }) => !granted).map(({ feature }) => feature.key));
}
