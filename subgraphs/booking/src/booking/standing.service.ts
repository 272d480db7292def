import type { MemberId } from '@freehold/kernel/caller/caller';
import {
  answeredAs,
  askTogether,
  type Question,
  rowsOf,
} from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { idOf, uuidOf } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Offering } from '../offering/offering.entity.ts';
import { offeringWith } from '../offering/offering.service.ts';
import type { PolicyVersion } from '../policy/policy.entity.ts';
import { newestPolicy } from '../policy/policy.service.ts';
import type { Session, SessionId } from '../session/session.entity.ts';
import { OCCUPYING } from './booking.entity.ts';

/** No rule lets check-in close earlier than a day before the start. */
export const EARLIEST_MS = 86_400_000;

/** Of a row of `booking`: whether its holder can count as absent by the rules that were agreed. */
export const MAY_BE_MISSED = `
  booking.status = 'CONFIRMED' and exists (
    select from policy
     where policy.tenant_id = booking.tenant_id and policy.id = booking.policy_id and policy.looks_for_absent)`;

/** So many customers are asked about together. */
export const STANDINGS_MAX = 4;

const FIRST_CUSTOMER = 5;
const CUSTOMERS = Array.from({ length: STANDINGS_MAX }, (_, index) => `($${FIRST_CUSTOMER + index}::uuid)`);

// For several customers with one statement, since one transaction may book for several who waited. As many places as
// there may be customers, and not a list: of a list PostgreSQL does not know how long it is, and plans it each time.
// Whether somebody waits is the younger waitlist's; it is looked up here so that a booking asks nothing more for it.
const STANDINGS = `
  select asked.id,
         exists (
           select from booking
            where tenant_id = $1 and session_id = $2 and customer_id = asked.id and status = any ($3::text[])) as "isBooked",
         exists (
           select from waitlist_entry
            where tenant_id = $1 and session_id = $2 and customer_id = asked.id
              and status in ('WAITING', 'OFFERED')) as "isWaiting",
         (select coalesce(jsonb_agg(at), '[]') from strike
           where tenant_id = $1 and member_id = asked.id and reversed_at is null) as strikes,
         exists (
           select from booking
             join session on session.tenant_id = booking.tenant_id and session.id = booking.session_id
            where booking.tenant_id = $1 and booking.customer_id = asked.id and session.starts_at <= $4
              and ${MAY_BE_MISSED}) as "mayHaveMissed"
    from (values ${CUSTOMERS.join(', ')}) as asked (id) where asked.id is not null`;

/** How a customer stands who wants seats of a session. */
export interface Standing {
  /** Whether there is a booking of it already. */
  readonly isBooked: boolean;
  /** Whether they wait for seats of it, or are offered some. */
  readonly isWaiting: boolean;
  /** When the strikes were earned that were not taken back. */
  readonly strikes: readonly Date[];
  /** Whether something may have been missed that is not marked yet. */
  readonly mayHaveMissed: boolean;
}

interface StandingRow {
  readonly id: string;
  readonly isBooked: boolean;
  readonly isWaiting: boolean;
  readonly strikes: readonly string[];
  readonly mayHaveMissed: boolean;
}

/** Whose standing is asked for, and when. */
export interface StandingQuestion {
  readonly sessionId: SessionId;
  readonly customerIds: readonly MemberId[];
  readonly now: Date;
}

/**
 * How customers stand, by their ids; {@link STANDINGS_MAX} at most. The caller holds the session, so that nobody books
 * it in between.
 */
export function standingsOf(
  em: EntityManager,
  { sessionId, customerIds, now }: StandingQuestion,
): Question<ReadonlyMap<MemberId, Standing>> {
  const soon = new Date(now.getTime() + EARLIEST_MS);
  const customers = Array.from({ length: STANDINGS_MAX }, (_, index) => customerIds[index] ?? null);
  const asked = customers.map((id) => id && uuidOf(id));
  const values = [tenantUuidOf(em), uuidOf(sessionId), OCCUPYING, soon, ...asked];
  return answeredAs(
    rowsOf<StandingRow>(STANDINGS, values),
    (rows) =>
      new Map(
        rows.map(({ id, strikes, ...standing }) => [
          idOf('mbr', id),
          { ...standing, strikes: strikes.map((at) => new Date(at)) },
        ]),
      ),
  );
}

/** What a booking is judged by. */
export interface Grounds {
  /** The rules that hold now for the session's offering. */
  readonly policy: PolicyVersion;
  readonly offering: Offering;
  readonly standing: Standing;
}

/** Nobody knows anything of a customer who was never asked about. */
const NEW_HERE: Standing = { isBooked: false, isWaiting: false, strikes: [], mayHaveMissed: false };

/** How one customer stands among those who were asked about. */
export function standingIn(standings: ReadonlyMap<MemberId, Standing>, customerId: MemberId): Standing {
  return standings.get(customerId) ?? NEW_HERE;
}

/** Looks up what a booking of seats of a session is judged by, in one round trip. The caller holds the session. */
export async function groundsOf(
  em: EntityManager,
  { id: sessionId, offering: { id: offeringId } }: Session,
  customerId: MemberId,
  now: Date,
): Promise<Grounds> {
  const [policy, offering, standings] = await askTogether(em, [
    newestPolicy(em, offeringId),
    offeringWith(em, offeringId),
    standingsOf(em, { sessionId, customerIds: [customerId], now }),
  ]);
  return { policy, offering, standing: standingIn(standings, customerId) };
}
