import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { TenantId } from '../caller/caller.ts';
import { recorded } from '../tracing/recorded.ts';
import type { Span } from '../tracing/tracer.ts';
import { uuidOf } from '../values/id.ts';
import { afterFailure, recordOn } from './prepared/pipeline.ts';
import { TENANT_FILTER, TENANT_SETTING } from './tenant-table.ts';
import { noteCause } from './traced/cause.ts';
import { databaseFailure } from './traced/database-failure.ts';
import { StatementSpans } from './traced/statement-spans.ts';

/** An EntityManager that sees the rows of one tenant, or with null only tables without a tenant. */
export function entityManagerOf(orm: MikroORM, tenantId: TenantId | null): EntityManager {
  if (tenantId === null) return orm.em.fork();
  const em = orm.em.fork({ session: { variables: { [TENANT_SETTING]: uuidOf(tenantId) } } });
  em.setFilterParams(TENANT_FILTER, { tenantId });
  return em;
}

/**
 * The tenant whose rows an EntityManager sees, as PostgreSQL writes its id; for statements that name it themselves.
 * @throws {Error} when it sees no tenant's.
 */
export function tenantUuidOf(em: EntityManager): string {
  const { tenantId } = em.getFilterParams<{ tenantId?: TenantId }>(TENANT_FILTER) ?? {};
  if (!tenantId) throw new Error('No tenant is asked about.');
  return uuidOf(tenantId);
}

/**
 * Runs `work` in one read-write transaction for one tenant: all of it is kept, or nothing. A part of `trace`, if given,
 * which is then the cause of what it writes for later.
 */
export function inTransaction<T>(
  orm: MikroORM,
  tenantId: TenantId | null,
  work: (em: EntityManager) => Promise<T>,
  trace: Span | null = null,
): Promise<T> {
  if (!trace) return allOrNothing({ orm, tenantId }, work, null);
  const span = trace.child('transaction', 'internal');
  const spans = new StatementSpans(span);
  const caused = (em: EntityManager) => {
    noteCause(em, trace);
    return work(em);
  };
  return recorded(span, () => allOrNothing({ orm, tenantId }, caused, spans), databaseFailure);
}

async function allOrNothing<T>(
  { orm, tenantId }: { readonly orm: MikroORM; readonly tenantId: TenantId | null },
  work: (em: EntityManager) => Promise<T>,
  spans: StatementSpans | null,
): Promise<T> {
  const em = entityManagerOf(orm, tenantId);
  await (spans ? spans.connected(() => em.begin()) : em.begin());
  try {
    if (spans) await recordOn(em, spans);
    const result = await work(em);
    await em.commit().catch((error: unknown) => afterFailure(em, error));
    return result;
  } catch (error) {
    await em.rollback();
    throw error;
  }
}
