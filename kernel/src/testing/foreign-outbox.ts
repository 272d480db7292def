import pg from 'pg';
import type { TenantId } from '../caller/caller.ts';
import { schemaDifference } from '../database/migrate.ts';
import type { EventId, EventType } from '../events/domain-event.ts';
import { OutboxEvent, RELAY_ROLE } from '../events/outbox.ts';
import { newId, uuidOf } from '../values/id.ts';

// An owner may not create schemas; this one was made with its roles.
const SCHEMA_STATEMENT = /^create schema .*$/m;

/** Makes the outbox of a subgraph that is not there, so that what listens to it has something to read. */
export async function createForeignOutbox(ownerUrl: string, schema: string): Promise<void> {
  const folder = new URL('.', import.meta.url);
  const statements = await schemaDifference({ ownerUrl, schema, entities: [OutboxEvent], folder });
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`${statements.replace(SCHEMA_STATEMENT, '')}\n grant select on outbox to ${RELAY_ROLE}`);
  await owner.end();
}

/** Something that another subgraph tells. */
export interface ForeignEvent<Payload> {
  readonly type: EventType<Payload>;
  readonly tenantId: TenantId;
  readonly occurredAt: Date;
  readonly payload: Payload;
}

/** Writes an event to another subgraph's outbox as its owner; the event's id. */
export async function writeForeignEvent<Payload>(
  ownerUrl: string,
  { type, tenantId, occurredAt, payload }: ForeignEvent<Payload>,
): Promise<EventId> {
  const id = newId('evt');
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('begin');
  await owner.query("select set_config('app.tenant_id', $1, true)", [uuidOf(tenantId)]);
  await owner.query(
    'insert into outbox (tenant_id, id, name, payload, occurred_at) values ($1, $2, $3, $4, $5)',
    [uuidOf(tenantId), uuidOf(id), type.name, JSON.stringify(payload), occurredAt],
  );
  await owner.query('commit');
  await owner.end();
  return id;
}
