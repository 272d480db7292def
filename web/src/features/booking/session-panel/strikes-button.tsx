import { Button, Modal, Skeleton, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { StrikesOfMemberQuery } from '../../../graphql/generated/graphql.ts';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { AskButton } from '../../../ui/form/ask-button.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { notifyDone } from '../../../ui/notify.ts';
import classes from './session-panel.module.css';

const strikesQuery = graphql(`
  query StrikesOfMember($memberId: ID!) {
    strikes(memberId: $memberId, first: 20) {
      edges {
        node {
          id
          at
          reversedAt
          reversalReason
          booking {
            id
            session {
              id
              startsAt
              offering {
                id
                name
              }
            }
          }
        }
      }
    }
  }
`);

const reverseMutation = graphql(`
  mutation ReverseStrike($input: ReverseStrikeInput!) {
    reverseStrike(input: $input) {
      strike {
        id
        reversedAt
        reversalReason
      }
    }
  }
`);

type Strike = NonNullable<StrikesOfMemberQuery['strikes']>['edges'][number]['node'];

function StrikeRow({ strike }: { readonly strike: Strike }) {
  const formats = useFormats();
  const { isBusy, change } = useChange(reverseMutation, 'Not taken back');
  const { id: strikeId, at, reversedAt, reversalReason, booking } = strike;
  const { startsAt, offering } = booking.session;
  const missed = `${offering.name}, ${formats.shortDay(startsAt)}, ${formats.time(startsAt)}`;
  const reverse = async (fields: FormFields) => {
    const reason = fields.text('reason');
    if (await change((idempotencyKey) => ({ input: { strikeId, reason, idempotencyKey } })))
      notifyDone('The strike is taken back and counts no more.');
  };
  return (
    <li className={classes.person}>
      <div>
        <Text size="sm" fw={550} {...(reversedAt ? { td: 'line-through' } : {})}>
          {missed}
        </Text>
        <Text size="xs" c="var(--text-quiet)">
          {reversedAt ? `Taken back: ${reversalReason}` : `Counts since ${formats.dateTime(at)}`}
        </Text>
      </div>
      {reversedAt ? null : (
        <AskButton
          label="Take back"
          spoken={`Take back the strike for ${missed}`}
          question="It counts no more, and a block by it ends."
          confirmLabel="Take the strike back"
          isDangerous={false}
          isBusy={isBusy}
          onConfirm={reverse}
        >
          <TextInput
            size="xs"
            name="reason"
            label="Why"
            description="The customer reads it"
            maxLength={500}
            required
            withAsterisk={false}
          />
        </AskButton>
      )}
    </li>
  );
}

function Strikes({ memberId }: { readonly memberId: string }) {
  const [result, ask] = useQuery({
    query: strikesQuery,
    variables: { memberId },
    requestPolicy: 'cache-and-network',
  });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  return (
    <QueryView result={result} skeleton={<Skeleton height={80} radius="md" />} onRetry={askAnew}>
      {({ strikes: { edges } }) =>
        edges.length === 0 ? (
          <Text size="sm">There are none: what was missed cost something else, or nothing.</Text>
        ) : (
          <ul className={classes.people}>
            {edges.map(({ node }) => (
              <StrikeRow key={node.id} strike={node} />
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}

interface StrikesButtonProps {
  readonly memberId: string;
  readonly name: string;
}

/** The strikes of somebody who did not come, each of which staff can take back. */
export function StrikesButton({ memberId, name }: StrikesButtonProps) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={open}
        aria-haspopup="dialog"
        aria-label={`Strikes of ${name}`}
      >
        Strikes
      </Button>
      <Modal opened={opened} onClose={close} title={`Strikes of ${name}`} radius="lg" centered>
        <Text size="sm" c="var(--text-quiet)" mb="xs">
          Each is for a session that was missed. Enough of them within the time that the rules say block
          booking.
        </Text>
        {opened ? <Strikes memberId={memberId} /> : null}
      </Modal>
    </>
  );
}
