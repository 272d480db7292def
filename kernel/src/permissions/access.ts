import { allOf, anyOf, can, feature, flattenRule, type Rule, signedIn } from './rules.ts';

/** The SDL of the directive that tells readers of the schema who may read a field. */
export const ACCESS_DIRECTIVE = `
"""Who may read the field. Printed from the rules that enforce it."""
directive @access(
  "Members whose roles allow one of these actions."
  actions: [String!]
  "The plan must include this feature."
  feature: String
  "The member to whom the value belongs."
  own: Boolean
  "Everybody who is signed in at the tenant."
  signedIn: Boolean
  "Everybody, signed in or not."
  anyone: Boolean
) on FIELD_DEFINITION
`;

/** What `@access` says of a field. */
export interface Access {
  readonly actions?: readonly string[] | undefined;
  readonly feature?: string | undefined;
  readonly own?: boolean | undefined;
  readonly signedIn?: boolean | undefined;
  readonly anyone?: boolean | undefined;
}

/** What `@access` says for a rule; nothing for what only the gateway may ask. */
export function accessOf(rule: Rule): Access {
  const parts = flattenRule(rule);
  const actions = parts.flatMap((part) => (part.kind === 'action' ? [part.action] : []));
  const [named] = parts.flatMap((part) => (part.kind === 'feature' ? [part.feature] : []));
  const has = (kind: Rule['kind']) => parts.some((part) => part.kind === kind);
  return {
    ...(actions.length > 0 ? { actions } : {}),
    ...(named === undefined ? {} : { feature: named }),
    ...(has('own') ? { own: true } : {}),
    ...(has('signed-in') ? { signedIn: true } : {}),
    ...(has('anyone') ? { anyone: true } : {}),
  };
}

/** The same as SDL; empty for what only the gateway may ask. */
export function printAccess(rule: Rule): string {
  const written = Object.entries(accessOf(rule)).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return written.length > 0 ? `@access(${written.join(', ')})` : '';
}

/**
 * The rule that `@access` says, where it depends on the caller alone; null where the subgraph must look at the value,
 * and where nobody is refused.
 */
export function callerRule(access: Access): Rule | null {
  if (access.own) return null;
  const doors = [...(access.actions ?? []).map(can), ...(access.signedIn ? [signedIn] : [])];
  const rules = [
    ...(access.anyone || doors.length === 0 ? [] : [anyOf(...doors)]),
    ...(access.feature === undefined ? [] : [feature(access.feature)]),
  ];
  return rules.length === 0 ? null : allOf(...rules);
}
