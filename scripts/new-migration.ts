import { relative } from 'node:path';
import { asCommand } from './new-concept/command.ts';
import { writeMigration } from './new-concept/migration/write-migration.ts';
import { checkMigrationName, checkSubgraph } from './new-concept/naming/check.ts';
import { Refused } from './workspace/refused.ts';
import { ROOT } from './workspace/subgraphs.ts';

/** `npm run new-migration <subgraph> [name]`: writes what leads from the migrations to the entities. */
await asCommand(async (signal) => {
  const [subgraph, name, ...rest] = process.argv.slice(2);
  if (!subgraph || rest.length > 0)
    throw new Refused(
      'Say which subgraph, and a name if you like: npm run new-migration booking waiting-list',
    );
  checkSubgraph(subgraph);
  if (name) checkMigrationName(name);
  const path = await writeMigration({ subgraph, name, signal });
  return path
    ? relative(ROOT, path)
    : `The migrations of "${subgraph}" already lead to its entities; there is nothing to write.`;
});
