import type { DemoSchedule } from '@freehold/booking/ports';
import type { DemoTenant } from '@freehold/tenancy/ports';
import { acme } from './demo/acme.ts';
import { pineridge } from './demo/pineridge.ts';

/** An installer with crews, and one who works alone. */
export const demo: { readonly tenants: readonly (DemoTenant & { readonly schedule: DemoSchedule })[] } = {
  tenants: [acme, pineridge],
};
