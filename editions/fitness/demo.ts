import type { DemoSchedule } from '@freehold/booking/ports';
import type { DemoTenant } from '@freehold/tenancy/ports';
import { crossfit } from './demo/crossfit.ts';
import { fitzone } from './demo/fitzone.ts';
import { studio } from './demo/studio.ts';
import { yogaflow } from './demo/yogaflow.ts';

/** The centres that show this edition: one on each plan. */
export const demo: { readonly tenants: readonly (DemoTenant & { readonly schedule: DemoSchedule })[] } = {
  tenants: [fitzone, yogaflow, crossfit, studio],
};
