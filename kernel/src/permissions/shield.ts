import { createRequire } from 'node:module';
import type { GraphQLSchema } from 'graphql';
import type * as Middleware from 'graphql-middleware';
import type * as Shield from 'graphql-shield';
import type { Caller } from '../caller/caller.ts';
import { Forbidden } from '../errors/refusals.ts';
import { judge } from './judge.ts';
import { passByCaller, resolversOf } from './pass-by-caller.ts';
import type { Permissions, Rule } from './rules.ts';

// graphql-shield 7 calls util.isUndefined, which Node 23 removed, and its ES build does not link there.
// Its CommonJS build works once the function exists.
const require = createRequire(import.meta.url);
const util: { isUndefined?: (value: unknown) => boolean } = require('node:util');
util.isUndefined ??= (value) => value === undefined;
const { shield, rule, allow, deny }: typeof Shield = require('graphql-shield');
const { applyMiddleware }: typeof Middleware = require('graphql-middleware');

/** What every resolver's context has, so that rules can be judged. */
export interface Guarded {
  readonly caller: Caller;
}

// Rules are never cached: shield's cache goes by rule name in the context and would outlive a right.
function compile(name: string, declared: Rule) {
  return rule(name, { cache: 'no_cache' })(
    (parent: unknown, _args: unknown, context: Guarded) => judge(declared, context.caller, parent) ?? true,
  );
}

/**
 * The schema with every field behind its rule; what has no rule is denied.
 * `_service` and `_entities` pass, because the fields behind them have rules of their own.
 */
export function shieldSchema(schema: GraphQLSchema, permissions: Permissions): GraphQLSchema {
  const compiled = Object.fromEntries(
    Object.entries(permissions).map(([type, fields]) => [
      type,
      Object.fromEntries(
        Object.entries(fields).map(([field, declared]) => [field, compile(`${type}.${field}`, declared)]),
      ),
    ]),
  );
  const tree = {
    ...compiled,
    Query: { ...compiled.Query, _service: allow, ...(schema.getType('_Entity') ? { _entities: allow } : {}) },
    _Service: allow,
  };
  const open = resolversOf(schema, permissions);
  const shielded = applyMiddleware(
    schema,
    shield(tree, { fallbackRule: deny, allowExternalErrors: true, fallbackError: () => new Forbidden() }),
  );
  passByCaller(shielded, open);
  return shielded;
}
