import type { Caller } from '../caller/caller.ts';
import type { DomainError } from '../errors/domain-error.ts';
import { Forbidden, Unauthenticated, Unavailable } from '../errors/refusals.ts';
import { PlanUpgradeRequired } from './plan-upgrade-required.ts';
import { mayDo, type Ownership, type Rule } from './rules.ts';

type Verdict = DomainError | null;

function refuse(caller: Caller): Verdict {
  return caller.member ? new Forbidden() : new Unauthenticated();
}

function judgeFeature(feature: string, caller: Caller): Verdict {
  const tenant = caller.tenant;
  if (tenant?.features.includes(feature)) return null;
  // Who may have paid for it is not told to pay more.
  if (tenant?.plan === null)
    return new Unavailable('What your plan includes cannot be told right now. Try again shortly.');
  return new PlanUpgradeRequired(feature, tenant?.plan ?? null, tenant?.upgrades[feature] ?? null);
}

function judgeOwn(owns: Ownership, caller: Caller, parent: unknown): Verdict {
  return caller.member && owns(parent, caller.member) ? null : refuse(caller);
}

function judgeAll(rules: readonly Rule[], caller: Caller, parent: unknown): Verdict {
  return rules.reduce<Verdict>((refusal, rule) => refusal ?? judge(rule, caller, parent), null);
}

function judgeAny(rules: readonly Rule[], caller: Caller, parent: unknown): Verdict {
  let refusal: Verdict = null;
  for (const rule of rules) {
    refusal = judge(rule, caller, parent);
    if (refusal === null) return null;
  }
  return refusal ?? refuse(caller);
}

/** Whether the caller may read a field of `parent`: null for yes, else the refusal to show. */
export function judge(rule: Rule, caller: Caller, parent: unknown): Verdict {
  switch (rule.kind) {
    case 'anyone':
      return null;
    case 'signed-in':
      return caller.member ? null : refuse(caller);
    case 'gateway':
      return caller.kind === 'gateway' ? null : refuse(caller);
    case 'action':
      return mayDo(caller, rule.action) ? null : refuse(caller);
    case 'feature':
      return judgeFeature(rule.feature, caller);
    case 'own':
      return judgeOwn(rule.owns, caller, parent);
    case 'all':
      return judgeAll(rule.rules, caller, parent);
    case 'any':
      return judgeAny(rule.rules, caller, parent);
  }
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
      return judge(rule, caller, undefined) === null;
  }
}
