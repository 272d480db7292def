import { Badge, Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { PenLine } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { PolicyVersionsQuery } from '../../../graphql/generated/graphql.ts';
import { NameSelect } from '../../../session/asking/name-select.tsx';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { useOfferingNames } from '../../../session/asking/use-names.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import type { Choice } from '../../../ui/form/search-select.tsx';
import { Page } from '../../../ui/page/page.tsx';
import { ListSkeleton } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import { RulesForm } from './form/rules-form.tsx';
import { policyFragment } from './policy-fragment.ts';
import { RulesList } from './rules-list.tsx';
import classes from './rules-page.module.css';

const rulesQuery = graphql(`
  query PolicyVersions($offeringId: ID) {
    bookingPolicy(offeringId: $offeringId) {
      version
      offering {
        id
      }
      ...PolicyRules
    }
    bookingPolicies(offeringId: $offeringId, first: 50) {
      edges {
        node {
          version
          createdAt
          ...PolicyRules
        }
      }
    }
  }
`);

const OF_TENANT = { value: '', label: 'The whole workspace' };

type Versions = NonNullable<PolicyVersionsQuery['bookingPolicies']>;

function VersionList({ versions }: { readonly versions: Versions }) {
  const formats = useFormats();
  const [shown, setShown] = useState<Versions['edges'][number]['node'] | null>(null);
  if (versions.edges.length === 0) return null;
  return (
    <Stack component="section" gap="sm" aria-labelledby="versions">
      <Title order={2} id="versions" fz="sm">
        Versions
      </Title>
      <Surface flush>
        <ul className={classes.versions}>
          {versions.edges.map(({ node }, index) => (
            <li key={node.version} className={classes.version}>
              <Text size="sm" fw={550}>
                Version {node.version}
              </Text>
              <Text size="sm" c="var(--text-quiet)">
                {node.createdAt ? formats.dateTime(node.createdAt) : null}
              </Text>
              <Group gap="xs" justify="flex-end">
                {index === 0 ? (
                  <Badge variant="light" tt="none" fw={600}>
                    Holds now
                  </Badge>
                ) : null}
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => setShown(node)}
                  aria-haspopup="dialog"
                >
                  Read
                </Button>
              </Group>
            </li>
          ))}
        </ul>
      </Surface>
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={`Version ${shown?.version}`}
        size="lg"
        radius="lg"
        centered
      >
        {shown ? <RulesList policy={shown} /> : null}
      </Modal>
    </Stack>
  );
}

interface CurrentProps {
  readonly offeringId: string | null;
  readonly policy: NonNullable<PolicyVersionsQuery['bookingPolicy']>;
}

function sourceWords({ offeringId, policy }: CurrentProps): string {
  if (policy.version === 0) return 'Nobody changed the rules yet: this is what is built in.';
  if (offeringId !== null && !policy.offering)
    return 'It has no rules of its own: those of the whole workspace hold.';
  return `Version ${policy.version}. What is booked already keeps the version it was booked under.`;
}

function CurrentRules({ offeringId, policy }: CurrentProps) {
  const [isChanging, setChanging] = useState(false);
  const rules = readFragment(policyFragment, policy);
  return (
    <Surface>
      <Group justify="space-between" align="flex-start" mb="xs" wrap="nowrap">
        <Text size="sm" c="var(--text-quiet)">
          {sourceWords({ offeringId, policy })}
        </Text>
        <Button
          size="xs"
          flex="none"
          leftSection={<PenLine size={14} />}
          onClick={() => setChanging(true)}
          aria-haspopup="dialog"
        >
          Change
        </Button>
      </Group>
      <RulesList policy={policy} />
      {isChanging ? (
        <RulesForm offeringId={offeringId} rules={rules} onClose={() => setChanging(false)} />
      ) : null}
    </Surface>
  );
}

/** By which rules is booked: in words, with every version there was. */
export function RulesPage() {
  const [chosen, setChosen] = useState<Choice>(OF_TENANT);
  const names = useOfferingNames();
  const offeringId = chosen.value || null;
  const [result, ask] = useQuery({ query: rulesQuery, variables: { offeringId } });
  return (
    <Page
      title="Booking rules"
      description="Who may book when, and what changing one's mind costs"
      aside={
        <NameSelect
          aria-label="Rules of"
          w={260}
          pinned={[OF_TENANT]}
          names={names}
          value={chosen}
          onChoose={setChosen}
        />
      }
    >
      <QueryView
        result={result}
        skeleton={<ListSkeleton />}
        onRetry={() => ask({ requestPolicy: 'network-only' })}
      >
        {({ bookingPolicy, bookingPolicies }) => (
          <Stack gap="xl">
            <CurrentRules key={chosen.value} offeringId={offeringId} policy={bookingPolicy} />
            <VersionList versions={bookingPolicies} />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}
