import { z } from 'zod';

const EMPTY_PASSWORD = /^[^/]*\/\/[^/@]*:@/;

const isPostgresUrl = (text: string) =>
  URL.canParse(text) &&
  ['postgres:', 'postgresql:'].includes(new URL(text).protocol) &&
  new URL(text).username !== '';

/** The address of a PostgreSQL with the name of a role; a password that is there is not empty. */
export const databaseUrl = z
  .string()
  .refine(isPostgresUrl, 'must be the address of a PostgreSQL: postgresql://user:password@host:5432/database')
  .refine((text) => !EMPTY_PASSWORD.test(text), 'the password in it is missing');
