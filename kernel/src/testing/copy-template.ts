import { createHash } from 'node:crypto';
import pg from 'pg';

/** How a template is made. */
export interface TemplateMade {
  /** The same for the same content. */
  readonly key: string;
  /** Makes the database of this name, and leaves no connection to it. */
  fill(database: string): Promise<void>;
}

/** Creates a database as a copy of a template, which the first who wants it makes while the others wait. */
export async function copyTemplate(
  adminUrl: string,
  name: string,
  { key, fill }: TemplateMade,
): Promise<void> {
  const template = `template_${createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await admin.query('select from pg_database where datname = $1 and datistemplate', [
      template,
    ]);
    if (rowCount === 0) {
      // One that was begun and not finished is of no use.
      await admin.query(`drop database if exists ${template}`);
      await fill(template);
      await admin.query(`alter database ${template} is_template true`);
    }
    await admin.query('select pg_advisory_unlock(hashtext($1))', [template]);
    await admin.query(`create database ${pg.escapeIdentifier(name)} template ${template}`);
  } finally {
    await admin.end();
  }
}
