import type { ActionsByRole } from '../authentication/role-actions.ts';

/** What a gateway serves, as `npm run schema` writes it: all of it belongs together. */
export interface GatewaySchema {
  /** Composed when the product was built: `schema/supergraph.graphql`. */
  readonly supergraphSdl: string;
  /** The API as members may read it: `schema/api.graphql`; nobody reads it without. */
  readonly apiSdl?: string;
  /** The actions that each role allows: `schema/roles.json`. */
  readonly roles: ActionsByRole;
  /** The documents of clients of our own by their SHA-256: `schema/operations.json`. They may be asked for by hash. */
  readonly operations?: Readonly<Record<string, string>>;
}
