import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { TenantId } from '../caller/caller.ts';
import { defineEvent } from '../events/domain-event.ts';
import { RELAY_ROLE } from '../events/outbox.ts';
import type { SubgraphDefinition } from '../subgraph/concept.ts';
import { removalFrom } from '../subgraph/running/clean-up.ts';
import { newId, uuidOf } from '../values/id.ts';
import { writeForeignEvent } from './foreign-outbox.ts';
import { runDueJobs, waitingJobs } from './run-due-jobs.ts';
import { startTestSubgraph, type TestSubgraph, type TestSubgraphOptions } from './test-subgraph.ts';

const OLD = '2026-10-01T00:00:00Z';
const RECENT = '2026-11-20T00:00:00Z';
/** The last place that an outbox can have. */
const LAST = ['18446744073709551615', '9223372036854775807'];
const BEGUN_WITHIN = { timeout: 45_000, interval: 20 };
const ROWS_OF = (table: string) => `(select count(*)::int from ${table} where tenant_id = $1`;

/** A subgraph beside a reader of its events that the test moves by hand. */
class CleanUpScene {
  readonly test: TestSubgraph;
  readonly #admin: pg.Client;

  private constructor(test: TestSubgraph, admin: pg.Client) {
    this.test = test;
    this.#admin = admin;
  }

  static async open(definition: SubgraphDefinition, options: TestSubgraphOptions): Promise<CleanUpScene> {
    const test = await startTestSubgraph(definition, options);
    const admin = new pg.Client({ connectionString: test.database.adminUrl });
    await admin.connect();
    await admin.query(`create schema reader; grant usage on schema reader to ${RELAY_ROLE};
      create table reader.event_cursor (source text, transaction_id xid8, position bigint);
      grant select on reader.event_cursor to ${RELAY_ROLE}`);
    await admin.query(`insert into reader.event_cursor values ($1, '1', 0)`, [definition.name]);
    return new CleanUpScene(test, admin);
  }

  get #schema(): string {
    return pg.escapeIdentifier(this.test.subgraph.name);
  }

  /** Lets the reader have read everything. */
  async readAll(): Promise<void> {
    await this.#admin.query('update reader.event_cursor set transaction_id = $1, position = $2', LAST);
  }

  /** An event, an applied one, one that was set aside and a key of a tenant, all from an instant. */
  async write(tenantId: TenantId, at: string): Promise<void> {
    const { test } = this;
    const type = defineEvent(`${test.subgraph.name}.something`, z.object({}));
    const told = { type, tenantId, occurredAt: new Date(at), payload: {} };
    await writeForeignEvent(test.database.url(`${test.subgraph.name}_owner`), told);
    const facts = [uuidOf(tenantId), uuidOf(newId('evt')), at];
    const inbox = `insert into ${this.#schema}.inbox (tenant_id, id, applied_at, failure) values ($1, $2, $3, $4)`;
    await this.#admin.query(inbox, [...facts, null]);
    await this.#admin.query(inbox, [uuidOf(tenantId), uuidOf(newId('evt')), at, 'broken']);
    await this.#admin.query(
      `insert into ${this.#schema}.idempotency_key (tenant_id, id, input_hash, created_at) values ($1, $2, '', $3)`,
      facts,
    );
  }

  /** Waits until the subgraph itself has read what it tells, if it listens to itself. */
  async settle(): Promise<void> {
    this.test.subgraph.parts.wake();
    const behind = `select from ${this.#schema}.outbox told join ${this.#schema}.event_cursor own on own.source = $1
      where (own.transaction_id, own.position) < (told.transaction_id, told.position)`;
    await vi.waitFor(async () => {
      expect((await this.#admin.query(behind, [this.test.subgraph.name])).rowCount).toBe(0);
    }, BEGUN_WITHIN);
  }

  /** How much of a tenant is kept from the time that is long gone. */
  async kept(tenantId: TenantId): Promise<unknown> {
    const [outbox, inbox, keys] = ['outbox', 'inbox', 'idempotency_key'].map((table) =>
      ROWS_OF(`${this.#schema}.${table}`),
    );
    const { rows } = await this.#admin.query(
      `select ${outbox} and occurred_at <= $2) as told, ${inbox} and applied_at <= $2 and failure is null) as applied,
              ${inbox} and failure is not null) as broken, ${keys} and created_at <= $2) as keys`,
      [uuidOf(tenantId), OLD],
    );
    return rows[0];
  }

  /** How PostgreSQL finds the old events of a tenant that has many, as the role that serves. */
  async planOfOldEvents(tenantId: TenantId): Promise<string> {
    const { name } = this.test.subgraph;
    await this.#admin.query('begin');
    try {
      await this.#admin.query(
        `insert into ${this.#schema}.outbox (tenant_id, id, name, payload, occurred_at)
         select $1, gen_random_uuid(), 'told', '{}', $2 from generate_series(1, 5000)`,
        [uuidOf(tenantId), RECENT],
      );
      await this.#admin.query(`analyze ${this.#schema}.outbox`);
      await this.#admin.query(`set local role ${pg.escapeIdentifier(`${name}_app`)}`);
      await this.#admin.query(`set local search_path to ${this.#schema}`);
      await this.#admin.query("select set_config('app.tenant_id', $1, true)", [uuidOf(tenantId)]);
      let place = 0;
      const sql = removalFrom('outbox').replace(/\?/g, () => `$${++place}`);
      const { rows } = await this.#admin.query(`explain ${sql}`, [OLD, ...LAST]);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    } finally {
      await this.#admin.query('rollback');
    }
  }

  /** Waits until the clean-up of a tenant is due some day. */
  async untilBegun(tenantId: TenantId): Promise<void> {
    await vi.waitFor(async () => {
      const types = (await waitingJobs(this.test, tenantId)).map(({ type }) => type);
      expect(types).toContain('kernel.clean-up');
    }, BEGUN_WITHIN);
  }

  async close(): Promise<void> {
    await this.#admin.end();
    await this.test.close();
  }
}

