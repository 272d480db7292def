import { ActionIcon, Button, Group, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { useFormats, useTenant } from '../../../session/tenant-context.tsx';
import { daysFrom, daysLater, freeDays } from './slot-days.ts';
import classes from './slots.module.css';

const slotsQuery = graphql(`
  query AvailableSlots(
    $offeringId: ID!
    $from: DateTime!
    $to: DateTime!
    $stepMinutes: Int!
    $movedBookingId: ID
  ) {
    availableSlots(
      offeringId: $offeringId
      from: $from
      to: $to
      stepMinutes: $stepMinutes
      movedBookingId: $movedBookingId
      first: 100
    ) {
      startsAt
      endsAt
      resource {
        id
        name
      }
    }
  }
`);

const WEEK_DAYS = 7;
const WEEKS_AHEAD = 12;
/** The API tells so many free times at once. */
const SLOTS_MAX = 100;

/** Short things begin at quarters of an hour, long ones at halves. */
const stepOf = (durationMinutes: number) => (durationMinutes < 30 ? 15 : 30);

interface PickerProps {
  readonly offeringId: string;
  readonly durationMinutes: number;
  /** The booking that is to be moved to the time that is picked. */
  readonly movedBookingId?: string;
  readonly isBusy: boolean;
  readonly onPick: (startsAt: string) => void;
}

const askedBy = ({
  offeringId,
  durationMinutes,
  movedBookingId,
}: Pick<PickerProps, 'offeringId' | 'durationMinutes' | 'movedBookingId'>) => ({
  offeringId,
  stepMinutes: stepOf(durationMinutes),
  movedBookingId: movedBookingId ?? null,
});

interface DaysProps {
  readonly dates: readonly string[];
  readonly picked: string | undefined;
  readonly isTaken: (date: string) => boolean;
  readonly onPick: (date: string) => void;
}

function DayStrip({ dates, picked, isTaken, onPick }: DaysProps) {
  const formats = useFormats();
  return (
    <div className={classes.days}>
      {dates.map((date) => {
        const [weekday = '', day = ''] = [formats.weekdayOf(date), formats.calendarDay(date)];
        return (
          <UnstyledButton
            key={date}
            className={classes.day}
            aria-pressed={picked === date}
            aria-label={`${weekday} ${day}${isTaken(date) ? ', nothing free' : ''}`}
            disabled={isTaken(date)}
            onClick={() => onPick(date)}
          >
            <span className={classes.weekday}>{weekday}</span>
            <span>{day}</span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}

interface TimesProps extends PickerProps {
  readonly date: string;
}

function Times({ date, isBusy, onPick, ...picker }: TimesProps) {
  const formats = useFormats();
  const { timeZone } = useTenant();
  const variables = { ...askedBy(picker), ...daysFrom(date, 1, timeZone) };
  const [{ data }] = useQuery({ query: slotsQuery, variables, requestPolicy: 'network-only' });
  if (!data?.availableSlots) return <Skeleton height={84} radius="md" />;
  if (data.availableSlots.length === 0)
    return (
      <Text size="sm" c="var(--text-quiet)">
        Nothing is free on this day.
      </Text>
    );
  return (
    <div className={classes.times}>
      {data.availableSlots.map(({ startsAt, resource }) => (
        <Button
          key={startsAt}
          variant="default"
          px="xs"
          disabled={isBusy}
          onClick={() => onPick(startsAt)}
          aria-label={`${formats.time(startsAt)} with ${resource.name}`}
          data-testid="slot"
        >
          {formats.time(startsAt)}
        </Button>
      ))}
    </div>
  );
}

function WeekTurner({ week, onTurn }: { readonly week: number; readonly onTurn: (week: number) => void }) {
  return (
    <Group gap={6}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label="Earlier days"
        disabled={week === 0}
        onClick={() => onTurn(week - 1)}
      >
        <ChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label="Later days"
        disabled={week >= WEEKS_AHEAD}
        onClick={() => onTurn(week + 1)}
      >
        <ChevronRight size={16} />
      </ActionIcon>
    </Group>
  );
}

/** Of a day of which nothing is known yet. */
const MAY_BE_FREE = () => false;

interface WeekProps extends PickerProps {
  readonly dates: readonly string[];
  /** The days of the soonest free times; null while they are asked for. */
  readonly soonest: readonly string[] | null;
  readonly turner: ReactNode;
}

function Week({ dates, soonest, turner, ...picker }: WeekProps) {
  const formats = useFormats();
  const [chosen, setChosen] = useState<string | null>(null);
  const known = soonest && freeDays(soonest, SLOTS_MAX);
  const picked = chosen && dates.includes(chosen) ? chosen : known?.free[0];
  const otherwise = known ? 'Nothing is free in these days' : 'Looking for free times';
  return (
    <Stack gap="lg">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={550}>
          {picked ? formats.longDayOf(picked) : otherwise}
        </Text>
        {turner}
      </Group>
      <DayStrip dates={dates} picked={picked} isTaken={known?.isTaken ?? MAY_BE_FREE} onPick={setChosen} />
      {picked ? <Times key={picked} date={picked} {...picker} /> : null}
      {picked || known ? null : <Skeleton height={84} radius="md" />}
    </Stack>
  );
}

/** The free times of an offering, a week at a time: first the day, then the time. */
export function SlotPicker(props: PickerProps) {
  const formats = useFormats();
  const { timeZone } = useTenant();
  const [week, setWeek] = useState(0);
  const first = daysLater(formats.dateKey(new Date()), week * WEEK_DAYS);
  const dates = Array.from({ length: WEEK_DAYS }, (_, index) => daysLater(first, index));
  const range = daysFrom(first, WEEK_DAYS, timeZone);
  const [result, ask] = useQuery({
    query: slotsQuery,
    variables: { ...askedBy(props), ...range },
    requestPolicy: 'network-only',
  });
  return (
    <QueryView
      result={result}
      skeleton={<Skeleton height={220} radius="lg" />}
      onRetry={() => ask({ requestPolicy: 'network-only' })}
    >
      {({ availableSlots }) => (
        <Week
          dates={dates}
          soonest={result.fetching ? null : availableSlots.map(({ startsAt }) => formats.dateKey(startsAt))}
          turner={<WeekTurner week={week} onTurn={setWeek} />}
          {...props}
        />
      )}
    </QueryView>
  );
}
