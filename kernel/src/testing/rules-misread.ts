import type { Caller } from '../caller/caller.ts';
import { accessOf, callerRule } from '../permissions/access.ts';
import { judge } from '../permissions/judge.ts';
import { dependsOnCallerAlone, flattenRule, type Rule } from '../permissions/rules.ts';
import type { SubgraphDefinition } from '../subgraph/concept.ts';
import { newId } from '../values/id.ts';

function callerWith(actions: readonly string[] | null, features: readonly string[]): Caller {
  const ids = { id: newId('mbr'), identityId: newId('idn'), sessionId: 's' };
  const plan = { plan: 'test:basic', features: [...features], upgrades: {}, limits: {} };
  return {
    kind: 'public',
    requestId: 'r',
    tenant: { id: newId('tnt'), edition: 'test', timeZone: 'UTC', currency: 'NOK', ...plan },
    member: actions && { ...ids, roles: ['CUSTOMER'], actions: [...actions] },
  };
}

/** Everybody whom a rule may tell from others: not signed in, without and with each action, with and without features. */
function callersOf(rule: Rule): Caller[] {
  const parts = flattenRule(rule);
  const actions = parts.flatMap((part) => (part.kind === 'action' ? [part.action] : []));
  const features = parts.flatMap((part) => (part.kind === 'feature' ? [part.feature] : []));
  const held = [null, [], ...actions.map((action) => [action]), actions];
  return held.flatMap((some) => [callerWith(some, []), callerWith(some, features)]);
}

function isMisread(rule: Rule): boolean {
  const read = callerRule(accessOf(rule));
  return callersOf(rule).some((caller) => {
    const [enforced, told] = [judge(rule, caller, undefined), read && judge(read, caller, undefined)];
    return enforced?.code !== told?.code || enforced?.message !== told?.message;
  });
}

/** The fields whose `@access`, read as a rule about callers, judges otherwise than the rule that is enforced. */
export function rulesMisread({ concepts }: SubgraphDefinition): string[] {
  return concepts.flatMap(({ permissions }) =>
    Object.entries(permissions).flatMap(([type, fields]) =>
      Object.entries(fields)
        .filter(([, rule]) => dependsOnCallerAlone(rule) && rule.kind !== 'gateway' && isMisread(rule))
        .map(([field]) => `${type}.${field}`),
    ),
  );
}
