import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { Check, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';

/** Where a subscription stands in its life. */
export const SUBSCRIPTION_STATUSES = {
  TRIALING: 'TRIALING',
  ACTIVE: 'ACTIVE',
  PAST_DUE: 'PAST_DUE',
  PAUSED: 'PAUSED',
  CANCELED: 'CANCELED',
} as const;
/** One of {@link SUBSCRIPTION_STATUSES}. */
export type SubscriptionStatus = keyof typeof SUBSCRIPTION_STATUSES;

/** The id of a subscription. */
export type SubscriptionId = Id<'sub'>;

/** Something bought beside the plan; `quantity` is a whole number from 1. */
export interface SubscribedAddOn {
  readonly key: string;
  readonly quantity: number;
}

/** What a tenant has bought: a plan in the version it is pinned to, and add-ons. One for each tenant. */
@TenantTable('subscription')
@Unique({ name: 'subscription_one_per_tenant', properties: ['tenantId'] })
@Check({ name: 'subscription_plan_version', expression: 'plan_version >= 1' })
export class Subscription extends TenantRow {
  @PrimaryKey({ type: new IdType('sub') })
  id!: SubscriptionId;

  /** The edition whose catalog the plan is of; a tenant keeps it for life. */
  @Property({ type: 'text' })
  edition!: string;

  /** Edition and plan, as in `fitness:pro`. */
  @Property({ type: 'text' })
  planKey!: string;

  @Property({ type: 'integer' })
  planVersion!: number;

  @Enum({ items: () => Object.values(SUBSCRIPTION_STATUSES), type: 'string' })
  status!: SubscriptionStatus;

  /** The first instant after the free start; null when there was none. */
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  trialEndsAt!: Date | null;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  startedAt!: Date;

  @Property({ type: 'json', columnType: 'jsonb' })
  addOns!: readonly SubscribedAddOn[];

  /** Whether the free start is over and nothing was chosen since. */
  hasTrialEnded(at: Date): boolean {
    return this.status === 'TRIALING' && this.trialEndsAt !== null && this.trialEndsAt <= at;
  }

  /**
   * Pins another plan and says whether anything changed. A free start goes on until its day;
   * once that is over, choosing a plan, the same one too, begins the paid time.
   */
  changePlan({ key, version }: { readonly key: string; readonly version: number }, at: Date): boolean {
    const beginsPaidTime = this.hasTrialEnded(at);
    if (!beginsPaidTime && this.planKey === key && this.planVersion === version) return false;
    this.planKey = key;
    this.planVersion = version;
    if (beginsPaidTime) this.status = 'ACTIVE';
    return true;
  }
}
