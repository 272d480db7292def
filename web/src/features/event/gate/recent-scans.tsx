import { Badge, Stack, Text, Title } from '@mantine/core';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import classes from '../event.module.css';
import { verdictOf } from './scan-words.ts';

const listFragment = graphql(`
  fragment RecentScans_CheckInList on CheckInList {
    id
    scans(first: 8) {
      edges {
        node {
          id
          result
          direction
          recordedAt
        }
      }
    }
  }
`);

/** What was scanned here last, newest first. */
export function RecentScans(props: { readonly list: FragmentType<typeof listFragment> }) {
  const { scans } = readFragment(listFragment, props.list);
  const formats = useFormats();
  if (scans.edges.length === 0) return null;
  return (
    <Stack component="section" gap="sm" aria-labelledby="recent-scans">
      <Title order={2} id="recent-scans" fz="sm">
        Scanned last
      </Title>
      <Surface flush>
        <ul className={classes.list}>
          {scans.edges.map(({ node }) => {
            const verdict = verdictOf(node, formats.dateTime);
            return (
              <li key={node.id} className={classes.row}>
                <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
                  {formats.dateTime(node.recordedAt)}
                </Text>
                <Badge
                  variant="light"
                  color={verdict.tone === 'yes' ? 'evergreen' : 'red'}
                  tt="none"
                  fw={600}
                >
                  {verdict.word}
                </Badge>
              </li>
            );
          })}
        </ul>
      </Surface>
    </Stack>
  );
}
