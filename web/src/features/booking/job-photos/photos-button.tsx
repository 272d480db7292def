import { Modal, Skeleton, Stack, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { JobPhotosQuery } from '../../../graphql/generated/graphql.ts';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { isStaff } from '../../../session/roles.ts';
import { useMember } from '../../../session/session-context.tsx';
import classes from '../rows.module.css';
import { type Photo, PhotoGrid } from './photo-grid.tsx';
import { PhotoSender } from './photo-sender.tsx';

const photosQuery = graphql(`
  query JobPhotos($bookingId: ID!) {
    node(id: $bookingId) {
      __typename
      id
      ... on Booking {
        job {
          id
          photos(first: 50) {
            edges {
              node {
                id
                url
                kind
                isLocked
                takenAt
              }
            }
          }
        }
      }
    }
  }
`);

function photosIn({ node }: JobPhotosQuery): readonly Photo[] {
  if (node?.__typename !== 'Booking') return [];
  return node.job?.photos.edges.map((edge) => edge.node) ?? [];
}

function Photos({ bookingId }: { readonly bookingId: string }) {
  const mayChange = isStaff(useMember());
  // Addresses of photos end after a while: what is remembered may be of no use.
  const [result, ask] = useQuery({
    query: photosQuery,
    variables: { bookingId },
    requestPolicy: 'cache-and-network',
  });
  const askAgain = () => ask({ requestPolicy: 'network-only' });
  return (
    <Stack>
      {mayChange ? <PhotoSender bookingId={bookingId} onKept={askAgain} /> : null}
      <QueryView result={result} skeleton={<Skeleton height={160} radius="md" />} onRetry={askAgain}>
        {(data) => <PhotoGrid photos={photosIn(data)} mayChange={mayChange} onRemoved={askAgain} />}
      </QueryView>
    </Stack>
  );
}

interface PhotosButtonProps {
  readonly bookingId: string;
  /** Of what job they are, such as its street. */
  readonly label: string;
}

/** Opens the photos of a job; staff adds and removes them there. */
export function PhotosButton({ bookingId, label }: PhotosButtonProps) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <UnstyledButton
        className={classes.aside}
        onClick={open}
        aria-haspopup="dialog"
        aria-label={`Photos of ${label}`}
      >
        Photos
      </UnstyledButton>
      <Modal opened={opened} onClose={close} title={`Photos of ${label}`} size="lg" radius="lg" centered>
        <Photos bookingId={bookingId} />
      </Modal>
    </>
  );
}
