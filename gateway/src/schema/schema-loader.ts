import { reasonOf } from '@freehold/kernel/config/start-fault';
import type { Logger } from 'pino';
import type { RoleActions } from '../authentication/role-actions.ts';
import type { OperationCompiler } from '../execution/operation-compiler.ts';
import type { RightsChanges } from '../feeds/rights-changes.ts';
import type { GatewayMetrics } from '../metrics/gateway-metrics.ts';
import { ListedOperations } from '../operations/listed-operations.ts';
import type { OperationsByName } from '../shortcut/valid-operation.ts';
import type { ValidOperations } from '../shortcut/valid-operations.ts';
import type { Live } from '../subscriptions/live.ts';
import type { SupergraphExecutor } from '../supergraph/supergraph.ts';
import { inTurns } from '../under-way/in-parts.ts';
import { checkSupergraph } from './check-supergraph.ts';
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
  /** What was asked of late. */
  readonly valid: ValidOperations;
  readonly live: Live;
  readonly changes: RightsChanges;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
}

interface PreparedSupergraph {
  readonly compiler: OperationCompiler;
  readonly renewed: ReadonlyMap<string, OperationsByName>;
}

/** What a schema comes with, ready to be served. */
interface Prepared {
  /** Null where it lists none. */
  readonly listed: ListedOperations | null;
  /** Null where it is the one that is served. */
  readonly supergraph: PreparedSupergraph | null;
}

/** Puts another schema in the place of the one that is served, all of it or nothing. */
export class SchemaLoader {
  readonly #parts: SchemaLoaderParts;
  #apiSdl: string;
  #last: Promise<void> = Promise.resolve();

  constructor(parts: SchemaLoaderParts, apiSdl = '') {
    this.#parts = parts;
    this.#apiSdl = apiSdl;
  }

  /** The API as members may read it. */
  get apiSdl(): string {
    return this.#apiSdl;
  }

  /**
   * Serves another schema, after those that were given before; done when every subscription goes on under it or has
   * ended. @throws {SchemaRefused}
   */
  async load(schema: GatewaySchema): Promise<void> {
    const loaded = this.#last.then(() => this.#load(schema));
    this.#last = loaded.catch(() => undefined);
    await loaded;
    await this.#parts.live.renew();
  }

  async #load(schema: GatewaySchema): Promise<void> {
    const { metrics, logger } = this.#parts;
    try {
      this.#replaceBy(schema, await this.#prepare(schema));
    } catch (error) {
      metrics.schemaLoad('refused');
      logger.error({ err: error }, 'A schema was refused; the one before it is served on.');
      throw new SchemaRefused(reasonOf(error), error);
    }
    metrics.schemaLoad('loaded');
    logger.info('Another schema is served.');
  }

  /** All that can take long or fail, in turns with what else there is to do; nothing of it is served yet. */
  async #prepare({ supergraphSdl, operations }: GatewaySchema): Promise<Prepared> {
    const { executor, manifest } = this.#parts;
    if (manifest && !operations)
      throw new Error('It lists no operations, and only listed ones are known here.');
    const listed = operations ? await inTurns(ListedOperations.read(operations)) : null;
    const isServed = supergraphSdl === executor.supergraphSdl;
    return { listed, supergraph: isServed ? null : await this.#prepareSupergraph(supergraphSdl) };
  }

  async #prepareSupergraph(supergraphSdl: string): Promise<PreparedSupergraph> {
    const { executor, valid } = this.#parts;
    await checkSupergraph(supergraphSdl);
    const compiler = await executor.prepare(supergraphSdl);
    return { compiler, renewed: await valid.renewed(compiler) };
  }

  /** Within one turn: no request sees a part of one schema and a part of the other. */
  #replaceBy({ apiSdl, roles }: GatewaySchema, { listed, supergraph }: Prepared): void {
    const { executor, manifest, valid, roles: held, changes } = this.#parts;
    if (supergraph) {
      executor.serve(supergraph.compiler);
      valid.takeOver(supergraph.renewed);
    }
    if (listed) manifest?.replaceBy(listed);
    this.#apiSdl = apiSdl ?? this.#apiSdl;
    if (held.replaceBy(roles)) changes.tell({ tenantId: null, sessionId: null });
  }
}
