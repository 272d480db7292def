import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { provisionDatabase } from '../database/provision.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the test cluster's administrator. */
    adminUrl: string;
  }
}

const PASSWORD = 'test';

/** A database of its own for one test file, with the roles of the subgraphs in it. */
export interface TestDatabase {
  /** The address of a role, such as `booking_app`. */
  url(role: string): string;
  readonly adminUrl: string;
}

/** Creates a database on the test cluster; the cluster goes away as a whole. */
export async function createTestDatabase(
  schemas: readonly string[],
  withJobs: readonly string[] = [],
): Promise<TestDatabase> {
  const adminUrl = inject('adminUrl');
  const database = `test_${randomBytes(6).toString('hex')}`;
  await provisionDatabase({ adminUrl, database, schemas, withJobs, passwordOf: () => PASSWORD });
  const urlAs = (user: string, password: string) => {
    const url = new URL(adminUrl);
    url.username = user;
    url.password = password;
    url.pathname = `/${database}`;
    return url.toString();
  };
  const admin = new URL(adminUrl);
  return { url: (role) => urlAs(role, PASSWORD), adminUrl: urlAs(admin.username, admin.password) };
}
