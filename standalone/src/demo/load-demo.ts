import type { Clock } from '@freehold/kernel/values/clock';
import type { Logger } from 'pino';
import type { StandaloneConfig } from '../config.ts';
import { DemoApi, type DemoDoors } from './demo-api.ts';
import { holdEvents } from './demo-events.ts';
import { type DemoTenant, readDemoTenants } from './demo-face.ts';
import { DemoPeople } from './demo-people.ts';
import { DemoRecord } from './demo-record.ts';
import { fillSchedule } from './demo-schedule.ts';
import { provisionDemoTenant, waitForPlan } from './demo-tenant.ts';
import { inParallel } from './in-parallel.ts';

const TENANTS_AT_ONCE = 4;

/** What loading a demo needs beside the doors. */
export interface LoadDemoOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborted when the demo is no longer wanted. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (sentence: string) => void;
  /** Waits until what was done shows everywhere. */
  readonly settle: () => Promise<void>;
}

/**
 * Makes the demo tenants of the house's editions, fills their schedules for two weeks and holds their events; tenants that are complete
 * cost one question each. Interrupted at any point and done again, it makes nothing twice.
 * A tenant that cannot be completed is logged and tried again at the next start.
 */
export async function loadDemo(
  config: Pick<StandaloneConfig, 'editions' | 'dataDirectory' | 'loadsDemo'>,
  doors: DemoDoors,
  options: LoadDemoOptions,
): Promise<readonly DemoTenant[]> {
  if (!config.loadsDemo) return [];
  const { clock, logger, signal } = options;
  const api = new DemoApi(doors);
  const [tenants, record] = await Promise.all([
    readDemoTenants(config.editions),
    DemoRecord.open(config.dataDirectory),
  ]);
  let hasWork = false;
  const load = async (tenant: DemoTenant): Promise<void> => {
    const tenantId = await provisionDemoTenant(api, tenant);
    if (record.isFresh(tenantId, clock.now())) return;
    if (!hasWork) options.onProgress('Loading the demo, which takes a moment the first time.');
    hasWork = true;
    await waitForPlan(api, tenant, tenantId);
    const people = new DemoPeople(api, tenant.slug);
    const work = { api, tenant, people, now: clock.now(), signal };
    await fillSchedule(work);
    await holdEvents(work);
    await people.leave();
    await record.remember(tenantId, clock.now());
  };
  const attempt = async (tenant: DemoTenant): Promise<void> => {
    await load(tenant).catch((error: unknown) => {
      signal?.throwIfAborted();
      logger.error({ err: error, tenant: tenant.slug }, 'A demo tenant is not complete.');
    });
  };
  await inParallel(tenants, TENANTS_AT_ONCE, attempt, signal);
  if (hasWork) await options.settle();
  return tenants;
}
