import {
  defaultFieldResolver,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  getArgumentValues,
  getVariableValues,
  locatedError,
  type ResponsePath,
} from 'graphql';
import type { Caller } from '../../caller/caller.ts';
import { allowsAnyParent } from '../../permissions/judge.ts';
import type { Context } from '../context.ts';
import type { CompiledQuery } from './compile-query.ts';
import { fail, isPromise, refuseError, settled } from './complete-value.ts';
import type { FieldPlan, ObjectPlan, Place, Run, Shown } from './plans.ts';

type Resolver = GraphQLFieldResolver<unknown, Context>;
type Variables = Record<string, unknown>;

async function settledFields(shown: Shown, refusal: { error: unknown } | null): Promise<Shown> {
  const values = await settled(Object.values(shown), refusal);
  const keys = Object.keys(shown);
  return Object.fromEntries(keys.map((key, index) => [key, values[index]]));
}

/** An execution: as graphql-js would, but promises are made only of what has to be waited for. */
class QueryRun implements Run {
  readonly context: Context;
  readonly errors: GraphQLError[] = [];
  readonly #query: CompiledQuery;
  readonly #variables: Variables;
  /** Resolvers by the numbers of their fields, chosen for one caller. */
  #chosen: Resolver[] = [];
  #caller: Caller | null = null;

  constructor(query: CompiledQuery, context: Context, variables: Variables) {
    this.#query = query;
    this.context = context;
    this.#variables = variables;
  }

  executeFields(plan: ObjectPlan, source: unknown, path: ResponsePath | undefined): Shown | Promise<Shown> {
    const shown: Shown = {};
    let isWaiting = false;
    for (const field of plan.fields) {
      try {
        const value = this.#executeField(field, source, path);
        shown[field.key] = value;
        isWaiting ||= isPromise(value);
      } catch (error) {
        if (isWaiting) return settledFields(shown, { error });
        throw error;
      }
    }
    return isWaiting ? settledFields(shown, null) : shown;
  }

  #executeField(plan: FieldPlan, source: unknown, prev: ResponsePath | undefined): unknown {
    const path = { prev, key: plan.key, typename: plan.parent.name };
    const at: Place = { plan, path, info: this.#infoOf(plan, path) };
    const { type } = plan.field;
    try {
      const args = plan.hasArguments ? getArgumentValues(plan.field, plan.node, this.#variables) : {};
      const value = this.#resolverOf(plan)(source, args, this.context, at.info);
      const shown = isPromise(value)
        ? value.then((resolved) => plan.complete(this, refuseError(resolved), at))
        : plan.complete(this, refuseError(value), at);
      return isPromise(shown)
        ? shown.then(undefined, (fault: unknown) => fail(this, fault, at, type))
        : shown;
    } catch (fault) {
      return fail(this, fault, at, type);
    }
  }

  #infoOf(plan: FieldPlan, path: ResponsePath): GraphQLResolveInfo {
    const { schema, fragments, operation } = this.#query;
    return {
      fieldName: plan.field.name,
      fieldNodes: plan.nodes,
      returnType: plan.field.type,
      parentType: plan.parent,
      path,
      schema,
      fragments,
      rootValue: undefined,
      operation,
      variableValues: this.#variables,
    };
  }

  /** What the caller may read of any parent is read past the shield; who may, is decided once while the caller stays. */
  #resolverOf(plan: FieldPlan): Resolver {
    if (this.#caller !== this.context.caller) {
      this.#caller = this.context.caller;
      this.#chosen = [];
    }
    const known = this.#chosen[plan.index];
    if (known) return known;
    const { gate, field } = plan;
    const guarded = field.resolve ?? defaultFieldResolver;
    const chosen: Resolver = gate && allowsAnyParent(gate.rule, this.context.caller) ? gate.open : guarded;
    this.#chosen[plan.index] = chosen;
    return chosen;
  }
}

/** Executes a compiled query; never rejects. */
export async function runQuery(
  query: CompiledQuery,
  context: Context,
  given: Variables,
): Promise<ExecutionResult> {
  const { schema, operation, root } = query;
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given, {
    maxErrors: 50,
  });
  if (errors) return { errors };
  const run = new QueryRun(query, context, coerced);
  try {
    const data = await run.executeFields(root, undefined, undefined);
    return run.errors.length > 0 ? { errors: run.errors, data } : { data };
  } catch (error) {
    return { errors: [...run.errors, locatedError(error, undefined)], data: null };
  }
}
