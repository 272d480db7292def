import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { TenantId } from '../caller/caller.ts';
import { recorded } from '../tracing/recorded.ts';
import type { Span } from '../tracing/tracer.ts';
import { uuidOf } from '../values/id.ts';
import { afterFailure, recordOn } from './prepared/pipeline.ts';
import { TENANT_FILTER, TENANT_SETTING } from './tenant-table.ts';
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

/** Runs `work` in one read-write transaction for one tenant: all of it is kept, or nothing. A part of `trace`, if given. */
export async function inTransaction<T>(
  orm: MikroORM,
  tenantId: TenantId | null,
  work: (em: EntityManager) => Promise<T>,
  trace: Span | null = null,
): Promise<T> {
  const em = entityManagerOf(orm, tenantId);
  if (trace) return recordedTransaction(em, work, trace.child('transaction', 'internal'));
  await em.begin();
  return keptOrNothing(em, work);
}

function recordedTransaction<T>(
  em: EntityManager,
  work: (em: EntityManager) => Promise<T>,
  span: Span,
): Promise<T> {
  const spans = new StatementSpans(span);
  const recordedWork = async () => {
    await recordOn(em, spans);
    return work(em);
  };
  const all = async () => {
    await spans.connected(() => em.begin());
    return keptOrNothing(em, recordedWork);
  };
  return recorded(span, all, databaseFailure);
}

async function keptOrNothing<T>(em: EntityManager, work: (em: EntityManager) => Promise<T>): Promise<T> {
  try {
    const result = await work(em);
    await em.commit().catch((error: unknown) => afterFailure(em, error));
    return result;
  } catch (error) {
    await em.rollback();
    throw error;
  }
}
