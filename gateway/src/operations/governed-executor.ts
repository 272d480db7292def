import { SupergraphExecutor, type SupergraphOptions } from '../supergraph/supergraph.ts';
import type { ExecutionAnswer, ValidRequest } from '../supergraph/valid-request.ts';
import type { OperationGovernor } from './operation-governor.ts';

/** What a {@link GovernedExecutor} needs. */
export interface GovernedExecutorOptions extends SupergraphOptions {
  readonly governor: OperationGovernor;
}

/** The executor behind Apollo Server, with a governor before it. */
export class GovernedExecutor extends SupergraphExecutor {
  readonly #governor: OperationGovernor;

  constructor({ governor, ...options }: GovernedExecutorOptions) {
    super(options);
    this.#governor = governor;
  }

  override execute(request: ValidRequest): Promise<ExecutionAnswer> {
    return this.#governor.run(request, (admitted) => super.execute(admitted));
  }
}
