import { Badge, Group, SimpleGrid, Text } from '@mantine/core';
import { Check, Lock } from 'lucide-react';
import { type FragmentType, readFragment } from '../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import { Surface } from '../../ui/surface.tsx';

const tenantFragment = graphql(`
  fragment EntitlementList_Tenant on Tenant {
    id
    entitlements {
      granted
      cheapestGrant
      feature {
        key
        name
      }
    }
  }
`);

function Mark({ granted }: { readonly granted: boolean }) {
  if (granted) return <Check size={16} color="var(--mantine-color-evergreen-5)" aria-label="Included" />;
  return <Lock size={15} color="var(--text-quiet)" aria-label="Not included" />;
}

interface EntitlementListProps {
  readonly tenant: FragmentType<typeof tenantFragment>;
  /** The name of a plan or add-on by its key. */
  readonly nameOf: (key: string) => string;
}

/** Every feature of the product: whether this tenant has it, and which plan would give it. */
export function EntitlementList({ tenant, nameOf }: EntitlementListProps) {
  const { entitlements } = readFragment(tenantFragment, tenant);
  return (
    <Surface>
      <SimpleGrid
        component="ul"
        cols={{ base: 1, xs: 2, md: 3 }}
        spacing="xl"
        verticalSpacing="md"
        m={0}
        p={0}
      >
        {entitlements.map(({ feature, granted, cheapestGrant }) => (
          <Group key={feature.key} component="li" gap={10} wrap="nowrap" style={{ listStyle: 'none' }}>
            <Mark granted={granted} />
            <Text size="sm" c={granted ? 'var(--mantine-color-text)' : 'var(--text-quiet)'}>
              {feature.name}
            </Text>
            {!granted && cheapestGrant ? (
              <Badge variant="default" size="sm" tt="none" fw={550}>
                {nameOf(cheapestGrant)}
              </Badge>
            ) : null}
          </Group>
        ))}
      </SimpleGrid>
    </Surface>
  );
}
