import { defineBillingFace } from '@freehold/billing/ports';
import { catalog } from './catalog.ts';

/** What the fitness edition sells. */
export const billing = defineBillingFace({ catalog });
