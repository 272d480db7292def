import { ActionIcon, Text, UnstyledButton } from '@mantine/core';
import { Plus } from 'lucide-react';
import { type CSSProperties, useEffect, useState } from 'react';
import { useFormats, useTenant } from '../../../session/tenant-context.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import { resourceNames } from '../resource-names.ts';
import { hoursOf, type Lane, layOut, minuteOfDay, type Stretch } from './calendar-week.ts';
import classes from './week-grid.module.css';
import { type CalendarSession, seatsWords, toneOf, type WeekViewProps } from './week-view.ts';

interface Placed extends Stretch {
  readonly session: CalendarSession;
}

const MINUTE_MS = 60_000;
/** A shorter session has room for one line: when, and what. */
const TWO_LINES_MINUTES = 40;
/** Side by side there is no room for seats. */
const LANES_WITH_SEATS = 1;

/** The minute of the day, moving. */
function useNow(timeZone: string): number {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return minuteOfDay(now, timeZone);
}

function SessionBlock({ placed, firstHour, onOpen }: BlockProps) {
  const formats = useFormats();
  const { session, startMinute, endMinute, lane, lanes } = placed;
  const time = formats.time(session.startsAt);
  const isShort = endMinute - startMinute < TWO_LINES_MINUTES;
  const style = {
    '--start': startMinute - firstHour * 60,
    '--length': endMinute - startMinute,
    '--lane': lane,
    '--lanes': lanes,
  } as CSSProperties;
  return (
    <UnstyledButton
      className={classes.session}
      style={style}
      data-tone={toneOf(session)}
      data-short={isShort || undefined}
      data-past={Date.parse(session.endsAt) < Date.now() || undefined}
      data-testid={`calendar-${session.id}`}
      onClick={() => onOpen(session.id)}
      aria-haspopup="dialog"
      aria-label={`${session.offering.name}, ${formats.day(session.startsAt)} ${time}, ${resourceNames(session)}, ${seatsWords(session)}`}
    >
      <span className={classes.name}>{session.offering.name}</span>
      <span className={classes.facts}>
        {time}
        {lanes <= LANES_WITH_SEATS && !isShort ? (
          <span data-testid={`taken-${session.id}`}>{seatsWords(session)}</span>
        ) : null}
      </span>
    </UnstyledButton>
  );
}

interface BlockProps {
  readonly placed: Placed & Lane;
  readonly firstHour: number;
  readonly onOpen: (sessionId: string) => void;
}

interface DayProps extends Pick<WeekViewProps, 'onOpen' | 'onNew'> {
  readonly date: string;
  readonly isToday: boolean;
  readonly now: number;
  readonly hours: { readonly first: number; readonly last: number };
  readonly placed: readonly Placed[];
}

function DayHead({ date, isToday, onNew }: Pick<DayProps, 'date' | 'isToday' | 'onNew'>) {
  const formats = useFormats();
  return (
    <div className={classes.head} data-today={isToday || undefined}>
      <Text span size="xs" c="var(--text-quiet)">
        {formats.weekdayOf(date)}
      </Text>
      <Text span size="sm" fw={600}>
        {formats.calendarDay(date)}
      </Text>
      <ActionIcon
        className={classes.add ?? ''}
        variant="subtle"
        size="sm"
        aria-label={`New session on ${formats.longDayOf(date)}`}
        onClick={() => onNew(date)}
      >
        <Plus size={14} />
      </ActionIcon>
    </div>
  );
}

function DayColumn({ date, isToday, now, hours, placed, onOpen }: DayProps) {
  const formats = useFormats();
  const isShown = isToday && now >= hours.first * 60 && now <= hours.last * 60;
  return (
    <section className={classes.day} aria-label={formats.longDayOf(date)} data-today={isToday || undefined}>
      {isShown ? (
        <div
          className={classes.now}
          style={{ '--start': now - hours.first * 60 } as CSSProperties}
          aria-hidden="true"
        />
      ) : null}
      {layOut(placed).map((one) => (
        <SessionBlock key={one.session.id} placed={one} firstHour={hours.first} onOpen={onOpen} />
      ))}
    </section>
  );
}

/** A week side by side, hours from top to bottom; what overlaps stands beside each other. */
export function WeekGrid({ dates, today, sessions, onOpen, onNew }: WeekViewProps) {
  const formats = useFormats();
  const { timeZone } = useTenant();
  const now = useNow(timeZone);
  const all = sessions.map((session): Placed => {
    const startMinute = minuteOfDay(session.startsAt, timeZone);
    const length = (Date.parse(session.endsAt) - Date.parse(session.startsAt)) / MINUTE_MS;
    return { session, startMinute, endMinute: startMinute + length };
  });
  const hours = hoursOf(all);
  const rows = Array.from({ length: hours.last - hours.first }, (_, index) => hours.first + index);
  return (
    <Surface flush>
      <div className={classes.week} style={{ '--hours': rows.length } as CSSProperties}>
        <div className={classes.corner} />
        {dates.map((date) => (
          <DayHead key={date} date={date} isToday={date === today} onNew={onNew} />
        ))}
        <div className={classes.hours} aria-hidden="true">
          {rows.map((hour) => (
            <span key={hour} className={classes.hour}>
              {formats.hour(hour)}
            </span>
          ))}
        </div>
        {dates.map((date) => (
          <DayColumn
            key={date}
            date={date}
            isToday={date === today}
            now={now}
            hours={hours}
            placed={all.filter(({ session }) => formats.dateKey(session.startsAt) === date)}
            onOpen={onOpen}
            onNew={onNew}
          />
        ))}
      </div>
    </Surface>
  );
}
