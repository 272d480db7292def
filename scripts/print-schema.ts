import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { actionsByRole } from '@freehold/kernel/permissions/actions';
import { buildGuardedSchema } from '@freehold/kernel/subgraph/schema/build-schema';
import { loadDefinition, SCHEMA, subgraphNames } from './workspace/subgraphs.ts';

/** Writes `schema/<subgraph>.graphql` from the code of each subgraph, and `schema/roles.json` from all their actions. */
const definitions = await Promise.all(subgraphNames().map(loadDefinition));

await Promise.all(
  definitions.map(async (definition) => {
    const { sdl } = await buildGuardedSchema(definition);
    await writeFile(join(SCHEMA, `${definition.name}.graphql`), sdl);
  }),
);

const concepts = definitions.flatMap((definition) => definition.concepts);
const roles = actionsByRole(concepts.flatMap(({ actions }) => (actions ? [actions] : [])));
await writeFile(join(SCHEMA, 'roles.json'), `${JSON.stringify(roles, null, 2)}\n`);
