import { type OwnLimits, setLimits } from '../limits/document-limits.ts';
import { SupergraphExecutor, type SupergraphOptions } from '../supergraph/supergraph.ts';
import type { ExecutionAnswer, ValidRequest } from '../supergraph/valid-request.ts';
import type { OperationGovernor } from './operation-governor.ts';

/** What a {@link GovernedExecutor} needs. */
export interface GovernedExecutorOptions extends SupergraphOptions {
  readonly governor: OperationGovernor;
  /** The limits of documents that differ from the usual ones. */
  readonly limits: OwnLimits;
}

/** The executor behind Apollo Server, with a governor before it and limits on the schema that it serves. */
export class GovernedExecutor extends SupergraphExecutor {
  readonly #governor: OperationGovernor;
  readonly #limits: OwnLimits;

  constructor({ governor, limits, ...options }: GovernedExecutorOptions) {
    super(options);
    this.#governor = governor;
    this.#limits = limits;
  }

  override get gateway(): SupergraphExecutor['gateway'] {
    const inner = super.gateway;
    return {
      ...inner,
      onSchemaLoadOrUpdate: (callback) =>
        inner.onSchemaLoadOrUpdate((loaded) => {
          setLimits(loaded.apiSchema, this.#limits);
          callback(loaded);
        }),
    };
  }

  override execute(request: ValidRequest): Promise<ExecutionAnswer> {
    return this.#governor.run(request, (admitted) => super.execute(admitted));
  }
}
