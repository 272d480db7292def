import type { QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { BareObject, isInherited, isJsonObject, type JsonObject, ownValue, setOwn } from '../json.ts';
import { mergeInto } from './merge.ts';
import type { Rewrite } from './rewrites.ts';
import type { TypeNames } from './type-names.ts';

/** What a subgraph is to know of an object to find its entity; null when the object lacks a part of it. */
export type Represent = (object: JsonObject) => JsonObject | null;

type Project = (value: unknown) => unknown;
/** Adds to a representation; false when the object lacks a field. */
type Part = (object: JsonObject, representation: JsonObject) => boolean;

function projectObjects(represent: Represent): Project {
  const project: Project = (value) => {
    if (Array.isArray(value)) return value.map(project);
    return isJsonObject(value) ? represent(value) : null;
  };
  return project;
}

function fieldPart({ alias, name, selections }: QueryPlanFieldNode, types: TypeNames): Part {
  const responseName = alias ?? name;
  const project = selections ? projectObjects(compileSelections(selections, types)) : null;
  return (object, representation) => {
    const value = ownValue(object, responseName);
    if (value === undefined) return false;
    setOwn(representation, responseName, project ? project(value) : value);
    return true;
  };
}

/** A fragment that the object does not match, or lacks a field of, adds nothing and takes nothing away. */
function fragmentPart(represent: Represent): Part {
  return (object, representation) => {
    const part = represent(object);
    if (part) mergeInto(representation, part);
    return true;
  };
}

function compileFragment(
  condition: string,
  selections: readonly QueryPlanSelectionNode[],
  types: TypeNames,
): Represent {
  const matches = types.matcher(condition, false);
  const represent = compileSelections(selections, types);
  return (object) => (matches(object) ? represent(object) : null);
}

function compileSelections(selections: readonly QueryPlanSelectionNode[], types: TypeNames): Represent {
  const parts = selections.flatMap((selection): Part[] => {
    if (selection.kind === 'Field') return [fieldPart(selection, types)];
    const { typeCondition, selections: inner } = selection;
    return [
      fragmentPart(
        typeCondition ? compileFragment(typeCondition, inner, types) : compileSelections(inner, types),
      ),
    ];
  });
  return (object) => {
    const representation = new BareObject();
    return parts.every((part) => part(object, representation)) ? representation : null;
  };
}

/** Text that JSON writes as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

function leafText(value: unknown): string | null {
  if (typeof value === 'string') return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
  return Number.isInteger(value) ? String(value) : null;
}

/** A representation as JSON. */
function textOf(represent: Represent): (object: JsonObject) => string | null {
  return (object) => {
    const representation = represent(object);
    return representation && JSON.stringify(representation);
  };
}

/** The names of the fields of a fragment that is made of leaves alone; null for any other. */
function leafNames(selections: readonly QueryPlanSelectionNode[]): readonly string[] | null {
  const names = selections.flatMap((selection) =>
    selection.kind === 'Field' && !selection.selections && !selection.alias ? [selection.name] : [],
  );
  const isPlain = names.length === selections.length && names.includes('__typename');
  return isPlain && !names.some(isInherited) ? names : null;
}

/** Most are short keys, which are written without an object being made; whatever is not short is left to others. */
function keyText(
  names: readonly string[],
  matches: (object: JsonObject) => boolean,
  otherwise: (object: JsonObject) => string | null,
): (object: JsonObject) => string | null {
  const fields = names.map((name, index) => ({ name, head: `${index === 0 ? '{' : ','}"${name}":` }));
  return (object) => {
    if (!matches(object)) return null;
    let text = '';
    for (const { name, head } of fields) {
      const leaf = leafText(object[name]);
      if (leaf === null) return otherwise(object);
      text += head + leaf;
    }
    return `${text}}`;
  };
}

/** The same as an object. */
function keyObject(names: readonly string[], matches: (object: JsonObject) => boolean): Represent {
  return (object) => {
    if (!matches(object)) return null;
    const representation = new BareObject();
    for (const name of names) {
      const value = object[name];
      if (value === undefined) return null;
      representation[name] = value;
    }
    return representation.__typename ? representation : null;
  };
}

/** How what a fetch requires of an object is told to the subgraph; null for objects of which nothing is asked. */
export interface Representation {
  readonly of: Represent;
  /** The same as JSON. */
  readonly text: (object: JsonObject) => string | null;
  /** What tells one entity from another without its text being made; null where only the text tells. */
  readonly key: (object: JsonObject) => string | null;
}

/** Entities of one type with one key, which most are, are told apart by its value. */
function singleKey(condition: string, names: readonly string[]): Representation['key'] {
  const [name, ...others] = names.filter((each) => each !== '__typename');
  if (name === undefined || others.length > 0) return () => null;
  return (object) => {
    const value = object[name];
    return typeof value === 'string' && object.__typename === condition ? value : null;
  };
}

/** Compiles what a fetch requires; only what has a type is a representation. */
export function compileRepresentation(
  requires: readonly QueryPlanSelectionNode[],
  types: TypeNames,
  rewrite: Rewrite | null,
): Representation {
  const [first] = requires;
  const condition = requires.length === 1 && first?.kind === 'InlineFragment' && first.typeCondition;
  const represent = condition
    ? compileFragment(condition, first.selections, types)
    : compileSelections(requires, types);
  const of: Represent = (object) => {
    const representation = represent(object);
    if (!representation?.__typename) return null;
    rewrite?.(representation);
    return representation;
  };
  const names = condition && !rewrite ? leafNames(first.selections) : null;
  const text = textOf(of);
  if (!condition || !names) return { of, text, key: () => null };
  const matches = types.matcher(condition, false);
  return {
    of: keyObject(names, matches),
    text: keyText(names, matches, text),
    key: singleKey(condition, names),
  };
}
