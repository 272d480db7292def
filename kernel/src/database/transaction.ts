import { type EntityManager, IsolationLevel, type MikroORM } from '@mikro-orm/postgresql';
import type { TenantId } from '../caller/caller.ts';
import { uuidOf } from '../values/id.ts';
import { TENANT_FILTER, TENANT_SETTING } from './tenant-table.ts';

/** An EntityManager that sees the rows of one tenant, or with null only tables without a tenant. */
export function entityManagerOf(orm: MikroORM, tenantId: TenantId | null): EntityManager {
  if (tenantId === null) return orm.em.fork();
  const em = orm.em.fork({ session: { variables: { [TENANT_SETTING]: uuidOf(tenantId) } } });
  em.setFilterParams(TENANT_FILTER, { tenantId });
  return em;
}

/** Runs `work` in one read-write transaction for one tenant: all of it is kept, or nothing. */
export async function inTransaction<T>(
  orm: MikroORM,
  tenantId: TenantId | null,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  const em = entityManagerOf(orm, tenantId);
  await em.begin();
  try {
    const result = await work(em);
    await em.commit();
    return result;
  } catch (error) {
    await em.rollback();
    throw error;
  }
}

/** One read-only transaction that opens with the first question and sees one moment until it is closed. */
export class Reading {
  readonly #orm: MikroORM;
  readonly #tenantId: TenantId | null;
  #opening: Promise<EntityManager> | null = null;

  constructor(orm: MikroORM, tenantId: TenantId | null) {
    this.#orm = orm;
    this.#tenantId = tenantId;
  }

  /** The EntityManager inside the transaction. */
  entityManager(): Promise<EntityManager> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Ends the transaction; the next question opens another one, which sees what was committed since. */
  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = null;
    const em = await opening?.catch(() => null);
    await em?.rollback();
  }

  async #open(): Promise<EntityManager> {
    const em = entityManagerOf(this.#orm, this.#tenantId);
    await em.begin({ readOnly: true, isolationLevel: IsolationLevel.REPEATABLE_READ });
    return em;
  }
}
