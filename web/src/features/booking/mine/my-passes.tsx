import { Group, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { MyPassesQuery } from '../../../graphql/generated/graphql.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import { passesToShow, percentLeft, validWords } from './pass-words.ts';

const passesQuery = graphql(`
  query MyPasses {
    me {
      id
      passes(first: 20) {
        edges {
          node {
            id
            name
            credits
            creditsLeft
            validFrom
            validUntil
            revokedAt
            offerings {
              id
              name
            }
          }
        }
      }
    }
  }
`);

type Mine = NonNullable<NonNullable<MyPassesQuery['me']>['passes']>;
type Pass = Mine['edges'][number]['node'];

function PassCard({ pass }: { readonly pass: Pass }) {
  const formats = useFormats();
  const { name, credits, creditsLeft, offerings } = pass;
  const words = `of ${formats.number(credits)} left`;
  return (
    <Surface p="md" role="group" aria-label={name}>
      <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Text>
      <Group gap={8} align="baseline" mt={6} mb="sm">
        <Text fz={26} fw={650} lh={1.2} style={{ fontVariantNumeric: 'tabular-nums' }}>
          {formats.number(creditsLeft)}
        </Text>
        <Text size="sm" c="var(--text-quiet)">
          {words}
        </Text>
      </Group>
      <Progress
        value={percentLeft(pass)}
        size={6}
        radius="xl"
        bg="var(--track)"
        aria-label={`${name}: ${formats.number(creditsLeft)} ${words}`}
      />
      <Text size="xs" c="var(--text-quiet)" mt="sm">
        {validWords(pass, Date.now(), formats.date)}
        {offerings.length === 0 ? ', for everything' : `, for ${offerings.map((of) => of.name).join(', ')}`}
      </Text>
    </Surface>
  );
}

/** What I may book with instead of money; nothing when I have no pass. */
export function MyPasses() {
  const [{ data }] = useQuery({ query: passesQuery });
  const mine = (data?.me?.passes?.edges ?? []).map(({ node }) => node);
  const passes = passesToShow(mine, Date.now());
  if (passes.length === 0) return null;
  return (
    <Stack component="section" gap="sm" aria-labelledby="passes">
      <Title order={2} id="passes" fz="sm">
        Passes
      </Title>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="md">
        {passes.map((pass) => (
          <PassCard key={pass.id} pass={pass} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}
