/** What an edition tells booking: which meters its use cases count on, null when it counts none, and who is sent what. */
export interface BookingFace {
  /** The edition's key: 'fitness'. */
  readonly edition: string;
  readonly meters: {
    /** Takes one unit with each session that is scheduled. */
    readonly sessionScheduled: string | null;
    /** Takes one unit with each booking, whatever its number of seats. */
    readonly bookingMade: string | null;
    /** Takes one unit with each event, and gives it back when the event is canceled: a gauge. */
    readonly eventCreated: string | null;
    /** Its limit is the most tickets that each event may have; tickets are counted for each event by itself. */
    readonly ticketsPerEvent: string | null;
    /** Takes one unit with each ticket that is ordered, and gives it back when the order is canceled: a counter of each month. */
    readonly ticketSold: string | null;
    /** Takes one unit with each location, and gives it back when the location is archived: a gauge. */
    readonly locationCreated: string | null;
    /**
     * Its limit is the most people, resources of kind PERSON that are not archived, whom a tenant may have. It names
     * the limit alone: members with a sign-in are units of the same meter in tenancy, and who is both takes no two.
     */
    readonly bookablePeople: string | null;
    /** Takes one unit with each megabyte (1,048,576 bytes) of files that are kept, and gives it back with them: a gauge. */
    readonly megabytesStored: string | null;
  };
  /** What customers may be told by which way. */
  readonly messages: {
    /** The feature that grants mails; null when every plan does. */
    readonly emailFeature: string | null;
    /** The feature that grants SMS; null when no plan does. */
    readonly smsFeature: string | null;
    /** The meter that takes one unit with each SMS. */
    readonly smsSent: string | null;
  };
}

/** Somebody or something that sessions happen with. `key` is only known inside its schedule. */
export interface DemoResource {
  readonly key: string;
  readonly name: string;
  readonly kind: 'PERSON' | 'ROOM' | 'EQUIPMENT' | 'CREW';
  readonly capacity: number;
}

/** What customers book. */
export interface DemoOffering {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly kind: 'CLASS' | 'PERSONAL' | 'ROOM' | 'APPOINTMENT' | 'JOB' | 'EVENT';
  readonly durationMinutes: number;
  readonly capacity: number;
  /** In minor units of the tenant's currency. */
  readonly priceMinor: number;
  /** The key of its resource. */
  readonly resource: string;
  /** The keys of what it takes beside it; nothing unless given. */
  readonly furtherResources?: readonly string[];
}

/** A session that happens each week, and how many of the customers who can sign in book it. */
export interface DemoSession {
  /** The key of its offering. */
  readonly offering: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  /** On the wall clock of the tenant: 'HH:MM'. */
  readonly localTime: string;
  readonly bookings: number;
  /** How many more of them wait for a seat; only where all seats are booked. None unless given. */
  readonly waiting?: number;
}

/** An event in the middle of the coming month, on one check-in list. */
export interface DemoEvent {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly locationName: string;
  /** On the wall clock of the tenant: 'HH:MM'. */
  readonly localTime: string;
  readonly durationMinutes: number;
  /** Tickets in all. */
  readonly maxTickets: number;
  /** Its kinds of tickets; prices in minor units of the tenant's currency. */
  readonly products: readonly { readonly key: string; readonly name: string; readonly priceMinor: number }[];
  /** How many of the customers who can sign in have a ticket of its first product. */
  readonly orders: number;
}

/** What a demo tenant offers in a week, and its events. */
export interface DemoSchedule {
  readonly resources: readonly DemoResource[];
  readonly offerings: readonly DemoOffering[];
  readonly weekly: readonly DemoSession[];
  readonly events?: readonly DemoEvent[];
}

const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;
const DAY_MINUTES = 24 * 60;

/** An edition's face to booking. */
export function defineBookingFace(face: BookingFace): BookingFace {
  return face;
}

/** An offering's sessions at one time on several days of the week. */
export function everyWeek(
  offering: string,
  weekdays: readonly DemoSession['weekday'][],
  localTime: string,
  bookings: number,
): readonly DemoSession[] {
  return weekdays.map((weekday) => ({ offering, weekday, localTime, bookings }));
}

/** The same sessions, all full, with so many more who wait for a seat. */
export function withWaiting(sessions: readonly DemoSession[], waiting: number): readonly DemoSession[] {
  return sessions.map((session) => ({ ...session, waiting }));
}

/** The minute of the week at which a session starts; NaN when its time is no time. */
function startMinute({ weekday, localTime }: DemoSession): number {
  const [, hours, minutes] = CLOCK.exec(localTime) ?? [];
  return (weekday - 1) * DAY_MINUTES + Number(hours) * 60 + Number(minutes);
}

function inWords({ offering, weekday, localTime }: DemoSession): string {
  return `"${offering}" on weekday ${weekday} at ${localTime}`;
}

function sessionFaults(schedule: DemoSchedule, session: DemoSession): readonly string[] {
  const offering = schedule.offerings.find(({ key }) => key === session.offering);
  if (!offering) return [`${inWords(session)} is of no offering.`];
  if (!CLOCK.test(session.localTime)) return [`${inWords(session)} has no time of the form HH:MM.`];
  if (session.bookings < 0 || session.bookings > offering.capacity)
    return [`${inWords(session)} has ${session.bookings} bookings for ${offering.capacity} seats.`];
  if ((session.waiting ?? 0) > 0 && session.bookings < offering.capacity)
    return [`${inWords(session)} lets customers wait while seats are free.`];
  return [];
}

/** Sessions that start before the one before them on the same resource has ended. */
function takenBy({ resource, furtherResources = [] }: DemoOffering): readonly string[] {
  return [resource, ...furtherResources];
}

function collisions(schedule: DemoSchedule, resource: string): readonly string[] {
  const lasts = new Map(
    schedule.offerings
      .filter((offering) => takenBy(offering).includes(resource))
      .map(({ key, durationMinutes }) => [key, durationMinutes]),
  );
  const sessions = schedule.weekly
    .filter(({ offering }) => lasts.has(offering))
    .sort((left, right) => startMinute(left) - startMinute(right));
  return sessions.flatMap((session, index) => {
    const next = sessions[index + 1];
    if (!next) return [];
    const endMinute = startMinute(session) + (lasts.get(session.offering) ?? 0);
    return startMinute(next) < endMinute
      ? [`${inWords(next)} starts before ${inWords(session)} has ended on "${resource}".`]
      : [];
  });
}

/**
 * A demo schedule, checked.
 * @throws {Error} with every fault: offerings and resources that are not there, times that are none,
 * more bookings than seats, two sessions at once on one resource.
 */
export function defineDemoSchedule(schedule: DemoSchedule): DemoSchedule {
  const resources = schedule.resources.map(({ key }) => key);
  const faults = [
    ...schedule.offerings.flatMap((offering) =>
      takenBy(offering)
        .filter((resource) => !resources.includes(resource))
        .map((resource) => `"${offering.key}" needs "${resource}", which is not there.`),
    ),
    ...schedule.weekly.flatMap((session) => sessionFaults(schedule, session)),
    ...resources.flatMap((resource) => collisions(schedule, resource)),
  ];
  if (faults.length > 0) throw new Error(`A demo schedule is not sound:\n- ${faults.join('\n- ')}`);
  return schedule;
}
