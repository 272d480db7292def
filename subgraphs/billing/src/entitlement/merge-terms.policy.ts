import type { ConfigFeatures, Enforcement, Limit, MeterTerms, Support } from '../catalog/catalog.ts';

const LENIENCE = { HARD: 0, OVERAGE: 1, SOFT: 2 } as const;

/** The sum of two limits; unlimited absorbs. */
export function addLimits(left: Limit, right: Limit): Limit {
  if (left.kind === 'UNLIMITED' || right.kind === 'UNLIMITED') return { kind: 'UNLIMITED' };
  return { kind: 'CAPPED', value: left.value + right.value };
}

function largerLimit(left: Limit, right: Limit): Limit {
  if (left.kind === 'UNLIMITED') return left;
  return right.kind === 'UNLIMITED' || right.value > left.value ? right : left;
}

/** The enforcement that stops less: HARD, then OVERAGE, then SOFT; of two prices the lower. */
export function moreLenient(left: Enforcement, right: Enforcement): Enforcement {
  if (left.kind === 'OVERAGE' && right.kind === 'OVERAGE')
    return right.unitPrice.amountMinor < left.unitPrice.amountMinor ? right : left;
  return LENIENCE[right.kind] > LENIENCE[left.kind] ? right : left;
}

/**
 * The terms of so many units of an add-on.
 * @throws {RangeError} when `quantity` is not a whole number from 1.
 */
export function multiplyTerms(
  terms: Readonly<Record<string, MeterTerms>>,
  quantity: number,
): Readonly<Record<string, MeterTerms>> {
  if (!Number.isSafeInteger(quantity) || quantity < 1)
    throw new RangeError(`${quantity} is not a number of add-ons that can be bought.`);
  const multiplied = Object.entries(terms).map(([meter, term]): [string, MeterTerms] => {
    const { limit } = term;
    if (limit.kind === 'UNLIMITED') return [meter, term];
    return [meter, { ...term, limit: { kind: 'CAPPED', value: limit.value * quantity } }];
  });
  return Object.fromEntries(multiplied);
}

function moreSupport(left: Support, right: Support): Support {
  const promised = [left.responseHours, right.responseHours].filter((hours) => hours !== null);
  return {
    channels: [...new Set([...left.channels, ...right.channels])],
    responseHours: promised.length === 0 ? null : Math.min(...promised),
  };
}

/** The better of both, value by value: the larger limit, all channels, the faster answer. */
export function betterConfig(left: ConfigFeatures, right: ConfigFeatures): ConfigFeatures {
  const keys = ['languages', 'retentionMonths', 'requestsPerMinute', 'liveConnections'] as const;
  const limits = keys.flatMap((key) => {
    const [mine, other] = [left[key], right[key]];
    return mine && other ? [[key, largerLimit(mine, other)]] : [];
  });
  const both = { ...left, ...right, ...Object.fromEntries(limits) };
  if (!left.support || !right.support) return both;
  return { ...both, support: moreSupport(left.support, right.support) };
}
