import { type EntityManager, IsolationLevel, type MikroORM } from '@mikro-orm/postgresql';
import { type ControlledTransaction, Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import type { TenantId } from '../../caller/caller.ts';
import type { Span } from '../../tracing/tracer.ts';
import { uuidOf } from '../../values/id.ts';
import { TENANT_SETTING } from '../tenant-table.ts';
import { databaseFailure } from '../traced/database-failure.ts';
import { StatementSpans } from '../traced/statement-spans.ts';
import { entityManagerOf } from '../transaction.ts';
import { HouseClient } from './house-client.ts';
import type { TextRow } from './question.ts';

const SAYS_WHO_ASKS = `select set_config('${TENANT_SETTING}', $1, true)`;
const NOTHING = { command: 'SELECT' as const, rowCount: 0, rows: [] };

/** How Kysely, and so the ORM, asks on the connection of a reading; and no longer than the reading lasts. */
class Door implements PostgresPoolClient {
  readonly #client: HouseClient;
  #isOpen = true;

  constructor(client: HouseClient) {
    this.#client = client;
  }

  query(text: unknown, values?: readonly unknown[]): never {
    if (!this.#isOpen) throw new Error('The transaction has ended.');
    // The reading has begun already.
    const answer =
      text === 'begin' ? Promise.resolve(NOTHING) : this.#client.query(text, [...(values ?? [])]);
    return answer as never;
  }

  release(): void {}

  close(): void {
    this.#isOpen = false;
  }
}

function transactionOn(door: Door): Promise<ControlledTransaction<unknown>> {
  const pool = { connect: async () => door, end: async () => undefined, options: {} };
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }).startTransaction().execute();
}

const pools = new WeakMap<MikroORM, Promise<pg.Pool>>();

async function connect(orm: MikroORM): Promise<HouseClient & pg.PoolClient> {
  const pool = pools.get(orm) ?? orm.driver.getConnection().getNativeClient();
  pools.set(orm, pool);
  const client = await (await pool).connect();
  if (!(client instanceof HouseClient)) throw new TypeError('The ORM was not opened by the house.');
  return client;
}

/** Waits for a connection as a part of a reading, which ends when there is none. */
async function connectWithin(
  span: Span,
  spans: StatementSpans,
  orm: MikroORM,
): Promise<HouseClient & pg.PoolClient> {
  try {
    return await spans.connected(() => connect(orm));
  } catch (error) {
    span.fail(databaseFailure(error));
    span.end();
    throw error;
  }
}

/** A connection while a reading has it. */
interface Lease {
  readonly client: HouseClient & pg.PoolClient;
  manager: Promise<EntityManager> | null;
  door: Door | null;
  /** The reading as a part of a trace; null where nothing is traced. */
  readonly span: Span | null;
}

/** A reading that was to ask one question is asked another: begin anew, without that promise. */
class AnotherQuestion extends Error {
  constructor() {
    super('This reading asks one question only.');
    this.name = 'AnotherQuestion';
  }
}

/**
 * One read-only transaction for one tenant, or with null for tables without a tenant. It opens with the first question
 * and sees one moment until it is closed. Prepared statements are asked without the ORM; its EntityManager, which asks
 * in the same transaction, is made when somebody wants it.
 *
 * One that is to ask a single question spares the beginning and the end of a transaction. What sees that it asks more
 * than that begins anew, so that here too all questions see one moment.
 */
export class Reading {
  readonly orm: MikroORM;
  readonly #tenantId: TenantId | null;
  readonly #isForOne: boolean;
  readonly #trace: Span | null;
  #questions = 0;
  #lease: Promise<Lease> | null = null;

  /** @param trace what it is a part of, where that is traced */
  constructor(orm: MikroORM, tenantId: TenantId | null, isForOne = false, trace: Span | null = null) {
    this.orm = orm;
    this.#tenantId = tenantId;
    this.#isForOne = isForOne;
    this.#trace = trace;
  }

  /** Whether a reading that asks one question would have been enough so far. */
  get needsOneQuestion(): boolean {
    return this.#questions === 1;
  }

  /** True when it was to ask one question and was asked more: what it answered is of no use. */
  get isBroken(): boolean {
    return this.#isForOne && this.#questions > 1;
  }

  /** The EntityManager inside the transaction. */
  async entityManager(): Promise<EntityManager> {
    // Nobody can tell how much is asked of it.
    this.#count(2);
    const lease = await this.#opened();
    lease.manager ??= this.#manage(lease);
    return lease.manager;
  }

  /**
   * The rows that a statement answers, which is prepared once for each connection. No filter of the ORM is in it:
   * the statement itself names the tenant, beside row level security.
   */
  async ask(sql: string, values: readonly (string | null)[]): Promise<readonly TextRow[]> {
    this.#count(1);
    if (this.#isForOne) return this.#askOnce(sql, values);
    const { client } = await this.#opened();
    this.#log(sql);
    return client.askPrepared(sql, values);
  }

  /** Ends the transaction; the next question opens another one, which sees what was committed since. */
  async close(): Promise<void> {
    const opening = this.#lease;
    this.#lease = null;
    const lease = await opening?.catch(() => null);
    if (!lease) return;
    this.#log('rollback');
    lease.door?.close();
    lease.client.endReading();
    lease.client.release();
    lease.span?.end();
  }

  #count(questions: number): void {
    this.#questions += questions;
    if (this.isBroken) throw new AnotherQuestion();
  }

  async #askOnce(sql: string, values: readonly (string | null)[]): Promise<readonly TextRow[]> {
    const spans = this.#trace && new StatementSpans(this.#trace);
    const client = await (spans ? spans.connected(() => connect(this.orm)) : connect(this.orm));
    client.spans = spans;
    try {
      const tenant = this.#tenantId && uuidOf(this.#tenantId);
      if (tenant) this.#log(SAYS_WHO_ASKS);
      this.#log(sql);
      return await client.askOnce(tenant, { text: sql, values });
    } finally {
      client.spans = null;
      client.release();
    }
  }

  #opened(): Promise<Lease> {
    this.#lease ??= this.#open();
    return this.#lease;
  }

  async #open(): Promise<Lease> {
    const span = this.#trace?.child('reading', 'internal') ?? null;
    const spans = span && new StatementSpans(span);
    const client = await (span && spans ? connectWithin(span, spans, this.orm) : connect(this.orm));
    const tenant = this.#tenantId && uuidOf(this.#tenantId);
    client.beginReading(tenant);
    client.spans = spans;
    const options = { readOnly: true, isolationLevel: IsolationLevel.REPEATABLE_READ };
    for (const sql of this.orm.driver.getPlatform().getBeginTransactionSQL(options)) this.#log(sql);
    if (tenant) this.#log(SAYS_WHO_ASKS);
    return { client, manager: null, door: null, span };
  }

  async #manage(lease: Lease): Promise<EntityManager> {
    lease.door = new Door(lease.client);
    const em = entityManagerOf(this.orm, this.#tenantId);
    em.setTransactionContext(await transactionOn(lease.door));
    return em;
  }

  #log(query: string): void {
    const logger = this.orm.config.getLogger();
    if (logger.isEnabled('query')) logger.logQuery({ query, level: 'info' });
  }
}
