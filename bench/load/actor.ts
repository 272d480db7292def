import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Device, textAt } from './device.ts';
import type { Documents } from './documents.ts';
import type { Schedule } from './schedule.ts';
import type { Person } from './tenants.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BOOK_JOB =
  'mutation BookJob($input: BookJobInput!) { bookJob(input: $input) { booking { id status } } }';

/** One thing that a person does. */
type Deed = () => Promise<unknown>;

/** Each as often as it is said. */
function often(...deeds: readonly (readonly [times: number, deed: Deed])[]): Deed[] {
  return deeds.flatMap(([times, deed]) => Array.from({ length: times }, () => deed));
}

/** What an {@link Actor} has before it. */
export interface Stage {
  readonly person: Person;
  readonly device: Device;
  readonly documents: Documents;
  readonly schedule: Schedule;
  /** The number of the next job of the tenant. */
  readonly nextJob: () => number;
}

/** Somebody in front of a page: looks, thinks, books, gives back. */
export class Actor {
  readonly #stage: Stage;
  readonly #deeds: readonly Deed[];
  #bookingId: string | null = null;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#deeds = stage.person.role === 'CUSTOMER' ? this.#customerDeeds() : this.#staffDeeds();
  }

  /** Goes on until it is told to stop, and thinks between two deeds: `thinkMs` on average. */
  async act(thinkMs: number, signal: AbortSignal): Promise<void> {
    const think = () => delay(-Math.log(1 - Math.random()) * thinkMs, null, { signal }).catch(() => null);
    await think();
    while (!signal.aborted) {
      await this.#actOnce();
      await think();
    }
  }

  #customerDeeds(): readonly Deed[] {
    return often(
      [4, () => this.#ask('Schedule', windowOf(14))],
      [2, () => this.#ask('MyBookings', { time: 'UPCOMING' })],
      [1, () => this.#ask('MyProfile', {})],
      [3, () => (this.#bookingId === null ? this.#book() : this.#giveBack(this.#bookingId))],
    );
  }

  #staffDeeds(): readonly Deed[] {
    const { jobOfferingId } = this.#stage.schedule;
    return often(
      [3, () => this.#ask('CalendarWeek', windowOf(7))],
      [2, () => this.#ask('CalendarSession', { id: this.#anySession() })],
      [2, () => this.#ask('Bookings', { first: 20 })],
      [1, () => this.#ask('Dashboard', {})],
      [
        2,
        () => (jobOfferingId === null ? this.#ask('Bookings', { first: 20 }) : this.#bookJob(jobOfferingId)),
      ],
    );
  }

  async #actOnce(): Promise<void> {
    await this.#deeds[Math.floor(Math.random() * this.#deeds.length)]?.();
  }

  async #ask(name: string, variables: Record<string, unknown>) {
    return this.#stage.device.ask({ name, query: this.#stage.documents[name] ?? '', variables });
  }

  #anySession(): string {
    const { sessionIds } = this.#stage.schedule;
    return sessionIds[Math.floor(Math.random() * sessionIds.length)] ?? '';
  }

  async #book(): Promise<void> {
    const variables = { sessionId: this.#anySession(), seats: 1, idempotencyKey: randomUUID() };
    const data = await this.#ask('BookSession', variables);
    this.#bookingId = textAt(data, 'bookSession', 'booking', 'id');
  }

  async #giveBack(bookingId: string): Promise<void> {
    this.#bookingId = null;
    await this.#ask('CancelBooking', { bookingId, idempotencyKey: randomUUID() });
  }

  /** One after another fills the hours of the days to come. */
  async #bookJob(offeringId: string): Promise<void> {
    const hour = 24 + Math.floor(this.#stage.nextJob() / 10);
    const startsAt = new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + hour * HOUR_MS);
    const address = { street: 'Storgata 1', postalCode: '0155', city: 'Oslo', country: 'NO' };
    const input = { offeringId, startsAt, address, propertySquareMeters: 800, idempotencyKey: randomUUID() };
    await this.#stage.device.ask({ name: 'BookJob', query: BOOK_JOB, variables: { input } });
  }
}

function windowOf(days: number): Record<string, unknown> {
  const from = Date.now();
  return { from: new Date(from), to: new Date(from + days * DAY_MS) };
}
