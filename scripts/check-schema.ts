import { join, relative } from 'node:path';
import { runNpm } from './workspace/run.ts';
import { takeSnapshot } from './workspace/snapshot.ts';
import { ROOT, SCHEMA } from './workspace/subgraphs.ts';

/** Generates the schema and the client's types anew and fails when they were not what the code says. */
const generated = await takeSnapshot([SCHEMA, join(ROOT, 'web/src/graphql/generated')]);
await runNpm('schema');
const changed = (await generated.changes()).map((file) => relative(ROOT, file));
if (changed.length > 0) {
  process.stderr.write(
    `These were out of date and are written anew; commit them:\n  ${changed.join('\n  ')}\n`,
  );
  process.exit(1);
}
