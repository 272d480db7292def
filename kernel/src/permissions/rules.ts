import type { Caller, CallerMember } from '../caller/caller.ts';

/** Looks at the value whose field is asked, and says whether it is the member's own. */
export type Ownership = (parent: unknown, member: CallerMember) => boolean;

/**
 * Who may read a field: data, so that one declaration is enforced, printed into the SDL as `@access`,
 * and walked by tests.
 */
export type Rule =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'gateway' }
  | { readonly kind: 'action'; readonly action: string }
  | { readonly kind: 'feature'; readonly feature: string }
  | { readonly kind: 'own'; readonly owns: Ownership }
  | { readonly kind: 'all'; readonly rules: readonly Rule[] }
  | { readonly kind: 'any'; readonly rules: readonly Rule[] };

/** Type name to field name to rule: a concept's privacy review. */
export type Permissions = Readonly<Record<string, Readonly<Record<string, Rule>>>>;

/** Everybody, signed in or not. */
export const anyone: Rule = { kind: 'anyone' };
/** Everybody who is signed in at this tenant. */
export const signedIn: Rule = { kind: 'signed-in' };
/** Only the gateway itself: for fields that are `@inaccessible` to the public. */
export const gatewayOnly: Rule = { kind: 'gateway' };

/** Members whose roles allow the action. */
export function can(action: string): Rule {
  return { kind: 'action', action };
}

/** Tenants whose plan, add-ons or grants include the feature. */
export function feature(name: string): Rule {
  return { kind: 'feature', feature: name };
}

/** The member to whom the parent value, an instance of `type`, belongs. */
export function isOwn<Parent>(
  type: abstract new (...args: never[]) => Parent,
  owns: (parent: Parent, member: CallerMember) => boolean,
): Rule {
  return { kind: 'own', owns: (parent, member) => parent instanceof type && owns(parent, member) };
}

/** All of the rules; the first refusal counts, so name the role before the feature. */
export function allOf(...rules: readonly Rule[]): Rule {
  return { kind: 'all', rules };
}

/** One of the rules; the last refusal counts. */
export function anyOf(...rules: readonly Rule[]): Rule {
  return { kind: 'any', rules };
}

/** Every rule inside a rule, itself first. */
export function flattenRule(rule: Rule): readonly Rule[] {
  return rule.kind === 'all' || rule.kind === 'any' ? [rule, ...rule.rules.flatMap(flattenRule)] : [rule];
}

/** True when the answer depends on the caller alone, so that it can be given once per operation. */
export function dependsOnCallerAlone(rule: Rule): boolean {
  return flattenRule(rule).every((part) => part.kind !== 'own');
}

/** The actions of a caller; nobody who is not signed in has one. */
export function mayDo(caller: Caller, action: string): boolean {
  return caller.member?.actions.includes(action) ?? false;
}