/** What is told of a tenant. */
export interface TenantStory {
  /** That it was made. */
  readonly begin: (test: TestSubgraph, tenantId: TenantId) => Promise<unknown>;
  /** Something that happens later, where the subgraph hears of that. */
  readonly goOn?: (test: TestSubgraph, tenantId: TenantId) => Promise<unknown>;
}

/**
 * That a subgraph takes away, in each tenant, what nobody asks for any more and nothing else, as a test.
 */
export function cleansUp(
  definition: SubgraphDefinition,
  options: TestSubgraphOptions,
  { begin, goOn }: TenantStory,
): void {
  describe(`the daily clean-up of ${definition.name}`, () => {
    let scene: CleanUpScene;
    beforeAll(async () => {
      scene = await CleanUpScene.open(definition, options);
    });
    afterAll(() => scene.close());

    const givenTenant = async () => {
      const tenantId = newId('tnt');
      await begin(scene.test, tenantId);
      await scene.untilBegun(tenantId);
      await scene.write(tenantId, OLD);
      return tenantId;
    };

    it('keeps what somebody has still to read or to look at, and takes the rest away, in its tenant alone', async () => {
      const [tenantId, other] = [await givenTenant(), await givenTenant()];
      const whole = { told: 1, applied: 1, broken: 1, keys: 1 };
      expect([await scene.kept(tenantId), await scene.kept(other)]).toEqual([whole, whole]);
      await scene.settle();
      await runDueJobs(scene.test, { until: '2026-11-25T09:00:00Z', tenantId });
      expect(await scene.kept(tenantId)).toEqual({ told: 1, applied: 0, broken: 1, keys: 0 });
      await scene.readAll();
      await runDueJobs(scene.test, { until: '2026-11-27T09:00:00Z', tenantId });
      expect(await scene.kept(tenantId)).toEqual({ told: 0, applied: 0, broken: 1, keys: 0 });
      expect(await scene.kept(other)).toEqual(whole);
    });

    if (goOn)
      it('begins in a tenant of before with the next that is told of it, once', async () => {
        const tenantId = newId('tnt');
        await goOn(scene.test, tenantId);
        await scene.untilBegun(tenantId);
        for (const tell of [goOn, begin]) await tell(scene.test, tenantId);
        await givenTenant();
        expect(await waitingJobs(scene.test, tenantId)).toHaveLength(1);
      });

    it('finds the old events of a tenant that has many by their age, and looks through no others', async () => {
      const plan = await scene.planOfOldEvents(newId('tnt'));
      expect(plan).toContain('outbox_tenant_id_occurred_at_index');
      expect(plan).not.toContain('Seq Scan');
    });
  });
}
