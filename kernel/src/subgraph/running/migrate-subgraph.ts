import { migrate } from '../../database/migrate.ts';
import { migrateJobs } from '../../jobs/migrate-jobs.ts';
import type { SubgraphDefinition } from '../concept.ts';
import { entitiesOf } from '../entities.ts';

/** Brings the tables of a subgraph up to date, and those of its jobs, as their owner; how many migrations were applied. */
export async function migrateSubgraph(definition: SubgraphDefinition, ownerUrl: string): Promise<number> {
  const { name: schema, migrations: folder, uses } = definition;
  const applied = await migrate({ ownerUrl, schema, entities: entitiesOf(definition), folder });
  if (uses.jobs) await migrateJobs(ownerUrl, schema);
  return applied;
}

/** The names of those among some subgraphs that have jobs. */
export function namesWithJobs(definitions: readonly SubgraphDefinition[]): string[] {
  return definitions.filter(({ uses }) => uses.jobs).map(({ name }) => name);
}
