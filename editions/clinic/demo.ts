import type { DemoSchedule } from '@freehold/booking/ports';
import type { DemoTenant } from '@freehold/tenancy/ports';
import { brightpath } from './demo/brightpath.ts';
import { hartwell } from './demo/hartwell.ts';
import { riverside } from './demo/riverside.ts';

/** A medical clinic, a law firm and a school. */
export const demo: { readonly tenants: readonly (DemoTenant & { readonly schedule: DemoSchedule })[] } = {
  tenants: [riverside, hartwell, brightpath],
};
