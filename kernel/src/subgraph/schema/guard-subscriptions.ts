import type { GraphQLSchema } from 'graphql';
import { judge } from '../../permissions/judge.ts';
import type { Permissions } from '../../permissions/rules.ts';
import type { Context } from '../context.ts';

/** Puts the rule of each subscription before its source is opened, too: shield guards only what follows an event. */
export function guardSubscriptions(schema: GraphQLSchema, permissions: Permissions): GraphQLSchema {
  const root = schema.getSubscriptionType();
  for (const field of Object.values(root?.getFields() ?? {})) {
    const open = field.subscribe;
    const rule = permissions[root?.name ?? '']?.[field.name];
    if (!open || !rule) throw new Error(`The subscription ${field.name} has no source or no rule.`);
    field.subscribe = (parent, args, context: Context, info) => {
      const refusal = judge(rule, context.caller, parent);
      if (refusal) throw refusal;
      return open(parent, args, context, info);
    };
  }
  return schema;
}
