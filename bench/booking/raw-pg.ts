import pg from 'pg';
import { type Contender, type DataAddresses, type PageRow, POOL_SIZE } from './page-rows.ts';

/** The size stands in the text, so that the planner knows how few rows are wanted; so do ours. */
const pageOf = (size: number) => `
  select b.customer_id as "customerId", s.starts_at as "startsAt", o.name as offering, r.name as resource
    from (select tenant_id, customer_id, session_id, booked_at, id from booking.booking
           where tenant_id = $1 order by booked_at desc, id desc limit ${Math.trunc(size)}) b
    join booking.session s on s.tenant_id = b.tenant_id and s.id = b.session_id
    join booking.offering o on o.tenant_id = s.tenant_id and o.id = s.offering_id
    join booking.resource r on r.tenant_id = s.tenant_id and r.id = s.resource_id
   order by b.booked_at desc, b.id desc`;

/** What PostgreSQL and its driver can do by themselves: one prepared statement, no row level security, no GraphQL. */
export async function openRawPg({ freeUrl }: DataAddresses): Promise<Contender> {
  const pool = new pg.Pool({ connectionString: freeUrl, max: POOL_SIZE });
  return {
    answer: async ({ tenantId, size }) => {
      const { rows } = await pool.query<PageRow>({
        name: `page${size}`,
        text: pageOf(size),
        values: [tenantId],
      });
      return JSON.stringify(rows);
    },
    rowsOf: (answer): PageRow[] => JSON.parse(answer),
    close: () => pool.end(),
  };
}
