import { createHash } from 'node:crypto';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { TimeTaken } from '../claim/claim.errors.ts';
import { freeClaim, lockResources, takeClaims } from '../claim/claim.service.ts';
import { Resource, type ResourceId } from '../resource/resource.entity.ts';
import { BusyTime } from './busy-time.entity.ts';
import { type BusyCalendar, type BusyEvent, busyCalendarOf, type EventFailure } from './ics-busy.policy.ts';

/** Another calendar, of a resource of ours. */
export interface ForeignCalendar {
  readonly resourceId: ResourceId;
  /** iCalendar text. */
  readonly text: string;
}

const HORIZON_MS = 400 * 86_400_000;

const outcomeSchema = z.object({
  /** Times in which the calendar keeps the resource busy now. */
  taken: z.number().int(),
  /** Times that it kept before and keeps no more. */
  freed: z.number().int(),
  failures: z.array(
    z.object({ uid: z.string(), recurrenceId: z.string(), code: z.string(), message: z.string() }),
  ),
});

/** What became of a calendar's events. */
export type ImportOutcome = z.infer<typeof outcomeSchema>;

/**
 * Keeps a resource busy when another calendar says so, in the 400 days to come. Events are known by their UID: those
 * that are there again keep or move their time, those that were canceled free it, and those that are not mentioned
 * stay. An event that meets what is booked is a failure of its own.
 * @throws {NotFound} when the tenant has no such resource.
 * @throws {Invalid} for text that is no calendar, too long, or of more than 500 times.
 */
export async function importCalendar(
  ctx: Context,
  { resourceId, text }: ForeignCalendar,
  key: string,
): Promise<ImportOutcome> {
  const now = ctx.now();
  const input = { resourceId, text: createHash('sha256').update(text).digest('base64url') };
  const call = { operation: 'importCalendar', key, input };
  const kept = await mutateOnce(ctx, call, async ({ em }) => {
    const resource = await em.findOne(
      Resource,
      { id: resourceId },
      { populate: ['location'], strategy: 'joined' },
    );
    if (!resource) throw new NotFound('resource');
    const timeZone = resource.location?.getEntity().timeZone ?? ctx.tenant().timeZone;
    const range = { startsAt: now, endsAt: new Date(now.getTime() + HORIZON_MS) };
    const calendar = busyCalendarOf(text, { timeZone, range });
    return JSON.stringify(await keepBusy(em, resource, calendar, now));
  });
  return outcomeSchema.parse(JSON.parse(kept));
}

function nameOf({ uid, recurrenceId }: Pick<BusyEvent, 'uid' | 'recurrenceId'>): string {
  return `${uid} ${recurrenceId}`;
}

function isSame(time: BusyTime, event: BusyEvent | undefined): boolean {
  return (
    time.startsAt.getTime() === event?.startsAt.getTime() && time.endsAt.getTime() === event.endsAt.getTime()
  );
}

/** Frees what no longer is before it takes what is new, so that an event may move to where another one was. */
async function keepBusy(
  em: EntityManager,
  resource: Resource,
  calendar: BusyCalendar,
  now: Date,
): Promise<ImportOutcome> {
  await lockResources(em, resource.tenantId, [resource.id]);
  const wanted = new Map(calendar.events.map((event) => [nameOf(event), event]));
  const broken = new Set(calendar.failures.map(({ uid }) => uid));
  const known = await em.find(BusyTime, {
    resource: { id: resource.id },
    uid: { $in: [...calendar.uids] },
    endsAt: { $gt: now },
  });
  const stale = known.filter((time) => !broken.has(time.uid) && !isSame(time, wanted.get(nameOf(time))));
  await freeTimes(em, stale);
  const stays = new Set(known.filter((time) => !stale.includes(time)).map(nameOf));
  const failures = await takeTimes(
    em,
    resource,
    calendar.events.filter((event) => !stays.has(nameOf(event))),
    now,
  );
  const freed = stale.filter((time) => !wanted.has(nameOf(time))).length;
  const taken = calendar.events.length - failures.length;
  return { taken, freed, failures: [...calendar.failures, ...failures] };
}

async function freeTimes(em: EntityManager, times: readonly BusyTime[]): Promise<void> {
  for (const time of times) {
    await freeClaim(em, { busyTimeId: time.id });
    em.remove(time);
  }
  await em.flush();
}

async function takeTimes(
  em: EntityManager,
  resource: Resource,
  events: readonly BusyEvent[],
  now: Date,
): Promise<EventFailure[]> {
  const failures: EventFailure[] = [];
  for (const event of events) {
    try {
      await takeTime(em, resource, event, now);
    } catch (error) {
      if (!(error instanceof TimeTaken)) throw error;
      const { uid, recurrenceId } = event;
      failures.push({ uid, recurrenceId, code: error.code, message: error.message });
    }
  }
  return failures;
}

/** Another calendar holds the resource until its event is over; from then on there is nothing to keep. */
async function takeTime(em: EntityManager, resource: Resource, event: BusyEvent, now: Date): Promise<void> {
  const { tenantId } = resource;
  const { startsAt, endsAt, uid, recurrenceId } = event;
  const id = newId('bsy');
  await takeClaims(em, {
    tenantId,
    wants: [{ resources: [resource], blocked: { startsAt, endsAt } }],
    now,
    claimant: { busyTimeId: id, expiresAt: endsAt },
  });
  const own = { tenantId, id, resource: ref(resource) };
  await em.persist(em.create(BusyTime, { ...own, uid, recurrenceId, startsAt, endsAt })).flush();
}
