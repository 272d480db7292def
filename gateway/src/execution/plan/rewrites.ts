import type { FetchDataRewrite } from '@apollo/query-planner';
import { isJsonObject, type JsonObject, ownValue, setOwn } from '../json.ts';
import { PlanRefused } from './plan-refused.ts';
import type { TypeNames } from './type-names.ts';

/** Changes a representation before it is sent, or an answer before it is merged. */
export type Rewrite = (value: unknown) => void;

const CONDITION = '... on ';

type Step = (object: JsonObject, next: Rewrite) => void;

function stepOf(element: string, types: TypeNames): Step {
  if (!element.startsWith(CONDITION)) return (object, next) => next(ownValue(object, element));
  const matches = types.matcher(element.slice(CONDITION.length), true);
  return (object, next) => {
    if (matches(object)) next(object);
  };
}

/** Applies a change to the objects at a value: to itself, or to each of a list. */
function onObjects(change: (object: JsonObject) => void): Rewrite {
  const rewrite: Rewrite = (value) => {
    if (Array.isArray(value)) for (const element of value) rewrite(element);
    else if (isJsonObject(value)) change(value);
  };
  return rewrite;
}

function changeOf(rewrite: FetchDataRewrite, name: string): (object: JsonObject) => void {
  if (rewrite.kind === 'ValueSetter') {
    const value: unknown = rewrite.setValueTo;
    return (object) => setOwn(object, name, value);
  }
  if (rewrite.kind !== 'KeyRenamer') throw new PlanRefused('rewrites of other kinds');
  const { renameKeyTo } = rewrite;
  return (object) => {
    const value = ownValue(object, name);
    if (value === undefined) return;
    setOwn(object, renameKeyTo, value);
    object[name] = undefined;
  };
}

function compileOne(rewrite: FetchDataRewrite, types: TypeNames): Rewrite {
  const name = rewrite.path.at(-1);
  if (name === undefined) return () => undefined;
  const steps = rewrite.path.slice(0, -1).map((element) => stepOf(element, types));
  return steps.reduceRight<Rewrite>(
    (next, step) => onObjects((object) => step(object, next)),
    onObjects(changeOf(rewrite, name)),
  );
}

/** The rewrites that a plan asks for, one after the other; null when there are none. */
export function compileRewrites(
  rewrites: readonly FetchDataRewrite[] | undefined,
  types: TypeNames,
): Rewrite | null {
  if (!rewrites?.length) return null;
  const all = rewrites.map((rewrite) => compileOne(rewrite, types));
  return (value) => {
    for (const rewrite of all) rewrite(value);
  };
}
