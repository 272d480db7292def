import { createHash } from 'node:crypto';
import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from '../caller/caller.ts';
import { DomainError } from '../errors/domain-error.ts';
import { Invalid, TenantRequired } from '../errors/refusals.ts';
import { uuidOf } from '../values/id.ts';
import { canonicalInput } from './canonical-input.ts';
import { askPrepared, tellPrepared } from './prepared/ask-prepared.ts';
import { TenantRow, TenantTable } from './tenant-table.ts';

const KEY_LENGTH_MAX = 200;

/** What a mutation answered to an idempotency key, so that a repetition has no second effect. */
@TenantTable('idempotency_key')
export class IdempotencyKey extends TenantRow {
  /** The member who asked, the operation and the key, hashed together. */
  @PrimaryKey({ type: 'text' })
  id!: string;

  @Property({ type: 'text' })
  inputHash!: string;

  /** The id of what the first call made or changed; null while that call is still at work. */
  @Property({ type: 'text', nullable: true })
  resultId!: string | null;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;
}

/** The same idempotency key came with another input. */
export class IdempotencyConflict extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'IDEMPOTENCY_CONFLICT';
  constructor() {
    super('This idempotency key was used before with another input.');
  }
}

/** One call of a mutation that carries an idempotency key. */
export interface IdempotentCall {
  readonly caller: Caller;
  readonly operation: string;
  readonly key: string;
  readonly input: unknown;
  /** Whether null takes away what is there, so that it asks for something else than what is left out. */
  readonly nullClears?: boolean | undefined;
  readonly now: Date;
  readonly glance?: Glance | undefined;
}

/**
 * What refuses a call that cannot succeed before it takes or holds anything: one statement that only reads, and the
 * judgement of its rows, which throws. A call whose key was used before is not judged, since it is answered what the
 * first one was; key and rows are seen in one moment.
 */
export interface Glance {
  /** Its parameters are `$1` and so on. */
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly judge: (row: Readonly<Record<string, unknown>>) => void;
}

const CLAIM = `
  insert into idempotency_key (tenant_id, id, input_hash, created_at)
  values ($1, $2, $3, $4) on conflict do nothing returning id`;
const ANSWER = 'update idempotency_key set result_id = $3 where tenant_id = $1 and id = $2';

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/**
 * Runs `work` once per (tenant, member, operation, key), inside its transaction, and answers the id that it gave.
 * A repetition waits for a first call that is still at work and then answers the same id.
 * @throws {IdempotencyConflict} when the key came with another input before.
 * @throws {Invalid} for an empty key, or one over 200 characters.
 * @throws what the judge of a glance throws.
 */
export async function once<R extends string>(
  em: EntityManager,
  { caller, operation, key, input, nullClears = false, now, glance }: IdempotentCall,
  work: () => Promise<R>,
): Promise<R> {
  if (key.length === 0 || key.length > KEY_LENGTH_MAX)
    throw new Invalid(`An idempotency key has 1 to ${KEY_LENGTH_MAX} characters.`);
  if (!caller.tenant) throw new TenantRequired();
  const id = hash(JSON.stringify([caller.member?.id ?? caller.kind, operation, key]));
  if (glance) await lookOnce(em, glance, { tenantId: caller.tenant.id, id });
  const inputHash = hash(canonicalInput(input, nullClears));
  const claimed = await askPrepared(em, CLAIM, [uuidOf(caller.tenant.id), id, inputHash, now]);
  if (claimed.length === 0) return earlierResult<R>(em, id, inputHash);
  const result = await work();
  await tellPrepared(em, ANSWER, [uuidOf(caller.tenant.id), id, result]);
  return result;
}

async function lookOnce(
  em: EntityManager,
  { sql, values, judge }: Glance,
  { tenantId, id }: Pick<IdempotencyKey, 'tenantId' | 'id'>,
): Promise<void> {
  const next = values.length + 1;
  const earlier = `select from idempotency_key earlier where earlier.tenant_id = $${next} and earlier.id = $${next + 1}`;
  const text = `select glance.* from (${sql}) glance where not exists (${earlier})`;
  for (const row of await askPrepared(em, text, [...values, uuidOf(tenantId), id])) judge(row);
}

async function earlierResult<R extends string>(em: EntityManager, id: string, inputHash: string): Promise<R> {
  const earlier = await em.findOneOrFail(IdempotencyKey, { id });
  if (earlier.inputHash !== inputHash) throw new IdempotencyConflict();
  return earlier.resultId as R;
}
