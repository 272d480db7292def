import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useCallback } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { HoldTimeMutation } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { FormFields } from '../../../ui/form/form-fields.ts';
import { notifyRefused } from '../../../ui/notify.ts';
import { Surface } from '../../../ui/page/surface.tsx';
import { RulesList } from '../policy/rules-list.tsx';
import type { TimedOffering } from './timed-offerings.ts';

const releaseMutation = graphql(`
  mutation ReleaseHold($input: ReleaseHoldInput!) {
    releaseHold(input: $input) {
      releasedHoldId
    }
  }
`);

const rulesQuery = graphql(`
  query RulesOfTimedOffering($offeringId: ID) {
    bookingPolicy(offeringId: $offeringId) {
      version
      ...PolicyRules
    }
  }
`);

/** A time that is kept for whoever looks. */
export type Hold = NonNullable<HoldTimeMutation['createHold']>['hold'];

/** A time that is kept, of what, and what to do when it is no more. */
export interface HeldTime {
  readonly offering: TimedOffering;
  readonly hold: Hold;
  /** Called when the hold is no more. */
  readonly onGone: () => void;
}

interface HoldCardProps extends HeldTime {
  /** What it costs, in words. */
  readonly price: string;
  readonly isBusy: boolean;
  readonly onBook: (fields: FormFields) => void;
  /** What has to be said to book it. */
  readonly children?: ReactNode;
}

/** A time that is kept for five minutes: what it is, by which rules; to be booked or given back. */
export function HoldCard({ offering, hold, onGone, price, isBusy, onBook, children }: HoldCardProps) {
  const formats = useFormats();
  const releasing = useChange(releaseMutation);
  const [{ data }] = useQuery({ query: rulesQuery, variables: { offeringId: offering.id } });
  const release = async () => {
    await releasing.change((idempotencyKey) => ({ input: { holdId: hold.id, idempotencyKey } }));
    onGone();
  };
  const expire = useCallback(() => {
    notifyRefused('The time is up', 'Nobody keeps this time for you any more. Choose again.');
    onGone();
  }, [onGone]);
  return (
    <Surface>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onBook(new FormFields(new FormData(event.currentTarget)));
        }}
      >
        <Stack gap="md">
          <Group justify="space-between" align="flex-start" wrap="nowrap">
            <div>
              <Title order={2}>
                {formats.day(hold.startsAt)}, {formats.time(hold.startsAt)}
              </Title>
              <Text size="sm" c="var(--text-quiet)" mt={4}>
                {offering.name} · {price}
              </Text>
            </div>
            <Text size="sm" fw={550} ta="right">
              Kept for you <Countdown until={hold.expiresAt} onEnd={expire} />
            </Text>
          </Group>
          {children}
          {data?.bookingPolicy ? (
            <RulesList policy={data.bookingPolicy} isByTime />
          ) : (
            <Skeleton height={160} radius="md" />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" loading={releasing.isBusy} onClick={() => void release()}>
              Another time
            </Button>
            <Button type="submit" loading={isBusy} data-testid="confirm-booking">
              {offering.needsApproval ? 'Ask for it' : 'Book'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Surface>
  );
}
