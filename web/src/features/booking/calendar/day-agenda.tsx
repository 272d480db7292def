import { ActionIcon, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { CalendarDays, Plus } from 'lucide-react';
import { useState } from 'react';
import { useFormats } from '../../../session/tenant-context.tsx';
import { EmptyState } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import { resourceNames } from '../resource-names.ts';
import slots from '../slots/slots.module.css';
import classes from './day-agenda.module.css';
import { type CalendarSession, seatsWords, toneOf, type WeekViewProps } from './week-view.ts';

function SessionLine({
  session,
  onOpen,
}: {
  readonly session: CalendarSession;
  readonly onOpen: (sessionId: string) => void;
}) {
  const formats = useFormats();
  return (
    <li className={classes.line}>
      <UnstyledButton
        className={classes.session}
        data-tone={toneOf(session)}
        data-testid={`calendar-${session.id}`}
        onClick={() => onOpen(session.id)}
        aria-haspopup="dialog"
      >
        <time dateTime={session.startsAt} className={classes.time}>
          {formats.time(session.startsAt)}
        </time>
        <span className={classes.what}>
          <Text span size="sm" fw={550} className={classes.name ?? ''}>
            {session.offering.name}
          </Text>
          <Text span size="xs" c="var(--text-quiet)">
            {resourceNames(session)}
          </Text>
        </span>
        <span className={classes.seats} data-testid={`taken-${session.id}`}>
          {seatsWords(session)}
        </span>
      </UnstyledButton>
    </li>
  );
}

/** A week on a phone: the days in a row, the sessions of one of them below. */
export function DayAgenda({ dates, today, sessions, onOpen, onNew }: WeekViewProps) {
  const formats = useFormats();
  const [chosen, setChosen] = useState(today);
  const [first = today] = dates;
  const date = dates.includes(chosen) ? chosen : first;
  const ofDay = sessions.filter((session) => formats.dateKey(session.startsAt) === date);
  return (
    <Stack gap="md">
      <div className={slots.days}>
        {dates.map((day) => (
          <UnstyledButton
            key={day}
            className={slots.day}
            aria-pressed={day === date}
            aria-label={formats.longDayOf(day)}
            onClick={() => setChosen(day)}
          >
            <span className={slots.weekday}>{formats.weekdayOf(day)}</span>
            <span>{Number(day.slice(-2))}</span>
          </UnstyledButton>
        ))}
      </div>
      <Group justify="space-between">
        <Text size="sm" fw={550}>
          {formats.longDayOf(date)}
        </Text>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={`New session on ${formats.longDayOf(date)}`}
          onClick={() => onNew(date)}
        >
          <Plus size={16} />
        </ActionIcon>
      </Group>
      {ofDay.length === 0 ? (
        <EmptyState icon={CalendarDays} title="Nothing on this day">
          A new session appears here.
        </EmptyState>
      ) : (
        <Surface flush>
          <ul className={classes.list}>
            {ofDay.map((session) => (
              <SessionLine key={session.id} session={session} onOpen={onOpen} />
            ))}
          </ul>
        </Surface>
      )}
    </Stack>
  );
}
