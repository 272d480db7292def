import type { Caller } from '../caller/caller.ts';
import type { DomainError } from '../errors/domain-error.ts';
import { Forbidden, Unauthenticated, Unavailable } from '../errors/refusals.ts';
import { PlanUpgradeRequired } from './plan-upgrade-required.ts';
import { mayDo, type Rule } from './rules.ts';

/** Whether the caller may read a field of `parent`. A refusal, which knows where it was made, is made by {@link judge} alone. */
export function allows(rule: Rule, caller: Caller, parent: unknown): boolean {
  switch (rule.kind) {
    case 'anyone':
      return true;
    case 'signed-in':
      return caller.member !== null;
    case 'gateway':
      return caller.kind === 'gateway';
    case 'action':
      return mayDo(caller, rule.action);
    case 'feature':
      return caller.tenant?.features.includes(rule.feature) ?? false;
    case 'own':
      return caller.member !== null && rule.owns(parent, caller.member);
    case 'all':
      return rule.rules.every((part) => allows(part, caller, parent));
    case 'any':
      return rule.rules.some((part) => allows(part, caller, parent));
  }
}

/** What is shown to whom the rule does not allow it: of several, the first that must hold, or the last that would do. */
function refusalOf(rule: Rule, caller: Caller, parent: unknown): DomainError {
  switch (rule.kind) {
    case 'feature':
      return withoutFeature(rule.feature, caller);
    case 'all':
      return refusalOfPart(
        rule.rules.find((part) => !allows(part, caller, parent)),
        caller,
        parent,
      );
    case 'any':
      return refusalOfPart(rule.rules.at(-1), caller, parent);
    default:
      return refuse(caller);
  }
}

function refusalOfPart(part: Rule | undefined, caller: Caller, parent: unknown): DomainError {
  return part ? refusalOf(part, caller, parent) : refuse(caller);
}

function refuse(caller: Caller): DomainError {
  return caller.member ? new Forbidden() : new Unauthenticated();
}

function withoutFeature(feature: string, { tenant }: Caller): DomainError {
  // Who may have paid for it is not told to pay more.
  if (tenant?.plan === null)
    return new Unavailable('What your plan includes cannot be told right now. Try again shortly.');
  return new PlanUpgradeRequired(feature, tenant?.plan ?? null, tenant?.upgrades[feature] ?? null);
}

/** Whether the caller may read a field of `parent`: null for yes, else the refusal to show. */
export function judge(rule: Rule, caller: Caller, parent: unknown): DomainError | null {
  return allows(rule, caller, parent) ? null : refusalOf(rule, caller, parent);
}

/**
 * True when the caller may read the field of any parent whatever. False says nothing: {@link judge} knows the parent.
 */
export function allowsAnyParent(rule: Rule, caller: Caller): boolean {
  switch (rule.kind) {
    case 'own':
      return false;
    case 'all':
      return rule.rules.every((part) => allowsAnyParent(part, caller));
    case 'any':
      return rule.rules.some((part) => allowsAnyParent(part, caller));
    default:
      return allows(rule, caller, undefined);
  }
}
