const HOUR_MS = 3_600_000;

/** How many hours before the start customers are reminded, the earliest first. */
const HOURS_BEFORE = { REMINDER_24H: 24, REMINDER_2H: 2 } as const;
/** One of the reminders. */
export type ReminderKind = keyof typeof HOURS_BEFORE;

/** A reminder of a session, and when it is due. */
export interface Reminder {
  readonly kind: ReminderKind;
  readonly at: Date;
  /** When the next one is due, or the session begins: from then on this one says nothing new. */
  readonly usefulUntil: Date;
}

/** The reminders of a session that begins at an instant, in their order. */
export function remindersOf(startsAt: Date): readonly Reminder[] {
  const before = (hours: number) => new Date(startsAt.getTime() - hours * HOUR_MS);
  const last = before(HOURS_BEFORE.REMINDER_2H);
  return [
    { kind: 'REMINDER_24H', at: before(HOURS_BEFORE.REMINDER_24H), usefulUntil: last },
    { kind: 'REMINDER_2H', at: last, usefulUntil: startsAt },
  ];
}

/** The next reminder that is not due yet; null when all are. */
export function nextReminder(startsAt: Date, now: Date): Reminder | null {
  return remindersOf(startsAt).find(({ at }) => at > now) ?? null;
}

/** The reminder after one, also when it is due already; null after the last. */
export function reminderAfter(kind: ReminderKind, startsAt: Date): Reminder | null {
  const reminders = remindersOf(startsAt);
  return reminders[reminders.findIndex((each) => each.kind === kind) + 1] ?? null;
}
