import { Button, Group, Modal, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { StrikesOfMemberQuery } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { AskButton } from '../../../ui/form/ask-button.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { notifyDone } from '../../../ui/notify.ts';

const strikesQuery = graphql(`
  query StrikesOfMember($memberId: ID!) {
    strikes(memberId: $memberId, first: 20) {
      edges {
        node {
          id
          at
          reversedAt
          reversalReason
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
  const { id: strikeId, at, reversedAt, reversalReason } = strike;
  const reverse = async (fields: FormFields) => {
    const reason = fields.text('reason');
    if (await change((idempotencyKey) => ({ input: { strikeId, reason, idempotencyKey } })))
      notifyDone('The strike is taken back and counts no more.');
  };
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        <Text size="sm">{formats.dateTime(at)}</Text>
        {reversedAt ? (
          <Text size="xs" c="var(--text-quiet)">
            Taken back: {reversalReason}
          </Text>
        ) : null}
      </div>
      {reversedAt ? null : (
        <AskButton
          label="Take back"
          spoken={`Take back the strike of ${formats.dateTime(at)}`}
          question="It counts no more, and a block by it ends."
          confirmLabel="Take back"
          isDangerous={false}
          isBusy={isBusy}
          onConfirm={reverse}
        >
          <TextInput size="xs" name="reason" label="Why, for the customer" maxLength={500} required />
        </AskButton>
      )}
    </Group>
  );
}

function Strikes({ memberId }: { readonly memberId: string }) {
  const [{ data }] = useQuery({ query: strikesQuery, variables: { memberId } });
  if (!data?.strikes) return <Skeleton height={80} radius="md" />;
  const { edges } = data.strikes;
  if (edges.length === 0) return <Text size="sm">There are none.</Text>;
  return edges.map(({ node }) => <StrikeRow key={node.id} strike={node} />);
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
        <Stack gap="md">{opened ? <Strikes memberId={memberId} /> : null}</Stack>
      </Modal>
    </>
  );
}
