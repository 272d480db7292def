import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLFormattedError } from 'graphql';
import type { FetchVariant, GatedFetch } from '../gates/gated-fetch.ts';
import type { Verdicts } from '../gates/verdicts.ts';
import { BareObject, isJsonObject, type JsonObject } from '../json.ts';
import type { ReadReply } from '../passages/passage.ts';
import { asCopy, asItIs, mergeInto } from './merge.ts';
import { objectsAt, type PlanPath, placesAt } from './places.ts';
import { faultOf, type PlanRun, type Step, type SubgraphReply } from './plan-run.ts';
import { errorAt, placeOf } from './reply-errors.ts';
import { RequestTemplate } from './request-template.ts';
import type { Rewrite } from './rewrites.ts';

/** What a fetch of root fields is compiled of. */
export interface RootFetchParts {
  readonly node: FetchNode;
  readonly path: PlanPath;
  readonly rewrite: Rewrite | null;
  readonly gates: GatedFetch | null;
  readonly read: ReadReply | undefined;
}

/** A fetch that needs nothing of what is known: the fields of a root type. */
export class RootFetch {
  readonly #node: FetchNode;
  readonly #path: PlanPath;
  readonly #template: RequestTemplate;
  readonly #rewrite: Rewrite | null;
  readonly #gates: GatedFetch | null;

  constructor({ node, path, rewrite, gates, read }: RootFetchParts) {
    this.#node = node;
    this.#path = path;
    this.#template = new RequestTemplate(node, read);
    this.#rewrite = rewrite;
    this.#gates = gates;
  }

  readonly run: Step = async (run) => {
    const targets = objectsAt(run.root, this.#path);
    if (targets.length === 0) return;
    try {
      this.merge(run, targets, await this.#ask(run));
    } catch (error) {
      run.errors.push(faultOf(error));
    }
  };

  #ask(run: PlanRun): Promise<SubgraphReply> {
    const variant = run.verdicts && this.#gates?.variantFor(run.verdicts);
    if (variant) return this.#askLess(run, variant, run.verdicts);
    return run.ask(this.#node.serviceName, this.#template.request(run));
  }

  async #askLess(run: PlanRun, variant: FetchVariant, verdicts: Verdicts): Promise<SubgraphReply> {
    const reply = variant.template
      ? await run.ask(this.#node.serviceName, variant.template.request(run))
      : { data: new BareObject() };
    return variant.complete(reply, verdicts);
  }

  /** Puts a reply into the data, as if it had been asked for. */
  take(run: PlanRun, reply: SubgraphReply): void {
    this.merge(run, [run.root], reply);
  }

  private merge(run: PlanRun, targets: readonly JsonObject[], { data, errors }: SubgraphReply): void {
    if (errors?.length) this.#tell(run, errors);
    if (!isJsonObject(data)) return;
    this.#rewrite?.(data);
    const hand = targets.length > 1 ? asCopy : asItIs;
    for (const target of targets) mergeInto(target, data, hand);
  }

  #tell(run: PlanRun, errors: readonly GraphQLFormattedError[]): void {
    const [place = placeOf(this.#path)] = placesAt(run.root, this.#path);
    for (const error of errors) {
      const path = error.path ? [...place, ...error.path] : undefined;
      run.errors.push(errorAt(error, this.#node.serviceName, path));
    }
  }
}
