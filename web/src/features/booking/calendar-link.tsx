import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { CalendarPlus } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import type { CalendarFeedScope, MyCalendarFeedsQuery } from '../../graphql/generated/graphql.ts';
import { useChange } from '../../session/asking/use-change.ts';
import { useFormats } from '../../session/tenant-context.tsx';
import { notifyDone } from '../../ui/notify.ts';
import { SecretLink } from '../../ui/secret-link.tsx';

const feedsQuery = graphql(`
  query MyCalendarFeeds {
    myCalendarFeeds(first: 20) {
      edges {
        node {
          id
          scope
          createdAt
          revokedAt
          resource {
            id
            name
          }
        }
      }
    }
  }
`);

const createMutation = graphql(`
  mutation CreateCalendarFeed($input: CreateCalendarFeedInput!) {
    createCalendarFeed(input: $input) {
      feed {
        id
      }
      path
    }
  }
`);

const revokeMutation = graphql(`
  mutation RevokeCalendarFeed($input: RevokeCalendarFeedInput!) {
    revokeCalendarFeed(input: $input) {
      feed {
        id
        revokedAt
      }
    }
  }
`);

type Feed = NonNullable<MyCalendarFeedsQuery['myCalendarFeeds']>['edges'][number]['node'];

const SCOPE_WORDS: Readonly<Record<CalendarFeedScope, string>> = {
  CUSTOMER: 'My bookings',
  RESOURCE: 'One resource',
  TENANT: 'The whole schedule',
};

function FeedRow({ feed }: { readonly feed: Feed }) {
  const formats = useFormats();
  const { isBusy, change } = useChange(revokeMutation, 'Not revoked');
  const revoke = async () => {
    if (await change((idempotencyKey) => ({ input: { feedId: feed.id, idempotencyKey } })))
      notifyDone('The link shows nothing any more.');
  };
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        <Text size="sm">{feed.resource?.name ?? SCOPE_WORDS[feed.scope]}</Text>
        <Text size="xs" c="var(--text-quiet)">
          Made {formats.dateTime(feed.createdAt)}
        </Text>
      </div>
      <Button
        size="xs"
        variant="default"
        loading={isBusy}
        onClick={() => void revoke()}
        aria-label={`Revoke the link made ${formats.dateTime(feed.createdAt)}`}
      >
        Revoke
      </Button>
    </Group>
  );
}

function Feeds() {
  const [{ data }] = useQuery({ query: feedsQuery });
  const feeds = (data?.myCalendarFeeds?.edges ?? [])
    .map(({ node }) => node)
    .filter(({ revokedAt }) => !revokedAt);
  if (feeds.length === 0) return null;
  return (
    <Stack gap="sm">
      <Text size="sm" fw={550}>
        Links that work
      </Text>
      {feeds.map((feed) => (
        <FeedRow key={feed.id} feed={feed} />
      ))}
    </Stack>
  );
}

/** A secret link at which calendar programs read what is booked, or all of the schedule. */
export function CalendarLink({ scope }: { readonly scope: 'CUSTOMER' | 'TENANT' }) {
  const [opened, { open, close }] = useDisclosure();
  const [address, setAddress] = useState<string | null>(null);
  const { isBusy, fault, change } = useChange(createMutation);
  const create = async () => {
    const done = await change((idempotencyKey) => ({ input: { scope, idempotencyKey } }));
    const path = done?.createCalendarFeed.path;
    if (path) setAddress(new URL(path, window.location.href).href);
  };
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<CalendarPlus size={15} />}
        onClick={open}
        aria-haspopup="dialog"
      >
        Calendar link
      </Button>
      <Modal opened={opened} onClose={close} title="In your own calendar" radius="lg" centered>
        <Stack gap="md">
          {fault ? (
            <Alert color="red" variant="light" role="alert">
              {fault}
            </Alert>
          ) : null}
          <Text size="sm">
            A link keeps the calendar on your phone or computer up to date with{' '}
            {SCOPE_WORDS[scope].toLowerCase()}.
          </Text>
          {address ? (
            <SecretLink
              label="Your calendar link"
              description="Add it to your calendar program. It is shown this once; whoever has it can read the calendar."
              address={address}
            />
          ) : (
            <Button loading={isBusy} onClick={() => void create()}>
              Make a link
            </Button>
          )}
          {opened ? <Feeds /> : null}
        </Stack>
      </Modal>
    </>
  );
}
