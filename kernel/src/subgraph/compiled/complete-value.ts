import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  locatedError,
  type ResponsePath,
} from 'graphql';
import type { Complete, Place, Run, Selected } from './plans.ts';

/** True for what has to be waited for. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

/**
 * Values, in which promises have become what they promised. A refusal counts when all have ended, since what is under
 * way may not outlive the operation.
 */
export async function settled(
  values: readonly unknown[],
  refusal: { readonly error: unknown } | null,
): Promise<unknown[]> {
  const ended = await Promise.allSettled(values);
  if (refusal) throw refusal.error;
  return ended.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

/** An error that a resolver answers is one that it throws; so answers the shield. */
export function refuseError(value: unknown): unknown {
  if (value instanceof Error) throw value;
  return value;
}

/** A path as clients read it. */
function written(path: ResponsePath | undefined): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let step = path; step; step = step.prev) keys.push(step.key);
  return keys.reverse();
}

/** Takes note of what went wrong at a place; what may not be null takes its parent with it. */
export function fail(run: Run, fault: unknown, { plan, path }: Place, type: GraphQLOutputType): null {
  const error = locatedError(fault, plan.nodes, written(path));
  if (isNonNullType(type)) throw error;
  run.errors.push(error);
  return null;
}

function completingLeaf(type: GraphQLLeafType): Complete {
  return (_run, value) => {
    if (value === null || value === undefined) return null;
    const shown = type.serialize(value);
    if (shown === null || shown === undefined)
      throw new Error(`Expected \`${type}.serialize\` to return a value, which it did not.`);
    return shown;
  };
}

function completingObject(type: GraphQLObjectType, selected: Selected): Complete {
  const plan = selected(type);
  return (run, value, { path, info }) => {
    if (value === null || value === undefined) return null;
    const refuse = () => {
      throw new GraphQLError(`Expected value of type "${type}".`, { nodes: info.fieldNodes });
    };
    const isOne = type.isTypeOf ? type.isTypeOf(value, run.context, info) : true;
    if (isPromise(isOne)) return isOne.then((is) => (is ? run.executeFields(plan, value, path) : refuse()));
    return isOne ? run.executeFields(plan, value, path) : refuse();
  };
}

function runtimeType(type: GraphQLAbstractType, name: unknown, { info }: Place): GraphQLObjectType {
  const runtime = typeof name === 'string' ? info.schema.getType(name) : undefined;
  if (!isObjectType(runtime) || !info.schema.isSubType(type, runtime))
    throw new GraphQLError(`Runtime Object type "${String(name)}" is not a possible type for "${type}".`, {
      nodes: info.fieldNodes,
    });
  return runtime;
}

function completingAbstract(type: GraphQLAbstractType, selected: Selected): Complete {
  const resolve = type.resolveType ?? defaultTypeResolver;
  const byType = new Map<GraphQLObjectType, Complete>();
  const completeAs = (run: Run, value: unknown, at: Place, name: unknown) => {
    const runtime = runtimeType(type, name, at);
    const complete = byType.get(runtime) ?? completingObject(runtime, selected);
    byType.set(runtime, complete);
    return complete(run, value, at);
  };
  return (run, value, at) => {
    if (value === null || value === undefined) return null;
    const name = resolve(value, run.context, at.info, type);
    return isPromise(name)
      ? name.then((resolved) => completeAs(run, value, at, resolved))
      : completeAs(run, value, at, name);
  };
}

function iterated(value: unknown, { plan: { parent, field } }: Place): Iterable<unknown> {
  if (typeof value === 'object' && value !== null && Symbol.iterator in value)
    return value as Iterable<unknown>;
  throw new GraphQLError(`Expected Iterable, but did not find one for field "${parent.name}.${field.name}".`);
}

/** What is shown of an item; like a field, it may be null in place of what went wrong. */
function completingItem(type: GraphQLOutputType, selected: Selected): Complete {
  const complete = completing(type, selected);
  return (run, item, at) => {
    try {
      const shown = isPromise(item)
        ? item.then((resolved) => complete(run, refuseError(resolved), at))
        : complete(run, refuseError(item), at);
      return isPromise(shown) ? shown.then(undefined, (fault: unknown) => fail(run, fault, at, type)) : shown;
    } catch (fault) {
      return fail(run, fault, at, type);
    }
  };
}

/** The items of a list, in order; those under way are waited for also when a later one is refused. */
function completeItems(run: Run, list: Iterable<unknown>, at: Place, complete: Complete): unknown {
  const items: unknown[] = [];
  let refusal: { readonly error: unknown } | null = null;
  try {
    for (const item of list) {
      const path = { prev: at.path, key: items.length, typename: undefined };
      items.push(complete(run, item, { plan: at.plan, info: at.info, path }));
    }
  } catch (error) {
    refusal = { error };
  }
  if (items.some(isPromise)) return settled(items, refusal);
  if (refusal) throw refusal.error;
  return items;
}

function completingList(type: GraphQLOutputType, selected: Selected): Complete {
  const completeItem = completingItem(type, selected);
  return (run, value, at) =>
    value === null || value === undefined ? null : completeItems(run, iterated(value, at), at, completeItem);
}

function completingNonNull(type: GraphQLOutputType, selected: Selected): Complete {
  const complete = completing(type, selected);
  const refuseNull = (shown: unknown, { plan }: Place) => {
    if (shown === null || shown === undefined)
      throw new Error(`Cannot return null for non-nullable field ${plan.parent.name}.${plan.field.name}.`);
    return shown;
  };
  return (run, value, at) => {
    const shown = complete(run, value, at);
    return isPromise(shown) ? shown.then((resolved) => refuseNull(resolved, at)) : refuseNull(shown, at);
  };
}

/** How values of a type are completed. */
export function completing(type: GraphQLOutputType, selected: Selected): Complete {
  if (isNonNullType(type)) return completingNonNull(type.ofType, selected);
  if (isListType(type)) return completingList(type.ofType, selected);
  if (isLeafType(type)) return completingLeaf(type);
  return isObjectType(type) ? completingObject(type, selected) : completingAbstract(type, selected);
}
