import { createHash } from 'node:crypto';

/** One row of the booking page, as every contender must answer it. */
export interface PageRow {
  /** A uuid. */
  readonly customerId: string;
  /** ISO 8601, to the millisecond. */
  readonly startsAt: string;
  readonly offering: string;
  readonly resource: string;
}

/** Requests that a contender is asked. */
export interface PageRequest {
  /** A uuid. */
  readonly tenantId: string;
  /** How many of the newest bookings. */
  readonly size: number;
}

/** One way to answer the booking page. */
export interface Contender {
  /** The answer as it would be sent. */
  answer(request: PageRequest): Promise<string>;
  /** What an answer says, whatever its form. @throws when it is a refusal. */
  rowsOf(answer: string): readonly PageRow[];
  close(): Promise<void>;
}

/** Where a contender finds the data. */
export interface DataAddresses {
  /** As the role that serves, whom row level security binds. */
  readonly appUrl: string;
  /** As the role that reads outboxes. */
  readonly relayUrl: string;
  /** As a role that no row level security binds. */
  readonly freeUrl: string;
}

/** Connections that each contender may hold. */
export const POOL_SIZE = 10;

/** A short proof of what pages say; equal for equal rows in the same order. */
export function checksumOf(pages: readonly (readonly PageRow[])[]): string {
  const rows = pages.map((page) =>
    page.map(({ customerId, startsAt, offering, resource }) => [customerId, startsAt, offering, resource]),
  );
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16);
}
