import { defineEvent } from '@freehold/kernel/events/domain-event';
import { z } from 'zod';

/** What the tenant may use is another thing now: its plan, version or add-ons changed. What it is now, billing answers. */
export const EntitlementsChanged = defineEvent('billing.entitlements-changed', z.object({}));

const entitledFromSchema = z.object({
  /** From this instant on, until that of the next one. */
  from: z.iso.datetime(),
  /** The plan's key, such as `fitness:pro`. */
  plan: z.string(),
  features: z.array(z.string()),
  /** For each feature that it has not: the key of the cheapest plan or add-on that grants it. */
  upgrades: z.record(z.string(), z.string()),
  /** Meter to cap; null is unlimited. */
  limits: z.record(z.string(), z.number().int().nonnegative().nullable()),
});

/**
 * What the tenant may use, whole: for subgraphs that act without a passport. It is told after each
 * {@link EntitlementsChanged}, with what becomes of it when a free start ends.
 */
export const EntitlementsTold = defineEvent(
  'billing.entitlements-told',
  z.object({ entitled: z.array(entitledFromSchema).min(1) }),
);
/** What a tenant may use from an instant on. */
export type EntitledFrom = z.infer<typeof entitledFromSchema>;
