/** The group of all relays; migrations let it read the outboxes. */
export const RELAY_GROUP = 'freehold_relay';

/** The role that owns a subgraph's schema and migrates it. */
export const ownerRole = (schema: string): string => `${schema}_owner`;
/** The role that serves: reads and writes rows, within row level security. */
export const appRole = (schema: string): string => `${schema}_app`;
/** The role that reads the outboxes of every subgraph, and nothing else. */
export const relayRole = (schema: string): string => `${schema}_relay`;

/** The schema in which the jobs of a subgraph stand, beside its own. */
export const jobsSchema = (schema: string): string => `${schema}_jobs`;
