import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import type { Caller } from '../caller/caller.ts';
import { allows } from './judge.ts';
import type { Permissions, Rule } from './rules.ts';

type Resolver = GraphQLFieldResolver<unknown, { readonly caller: Caller }>;

/** A field as it was before the shield. */
interface OpenField {
  readonly type: string;
  readonly field: string;
  readonly rule: Rule;
  readonly resolve: Resolver;
}

function fieldOf(schema: GraphQLSchema, type: string, field: string) {
  const found = schema.getType(type);
  return isObjectType(found) ? found.getFields()[field] : undefined;
}

/** The resolver of each field that has a rule; to be taken before the schema is shielded. */
export function resolversOf(schema: GraphQLSchema, permissions: Permissions): OpenField[] {
  return Object.entries(permissions).flatMap(([type, rules]) =>
    Object.entries(rules).map(([field, rule]) => ({
      type,
      field,
      rule,
      resolve: fieldOf(schema, type, field)?.resolve ?? defaultFieldResolver,
    })),
  );
}

/** How a field is answered to whom its rule allows it whatever the parent, so that it need not be asked for each. */
export interface Gate {
  readonly rule: Rule;
  readonly open: Resolver;
}

const gates = new WeakMap<object, Gate>();

/** The gate of a field of a shielded schema; undefined for a field that has no rule. */
export function gateOf(field: GraphQLField<unknown, unknown>): Gate | undefined {
  return gates.get(field);
}

/**
 * Lets a field be read past the shield by whom its rule allows it; everybody else meets the shield, which refuses by the
 * same rule. The shield makes a promise of every value, which costs more than most values.
 */
export function passByCaller(shielded: GraphQLSchema, open: readonly OpenField[]): void {
  for (const { type, field, rule, resolve } of open) {
    const target = fieldOf(shielded, type, field);
    const guarded = target?.resolve;
    if (!target || !guarded) continue;
    gates.set(target, { rule, open: resolve });
    target.resolve = (parent, args, context, info) =>
      (allows(rule, context.caller, parent) ? resolve : guarded)(parent, args, context, info);
  }
}
