import { ActionIcon, Button, Group, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { AvailableSlotsQuery } from '../../../graphql/generated/graphql.ts';
import { QueryView } from '../../../session/query-view.tsx';
import { useFormats, useTenant } from '../../../session/tenant-context.tsx';
import { groupByDay } from '../schedule/days.ts';
import { daysLater, slotWeek } from './slot-days.ts';
import classes from './slots.module.css';

const slotsQuery = graphql(`
  query AvailableSlots($offeringId: ID!, $from: DateTime!, $to: DateTime!, $stepMinutes: Int!) {
    availableSlots(offeringId: $offeringId, from: $from, to: $to, stepMinutes: $stepMinutes, first: 1000) {
      startsAt
      endsAt
      resource {
        id
        name
      }
    }
  }
`);

type Slot = AvailableSlotsQuery['availableSlots'][number];

const WEEK_DAYS = 7;
const WEEKS_AHEAD = 12;
/** Short things begin at quarters of an hour, long ones at halves. */
const SHORT_MINUTES = 30;

interface PickerProps {
  readonly offeringId: string;
  readonly durationMinutes: number;
  readonly isBusy: boolean;
  readonly onPick: (startsAt: string) => void;
}

interface DaysProps {
  readonly dates: readonly string[];
  readonly picked: string | undefined;
  readonly countOf: (date: string) => number;
  readonly onPick: (date: string) => void;
}

function DayStrip({ dates, picked, countOf, onPick }: DaysProps) {
  const formats = useFormats();
  return (
    <div className={classes.days}>
      {dates.map((date) => {
        const count = countOf(date);
        const [weekday = '', day = ''] = [formats.weekdayOf(date), formats.calendarDay(date)];
        return (
          <UnstyledButton
            key={date}
            className={classes.day}
            aria-pressed={picked === date}
            aria-label={`${weekday} ${day}, ${count === 0 ? 'nothing free' : `${count} free`}`}
            disabled={count === 0}
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

function Times({
  slots,
  isBusy,
  onPick,
}: Pick<PickerProps, 'isBusy' | 'onPick'> & { readonly slots: readonly Slot[] }) {
  const formats = useFormats();
  return (
    <div className={classes.times}>
      {slots.map(({ startsAt, resource }) => (
        <Button
          key={startsAt}
          variant="default"
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

/** The free times of an offering, a week at a time: first the day, then the time. */
export function SlotPicker({ offeringId, durationMinutes, isBusy, onPick }: PickerProps) {
  const formats = useFormats();
  const { timeZone } = useTenant();
  const [week, setWeek] = useState(0);
  const [chosen, setChosen] = useState<string | null>(null);
  const { dates, from, to } = slotWeek(daysLater(formats.dateKey(new Date()), week * WEEK_DAYS), timeZone);
  const stepMinutes = durationMinutes < SHORT_MINUTES ? 15 : SHORT_MINUTES;
  const [result, ask] = useQuery({
    query: slotsQuery,
    variables: { offeringId, from, to, stepMinutes },
    requestPolicy: 'network-only',
  });
  return (
    <QueryView
      result={result}
      skeleton={<Skeleton height={220} radius="lg" />}
      onRetry={() => ask({ requestPolicy: 'network-only' })}
    >
      {({ availableSlots }) => {
        const days = new Map(
          groupByDay(availableSlots, formats.dateKey).map(({ key, items }) => [key, items]),
        );
        const picked = chosen && days.has(chosen) ? chosen : dates.find((date) => days.has(date));
        return (
          <Stack gap="lg">
            <Group justify="space-between" gap="xs" wrap="nowrap">
              <Text size="sm" fw={550}>
                {picked ? formats.longDayOf(picked) : 'Nothing is free in these days'}
              </Text>
              <WeekTurner week={week} onTurn={setWeek} />
            </Group>
            <DayStrip
              dates={dates}
              picked={picked}
              countOf={(date) => days.get(date)?.length ?? 0}
              onPick={setChosen}
            />
            {picked ? <Times slots={days.get(picked) ?? []} isBusy={isBusy} onPick={onPick} /> : null}
          </Stack>
        );
      }}
    </QueryView>
  );
}
