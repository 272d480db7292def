import { askPrepared } from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { idOf, newId, uuidOf } from '@freehold/kernel/values/id';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { BusyCalendar } from '../busy-calendar/busy-calendar.policy.ts';
import type { BusyEvent, EventFailure } from '../busy-calendar/event-reading.policy.ts';
import { TimeTaken } from '../claim/claim.errors.ts';
import { lockResources } from '../claim/claim.service.ts';
import { freeManyClaims, takeManyClaims } from '../claim/claim-busy.service.ts';
import { Resource, type ResourceId } from '../resource/resource.entity.ts';
import type { BusyTimeId } from './busy-time.entity.ts';
import { type CalendarText, understandCalendar } from './read-calendar.service.ts';

/** Another calendar, of a resource of ours. */
export interface ForeignCalendar {
  readonly resourceId: ResourceId;
  readonly calendar: CalendarText;
}

const HORIZON_MS = 400 * 86_400_000;
/** Of more failures the number is told, and not each. */
const FAILURES_TOLD_MAX = 1000;

const outcomeSchema = z.object({
  /** Times in which the calendar keeps the resource busy now. */
  taken: z.number().int(),
  /** Times that it kept before and keeps no more. */
  freed: z.number().int(),
  /** Events that were left out. */
  failed: z.number().int(),
  /** The first thousand of them. */
  failures: z.array(
    z.object({ uid: z.string(), recurrenceId: z.string(), code: z.string(), message: z.string() }),
  ),
});

/** What became of a calendar's events. */
export type ImportOutcome = z.infer<typeof outcomeSchema>;

/**
 * Keeps a resource busy when another calendar says so, in the 400 days to come. Events are known by their UID: those
 * that are there again keep or move their time, those that were canceled free it, and those that are not mentioned
 * stay. An event that meets what is booked is a failure of its own. All of it is kept, or nothing; the statements are as
 * many for thousands of events as for one.
 * @throws {NotFound} when the tenant has no such resource.
 * @throws {CalendarTooLarge} for more than 2,000 events that recur by a rule, or 20,000 times.
 */
export async function importCalendar(
  ctx: Context,
  { resourceId, calendar }: ForeignCalendar,
  key: string,
): Promise<ImportOutcome> {
  const now = ctx.now();
  const range = { startsAt: now, endsAt: new Date(now.getTime() + HORIZON_MS) };
  const resource = await ctx.read((em) =>
    em.findOne(Resource, { id: resourceId }, { populate: ['location'], strategy: 'joined' }),
  );
  if (!resource) throw new NotFound('resource');
  await ctx.release();
  const timeZone = resource.location?.getEntity().timeZone ?? ctx.tenant().timeZone;
  const busy = await understandCalendar(calendar, { timeZone, range });
  const call = { operation: 'importCalendar', key, input: { resourceId, text: calendar.hash } };
  const kept = await mutateOnce(ctx, call, async ({ em }) =>
    JSON.stringify(await keepBusy(em, resource, busy, now)),
  );
  return outcomeSchema.parse(JSON.parse(kept));
}

/** A busy time as it stands in the table. */
interface Known extends TimeRange {
  readonly id: BusyTimeId;
  readonly uid: string;
  readonly recurrenceId: string;
}

const KNOWN = `
  select id, uid, recurrence_id as "recurrenceId", starts_at as "startsAt", ends_at as "endsAt"
    from busy_time where tenant_id = $1 and resource_id = $2 and uid = any ($3::text[])`;
const FORGET = 'delete from busy_time where tenant_id = $1 and id = any ($2::uuid[])';
const KEEP = `
  insert into busy_time (tenant_id, id, resource_id, uid, recurrence_id, starts_at, ends_at)
  select $1, row.id, $2, row.uid, row.recurrence_id, row.starts_at, row.ends_at
    from unnest($3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[])
         as row (id, uid, recurrence_id, starts_at, ends_at)`;

function nameOf({ uid, recurrenceId }: Pick<BusyEvent, 'uid' | 'recurrenceId'>): string {
  return `${uid} ${recurrenceId}`;
}

function isSame(time: TimeRange, event: TimeRange | undefined): boolean {
  return (
    time.startsAt.getTime() === event?.startsAt.getTime() && time.endsAt.getTime() === event.endsAt.getTime()
  );
}

async function knownTimes(em: EntityManager, resource: Resource, uids: readonly string[]): Promise<Known[]> {
  const rows = await askPrepared<Omit<Known, 'id'> & { id: string }>(em, KNOWN, [
    tenantUuidOf(em),
    uuidOf(resource.id),
    uids,
  ]);
  return rows.map(({ id, uid, recurrenceId, startsAt, endsAt }) => ({
    ...{ id: idOf('bsy', id), uid, recurrenceId },
    ...{ startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
  }));
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
  const known = await knownTimes(em, resource, calendar.uids);
  const stale = known.filter((time) => isStale(time, { wanted, broken, now }));
  await forgetTimes(em, stale);
  const gone = new Set(stale);
  const stays = new Set(known.filter((time) => !gone.has(time)).map(nameOf));
  const missing = [...wanted.values()].filter((event) => !stays.has(nameOf(event)));
  const refused = await takeTimes(em, resource, missing, now);
  const failures = [...calendar.failures, ...refused];
  return {
    taken: wanted.size - refused.length,
    freed: stale.filter((time) => time.endsAt > now && !wanted.has(nameOf(time))).length,
    failed: failures.length,
    failures: failures.slice(0, FAILURES_TOLD_MAX),
  };
}

interface Judging {
  readonly wanted: ReadonlyMap<string, BusyEvent>;
  readonly broken: ReadonlySet<string>;
  readonly now: Date;
}

/** Of what is over only that goes which the calendar wants at another time; of what cannot be read nothing does. */
function isStale(time: Known, { wanted, broken, now }: Judging): boolean {
  const event = wanted.get(nameOf(time));
  if (isSame(time, event)) return false;
  return event !== undefined || (time.endsAt > now && !broken.has(time.uid));
}

async function forgetTimes(em: EntityManager, times: readonly Known[]): Promise<void> {
  if (times.length === 0) return;
  const ids = times.map(({ id }) => id);
  await freeManyClaims(em, ids);
  await askPrepared(em, FORGET, [tenantUuidOf(em), ids.map(uuidOf)]);
}

/** Another calendar holds the resource until its event is over; from then on there is nothing to keep. */
async function takeTimes(
  em: EntityManager,
  resource: Resource,
  events: readonly BusyEvent[],
  now: Date,
): Promise<EventFailure[]> {
  const { tenantId } = resource;
  const wanted = events.map((event) => ({ ...event, busyTimeId: newId('bsy') }));
  const taken = await takeManyClaims(em, { tenantId, resource, wanted, now });
  if (taken.length > 0)
    await askPrepared(em, KEEP, [
      ...[uuidOf(tenantId), uuidOf(resource.id)],
      taken.map(({ busyTimeId }) => uuidOf(busyTimeId)),
      taken.map(({ uid }) => uid),
      taken.map(({ recurrenceId }) => recurrenceId),
      taken.map(({ startsAt }) => startsAt),
      taken.map(({ endsAt }) => endsAt),
    ]);
  const isTaken = new Set(taken);
  return wanted.filter((each) => !isTaken.has(each)).map(failureOf);
}

function failureOf({ uid, recurrenceId, startsAt }: BusyEvent): EventFailure {
  const { code, message } = new TimeTaken(startsAt);
  return { uid, recurrenceId, code, message };
}
