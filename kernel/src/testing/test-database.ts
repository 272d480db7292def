import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { provisionDatabase } from '../database/provision/provision.ts';
import { copyTemplate } from './copy-template.ts';

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

/** What is in a test database from the beginning, made once for all test files that want the same. */
export interface TestTemplate {
  /** The same for the same content. */
  readonly key: string;
  fill(database: TestDatabase): Promise<void>;
}

/** Creates a database on the test cluster; the cluster goes away as a whole. */
export async function createTestDatabase(
  schemas: readonly string[],
  withJobs: readonly string[] = [],
  template?: TestTemplate,
): Promise<TestDatabase> {
  const adminUrl = inject('adminUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const provision = (database: string) =>
    provisionDatabase({ adminUrl, database, schemas, withJobs, passwordOf: () => PASSWORD });
  if (template)
    await copyTemplate(adminUrl, name, {
      key: template.key,
      fill: async (database) => {
        await provision(database);
        await template.fill(databaseAt(adminUrl, database));
      },
    });
  // Who may connect is no part of a copy.
  await provision(name);
  return databaseAt(adminUrl, name);
}

function databaseAt(adminUrl: string, database: string): TestDatabase {
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
