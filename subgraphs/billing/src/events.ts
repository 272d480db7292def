import { defineEvent } from '@freehold/kernel/events/domain-event';
import { z } from 'zod';

/** What the tenant may use is another thing now: its plan, version or add-ons changed. What it is now, billing answers. */
export const EntitlementsChanged = defineEvent('billing.entitlements-changed', z.object({}));
