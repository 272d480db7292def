import { askPrepared } from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { Unavailable } from '@freehold/kernel/errors/refusals';
import { PlanUpgradeRequired } from '@freehold/kernel/permissions/plan-upgrade-required';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { uuidOf } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventId } from '../event/event.entity.ts';
import { faceOf } from '../face.ts';
import { TenantCopy } from '../tenant/tenant.entity.ts';
import { addressAt } from '../tenant/tenant-url.policy.ts';
import type { TicketHandover } from './handover.entity.ts';
import { HandoverMailLimit } from './handover.errors.ts';
import { TicketOffered } from './handover.events.ts';

const MAILS_MAX = 3;
const PAUSE_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
const MAILS_A_DAY_MAX = 20;

/** An offered ticket, which the caller has locked. */
export interface Offer {
  readonly handover: TicketHandover;
  readonly eventId: EventId;
}

/**
 * Has the link of a handover mailed to its recipient, who need not be anybody that the tenant knows: by plans that have
 * mails, three times at most and ten minutes apart, and 20 times in 24 hours for one member.
 * @throws {PlanUpgradeRequired} when the plan has no mails.
 * @throws {Unavailable} when the house does not know under which address the tenant is reached.
 * @throws {HandoverMailLimit} when it was mailed just now, or as often as it may be.
 */
export async function offerByMail(
  ctx: Context,
  { em, publish }: Transaction,
  { handover, eventId }: Offer,
): Promise<void> {
  refuseWithoutMails(ctx);
  await refuseWithoutAddress(ctx, em);
  refuseTooOften(handover, ctx.now());
  await refuseTooMany(ctx, em);
  handover.mails += 1;
  handover.mailedAt = ctx.now();
  const { id: handoverId, mails: number, openedBy } = handover;
  const expiresAt = handover.expiresAt.toISOString();
  publish(TicketOffered, { handoverId, eventId, openedBy, number, expiresAt });
}

function refuseWithoutMails(ctx: Context): void {
  const { emailFeature: feature } = faceOf(ctx).messages;
  const { features, plan, upgrades } = ctx.tenant();
  if (feature !== null && !features.includes(feature))
    throw new PlanUpgradeRequired(feature, plan, upgrades[feature] ?? null);
}

async function refuseWithoutAddress(ctx: Context, em: EntityManager): Promise<void> {
  const copy = await em.findOne(TenantCopy, { tenantId: ctx.tenant().id });
  if (addressAt(ctx.parts.settings.tenantUrl, copy?.slug ?? null, '') === null)
    throw new Unavailable('Links of tickets cannot be mailed: the address of this tenant is not known.');
}

function refuseTooOften({ mails, mailedAt }: TicketHandover, now: Date): void {
  if (mails >= MAILS_MAX) throw new HandoverMailLimit(null);
  const retryAt = mailedAt && new Date(mailedAt.getTime() + PAUSE_MS);
  if (retryAt && now < retryAt) throw new HandoverMailLimit(retryAt);
}

const LOCK = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';
const MAILED = `
  select coalesce(sum(mails), 0)::int as mails, min(mailed_at) as since
    from ticket_handover where tenant_id = $1 and opened_by = $2 and mailed_at > $3`;

/** Of many at once each sees what those before it have counted. */
async function refuseTooMany(ctx: Context, em: EntityManager): Promise<void> {
  const { id } = ctx.member();
  const since = new Date(ctx.now().getTime() - DAY_MS);
  await em.flush();
  await askPrepared(em, LOCK, [`${ctx.tenant().id}:${id}:handover-mails`]);
  const [row] = await askPrepared<{ mails: number; since: Date | string | null }>(em, MAILED, [
    tenantUuidOf(em),
    uuidOf(id),
    since,
  ]);
  if (!row?.since || row.mails < MAILS_A_DAY_MAX) return;
  throw new HandoverMailLimit(new Date(new Date(row.since).getTime() + DAY_MS));
}
