import { defineBillingFace } from '@freehold/billing/ports';
import { catalog } from './catalog.ts';

/** What the hotel edition sells. */
export const billing = defineBillingFace({ catalog });
