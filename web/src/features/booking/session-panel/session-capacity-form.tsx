import { Text } from '@mantine/core';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { NumberField } from '../../../ui/form/number-field.tsx';
import { counted } from '../../../ui/format/spans.ts';
import { notifyDone } from '../../../ui/notify.ts';

const sessionFragment = graphql(`
  fragment SessionCapacity_Session on Session {
    id
    capacity
    seatsTaken
    occurrence {
      id
    }
    waitlist(first: 50) {
      edges {
        node {
          id
          status
        }
      }
    }
  }
`);

const capacityMutation = graphql(`
  mutation ChangeSessionCapacity($input: ChangeSessionCapacityInput!) {
    changeSessionCapacity(input: $input) {
      session {
        id
        capacity
        seatsTaken
        seatsLeft
      }
    }
  }
`);

function takenWords(seatsTaken: number): string {
  if (seatsTaken === 0) return 'No seat is taken yet.';
  return `${counted(seatsTaken, 'seat')} ${seatsTaken === 1 ? 'is' : 'are'} taken.`;
}

/** How many seats one session has: more go to who waits, and there are never fewer than are taken. */
export function CapacityForm(props: {
  readonly session: FragmentType<typeof sessionFragment>;
  readonly onClose: () => void;
}) {
  const session = readFragment(sessionFragment, props.session);
  const { id: sessionId, seatsTaken, waitlist } = session;
  const formats = useFormats();
  const { isBusy, fault, change } = useChange(capacityMutation);
  const waiting = waitlist.edges.filter(({ node }) => node.status === 'WAITING').length;
  const save = async (fields: FormFields) => {
    const capacity = fields.number('capacity');
    const done = await change((idempotencyKey) => ({ input: { sessionId, capacity, idempotencyKey } }));
    if (!done) return;
    const { seatsLeft } = done.changeSessionCapacity.session;
    notifyDone(`It has ${counted(capacity, 'seat')} now, ${formats.number(seatsLeft)} of them free.`);
    props.onClose();
  };
  return (
    <FormDialog
      title="Seats"
      opened
      onClose={props.onClose}
      submitLabel="Save"
      isBusy={isBusy}
      fault={fault}
      onSubmit={(fields) => void save(fields)}
    >
      <Text size="sm">
        {takenWords(seatsTaken)} {waiting === 0 ? null : 'More seats go to those who wait, in their order. '}
        {session.occurrence ? 'It changes this session alone, not the others of its series.' : null}
      </Text>
      <NumberField
        label="Seats in all"
        name="capacity"
        value={session.capacity}
        min={Math.max(1, seatsTaken)}
        max={10_000}
      />
    </FormDialog>
  );
}
