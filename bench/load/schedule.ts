import { randomUUID } from 'node:crypto';
import { type Device, textAt } from './device.ts';
import type { Documents } from './documents.ts';
import type { LoadTenant } from './tenants.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ROOMS = 3;
const CREWS = 20;
const SEATS = 40;
const SESSIONS = 30;

/** What there is to be booked at a tenant. */
export interface Schedule {
  /** Sessions of the coming days. */
  readonly sessionIds: readonly string[];
  /** What is booked as a job; null where nobody does jobs. */
  readonly jobOfferingId: string | null;
}

/** A tenant's owner, who makes what can be booked. */
export class Owner {
  readonly #device: Device;
  readonly #documents: Documents;

  constructor(device: Device, documents: Documents) {
    this.#device = device;
    this.#documents = documents;
  }

  /** Rooms, classes and their sessions; crews and a job where the tenant does jobs. */
  async fill(tenant: LoadTenant): Promise<Schedule> {
    const rooms = await Promise.all(Array.from({ length: ROOMS }, (_, index) => this.#room(index)));
    const offerings = await Promise.all(rooms.map((resourceId, index) => this.#course(resourceId, index)));
    const sessionIds: string[] = [];
    for (let index = 0; index < SESSIONS; index += 1) {
      const offeringId = offerings[index % offerings.length] ?? '';
      const startsAt = new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + 2 * DAY_MS + index * 2 * HOUR_MS);
      sessionIds.push(await this.#made('ScheduleSession', 'session', { offeringId, startsAt }));
    }
    return { sessionIds, jobOfferingId: tenant.kind === 'JOB' ? await this.#job() : null };
  }

  #room(index: number): Promise<string> {
    return this.#made('CreateResource', 'resource', { name: `Room ${index}`, kind: 'ROOM', capacity: SEATS });
  }

  #course(resourceId: string, index: number): Promise<string> {
    return this.#made('CreateOffering', 'offering', {
      ...{ name: `Course ${index}`, kind: 'CLASS', durationMinutes: 60, capacity: SEATS },
      ...{ priceMinor: '15000', resourceId },
    });
  }

  async #job(): Promise<string> {
    const poolId = await this.#made('CreateResourcePool', 'pool', { name: 'Crews' });
    for (let index = 0; index < CREWS; index += 1)
      await this.#made('CreateResource', 'resource', {
        name: `Crew ${index}`,
        kind: 'CREW',
        capacity: 1,
        poolId,
      });
    const facts = {
      name: 'Installation',
      kind: 'JOB',
      durationMinutes: 60,
      capacity: 1,
      priceMinor: '149500',
    };
    return this.#made('CreateOffering', 'offering', { ...facts, poolId });
  }

  /** Makes one thing; its id. @throws {Error} when it is refused. */
  async #made(name: string, field: string, facts: object): Promise<string> {
    const variables = { input: { ...facts, idempotencyKey: randomUUID() } };
    const data = await this.#device.ask({ name, query: this.#documents[name] ?? '', variables });
    const id = textAt(data, `${name[0]?.toLowerCase()}${name.slice(1)}`, field, 'id');
    if (id === null) throw new Error(`${name} was refused.`);
    return id;
  }
}
