import pg from 'pg';

/** How many rows, and of how many tenants. */
export interface DataSize {
  readonly rows: number;
  readonly tenants: number;
}

const BOOKINGS_PER_SESSION = 5;
const RESOURCES = 3;
const OFFERINGS = 5;

/** A uuid of an order, as text: its first part grows, so that it behaves as version 7. */
const idIn = (kind: string, order: string) =>
  `(lpad(to_hex((1700000000000 + ${order})::bigint), 12, '0') || '7' || substr(md5('${kind}' || ${order}), 1, 3) || '8' || substr(md5(${order} || '${kind}'), 1, 15))::uuid`;

const tenantOf = (number: string) => idIn('tenant', number);

function statements({ rows, tenants }: DataSize): string[] {
  const sessions = Math.max(tenants, Math.floor(rows / BOOKINGS_PER_SESSION / tenants) * tenants);
  const perTenant = sessions / tenants;
  // Booking i is of tenant i % T and of one of its sessions; session s is of tenant s % T.
  const session = `(i % ${tenants} + ${tenants} * ((i / ${tenants}) % ${perTenant}))`;
  return [
    `insert into resource (tenant_id, id, name, kind, capacity, created_at)
       select ${tenantOf(`(i % ${tenants})`)}, ${idIn('resource', 'i')}, 'Resource ' || i, 'PERSON', 30, now()
       from generate_series(0, ${tenants * RESOURCES - 1}) i`,
    `insert into offering (tenant_id, id, name, description, kind, duration_minutes, capacity, price_minor, currency, resource_id, created_at)
       select ${tenantOf(`(i % ${tenants})`)}, ${idIn('offering', 'i')}, 'Offering ' || i, 'What it is.', 'CLASS', 60, 30, 15000, 'NOK',
       ${idIn('resource', `(i % ${tenants} + ${tenants} * ((i / ${tenants}) % ${RESOURCES}))`)}, now()
       from generate_series(0, ${tenants * OFFERINGS - 1}) i`,
    `insert into session (tenant_id, id, offering_id, resource_id, starts_at, ends_at, capacity, seats_taken, scheduled_at)
       select ${tenantOf(`(i % ${tenants})`)}, ${idIn('session', 'i')},
       ${idIn('offering', `(i % ${tenants} + ${tenants} * ((i / ${tenants}) % ${OFFERINGS}))`)},
       ${idIn('resource', `(i % ${tenants} + ${tenants} * ((i / ${tenants}) % ${RESOURCES}))`)},
       timestamptz '2026-01-01' + i * interval '1 minute', timestamptz '2026-01-01 01:00' + i * interval '1 minute', 30, 0, timestamptz '2026-01-01'
       from generate_series(0, ${sessions - 1}) i`,
    `insert into booking (tenant_id, id, session_id, customer_id, seats, status, price_minor, currency, booked_at)
       select ${tenantOf(`(i % ${tenants})`)}, ${idIn('booking', 'i')}, ${idIn('session', session)},
       ${idIn('customer', `(i % ${Math.max(1, Math.floor(rows / 10))})`)}, 1, 'CONFIRMED', 15000, 'NOK',
       timestamptz '2025-01-01' + i * interval '1 second'
       from generate_series(0, ${rows - 1}) i`,
  ];
}

/**
 * Fills the tables of an empty booking schema, in the order in which time would have filled them, all tenants mixed.
 * `url` is a superuser's: foreign keys are not checked row by row.
 */
export async function loadRows(url: string, size: DataSize): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      "set session_replication_role = replica; set search_path = booking; set maintenance_work_mem = '256MB'; set max_parallel_maintenance_workers = 0",
    );
    for (const statement of statements(size)) await client.query(statement);
    await client.query('vacuum (analyze) resource, offering, session, booking');
  } finally {
    await client.end();
  }
}

/** So many tenants of the data, as uuids, spread over all of them. */
export async function someTenants(url: string, { tenants }: DataSize, count: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      `select ${tenantOf('n')}::text as id from (select distinct (i * $1::bigint / $2)::int n from generate_series(0, $2 - 1) i) numbers`,
      [tenants, Math.min(count, tenants)],
    );
    return rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}
