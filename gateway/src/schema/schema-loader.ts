import { reasonOf } from '@freehold/kernel/config/start-fault';
import type { Logger } from 'pino';
import type { RoleActions } from '../authentication/role-actions.ts';
import type { RightsChanges } from '../feeds/rights-changes.ts';
import type { GatewayMetrics } from '../metrics/gateway-metrics.ts';
import { ListedOperations } from '../operations/listed-operations.ts';
import type { Live } from '../subscriptions/live.ts';
import type { SupergraphExecutor } from '../supergraph/supergraph.ts';
import type { GatewaySchema } from './gateway-schema.ts';

/** A schema cannot be served; the one before it is served on. */
export class SchemaRefused extends Error {
  override readonly name = 'SchemaRefused';
  constructor(reason: string, cause: unknown) {
    super(`The schema is refused: ${reason}`, { cause });
  }
}

/** What holds a part of the schema. */
export interface SchemaLoaderParts {
  readonly executor: SupergraphExecutor;
  readonly roles: RoleActions;
  /** Null where no operations are listed. */
  readonly manifest: ListedOperations | null;
  readonly live: Live;
  readonly changes: RightsChanges;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
}

/** Puts another schema in the place of the one that is served, all of it or nothing. */
export class SchemaLoader {
  readonly #parts: SchemaLoaderParts;
  #apiSdl: string;

  constructor(parts: SchemaLoaderParts, apiSdl = '') {
    this.#parts = parts;
    this.#apiSdl = apiSdl;
  }

  /** The API as members may read it. */
  get apiSdl(): string {
    return this.#apiSdl;
  }

  /** Serves another schema; done when every subscription goes on under it or has ended. @throws {SchemaRefused} */
  async load(schema: GatewaySchema): Promise<void> {
    const { metrics, logger, live } = this.#parts;
    try {
      this.#replaceBy(schema);
    } catch (error) {
      metrics.schemaLoad('refused');
      logger.error({ err: error }, 'A schema was refused; the one before it is served on.');
      throw new SchemaRefused(reasonOf(error), error);
    }
    metrics.schemaLoad('loaded');
    logger.info('Another schema is served.');
    await live.renew();
  }

  /** Within one turn: no request sees a part of one schema and a part of the other. */
  #replaceBy({ supergraphSdl, apiSdl, roles, operations }: GatewaySchema): void {
    const { executor, manifest, roles: held, changes } = this.#parts;
    if (manifest && !operations)
      throw new Error('It lists no operations, and only listed ones are known here.');
    const listed = operations && new ListedOperations(operations);
    executor.load(supergraphSdl);
    if (listed) manifest?.replaceBy(listed);
    this.#apiSdl = apiSdl ?? this.#apiSdl;
    if (held.replaceBy(roles)) changes.tell({ tenantId: null, sessionId: null });
  }
}
