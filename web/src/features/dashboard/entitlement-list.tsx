import { Group, SimpleGrid, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { Check, Lock } from 'lucide-react';
import { type FragmentType, readFragment } from '../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import type { EntitlementList_TenantFragment } from '../../graphql/generated/graphql.ts';
import { Surface } from '../../ui/page/surface.tsx';
import classes from './entitlement-list.module.css';

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

type Entitlement = NonNullable<EntitlementList_TenantFragment['entitlements']>[number];

interface FeaturesProps {
  readonly title: string;
  readonly entitlements: readonly Entitlement[];
  readonly nameOf: (key: string) => string;
}

function FeatureItem({
  entitlement,
  nameOf,
}: { readonly entitlement: Entitlement } & Pick<FeaturesProps, 'nameOf'>) {
  const { feature, granted, cheapestGrant } = entitlement;
  const Icon = granted ? Check : Lock;
  return (
    <Group component="li" gap={10} wrap="nowrap" align="flex-start" className={classes.item ?? ''}>
      <Icon size={16} className={granted ? classes.granted : classes.locked} aria-hidden="true" />
      <Text size="sm" lh={1.4} c={granted ? 'var(--mantine-color-text)' : 'var(--text-quiet)'}>
        {feature.name}
      </Text>
      {!granted && cheapestGrant ? (
        <span className={classes.grant}>
          <VisuallyHidden>comes with </VisuallyHidden>
          {nameOf(cheapestGrant)}
        </span>
      ) : null}
    </Group>
  );
}

function Features({ title, entitlements, nameOf }: FeaturesProps) {
  if (entitlements.length === 0) return null;
  return (
    <Stack component="section" gap="md">
      <Title order={2}>{title}</Title>
      <Surface>
        <SimpleGrid
          component="ul"
          cols={{ base: 1, xs: 2, lg: 3 }}
          spacing="xl"
          verticalSpacing="sm"
          m={0}
          p={0}
        >
          {entitlements.map((entitlement) => (
            <FeatureItem key={entitlement.feature.key} entitlement={entitlement} nameOf={nameOf} />
          ))}
        </SimpleGrid>
      </Surface>
    </Stack>
  );
}

interface EntitlementListProps {
  readonly tenant: FragmentType<typeof tenantFragment>;
  /** The name of a plan or add-on by its key. */
  readonly nameOf: (key: string) => string;
}

/** Every feature of the product: first what this tenant has, then the rest and which plan would give it. */
export function EntitlementList({ tenant, nameOf }: EntitlementListProps) {
  const entitlements = readFragment(tenantFragment, tenant).entitlements ?? [];
  const granted = entitlements.filter((entitlement) => entitlement.granted);
  const locked = entitlements.filter((entitlement) => !entitlement.granted);
  return (
    <>
      <Features title="In your plan" entitlements={granted} nameOf={nameOf} />
      <Features title="Not in your plan" entitlements={locked} nameOf={nameOf} />
    </>
  );
}
