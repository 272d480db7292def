import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeScan, type ListRules, type Look, type Passage, type TicketFacts } from './scan.policy.ts';

const at = (time: string) => new Date(`2026-11-28T${time}Z`);
const list: ListRules = { eventId: 'event', productIds: [], mode: 'IN', allowsReentry: false };
const bothWays: ListRules = { ...list, mode: 'IN_OUT' };
const ticket: TicketFacts = {
  eventId: 'event',
  productId: 'adult',
  version: 3,
  issuedAt: at('10:00'),
  canceledAt: null,
  paidAt: at('09:00'),
  admission: { startsAt: at('12:00'), endsAt: at('23:00') },
};
const look: Look = { version: 3, direction: 'IN', at: at('17:00') };
const resultOf = (
  changes: { list?: Partial<ListRules>; ticket?: Partial<TicketFacts>; look?: Partial<Look> },
  passages: readonly Passage[] = [],
) =>
  judgeScan(
    { ...list, ...changes.list },
    { ...ticket, ...changes.ticket },
    { ...look, ...changes.look },
    passages,
  ).result;

describe('what a look at a ticket shows', () => {
  it.each([
    ['a good ticket', {}, 'ACCEPTED'],
    ['a product on the list', { list: { productIds: ['child', 'adult'] } }, 'ACCEPTED'],
    ['a product that is not on the list', { list: { productIds: ['child'] } }, 'WRONG_LIST'],
    ['another event', { ticket: { eventId: 'other' } }, 'WRONG_LIST'],
    ['an exit where one goes in alone', { look: { direction: 'OUT' } }, 'WRONG_LIST'],
    ['an older version', { look: { version: 2 } }, 'REVOKED'],
    ['a version that was never made out', { look: { version: 4 } }, 'REVOKED'],
    [
      'the version before, until the newest was made out',
      { look: { version: 2 }, ticket: { issuedAt: at('17:01') } },
      'ACCEPTED',
    ],
    [
      'the version before, from the moment on',
      { look: { version: 2 }, ticket: { issuedAt: at('17:00') } },
      'REVOKED',
    ],
    [
      'a version before that, whenever',
      { look: { version: 1 }, ticket: { issuedAt: at('17:01') } },
      'REVOKED',
    ],
    ['a canceled order', { ticket: { canceledAt: at('17:00') } }, 'REVOKED'],
    ['an order that was canceled later', { ticket: { canceledAt: at('17:01') } }, 'ACCEPTED'],
    ['an order that is not paid', { ticket: { paidAt: null } }, 'UNPAID'],
    ['an order that was paid later', { ticket: { paidAt: at('17:01') } }, 'UNPAID'],
    ['a moment before the gates open', { look: { at: at('11:59:59.999') } }, 'NOT_YET'],
    ['the moment in which they open', { look: { at: at('12:00') } }, 'ACCEPTED'],
    ['the last moment', { look: { at: at('22:59:59.999') } }, 'ACCEPTED'],
    ['the end', { look: { at: at('23:00') } }, 'EXPIRED'],
  ] as const)('with %s', (_, changes, result) => {
    expect(resultOf(changes)).toBe(result);
  });
});

describe('who was let through before', () => {
  const went = (direction: 'IN' | 'OUT', time: string): Passage => ({ direction, at: at(time) });
  it.each([
    ['goes in once', list, 'IN', [went('IN', '16:00')], 'DUPLICATE'],
    ['goes in once, also when the other one was later', list, 'IN', [went('IN', '18:00')], 'DUPLICATE'],
    [
      'goes in again where that is allowed',
      { ...list, allowsReentry: true },
      'IN',
      [went('IN', '16:00')],
      'ACCEPTED',
    ],
    ['goes out', bothWays, 'OUT', [went('IN', '16:00')], 'ACCEPTED'],
    ['goes out whom nobody saw come', bothWays, 'OUT', [], 'ACCEPTED'],
    ['does not go out twice', bothWays, 'OUT', [went('IN', '15:00'), went('OUT', '16:00')], 'DUPLICATE'],
    ['does not come back', bothWays, 'IN', [went('IN', '15:00'), went('OUT', '16:00')], 'DUPLICATE'],
    [
      'comes back where that is allowed',
      { ...bothWays, allowsReentry: true },
      'IN',
      [went('IN', '15:00'), went('OUT', '16:00')],
      'ACCEPTED',
    ],
    [
      'does not come in while being inside, wherever',
      { ...bothWays, allowsReentry: true },
      'IN',
      [went('IN', '15:00'), went('OUT', '16:00'), went('IN', '16:30')],
      'DUPLICATE',
    ],
  ] as const)('%s', (_, rules, direction, passages, result) => {
    expect(judgeScan(rules, ticket, { ...look, direction }, passages).result).toBe(result);
  });

  it('is named with the first entry', () => {
    const passages = [went('IN', '16:30'), went('IN', '16:00')];
    expect(judgeScan(list, ticket, look, passages)).toEqual({ result: 'DUPLICATE', first: passages[1] });
  });

  it('may always go out, whatever became of the ticket', () => {
    const inside = [went('IN', '16:00')];
    const leaves = (changes: Partial<TicketFacts>, when = '17:00') =>
      judgeScan(bothWays, { ...ticket, ...changes }, { ...look, direction: 'OUT', at: at(when) }, inside)
        .result;
    expect(leaves({ canceledAt: at('16:30') })).toBe('ACCEPTED');
    expect(leaves({ version: 4 })).toBe('ACCEPTED');
    expect(leaves({}, '23:30')).toBe('ACCEPTED');
  });
});

describe('any number of looks at one ticket', () => {
  const direction = fc.constantFrom('IN', 'OUT');
  const minute = fc.integer({ min: 1, max: 600 });

  it('lets one in at a list without re-entry, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(minute, { minLength: 1, maxLength: 30 }), (minutes) => {
        const passages: Passage[] = [];
        for (const each of minutes) {
          const when = new Date(at('12:00').getTime() + each * 60_000);
          const { result } = judgeScan(list, ticket, { ...look, at: when }, passages);
          if (result === 'ACCEPTED') passages.push({ direction: 'IN', at: when });
        }
        expect(passages).toHaveLength(1);
      }),
    );
  });

  it('never has two inside at once where both ways are scanned', () => {
    fc.assert(
      fc.property(fc.array(direction, { maxLength: 40 }), fc.boolean(), (directions, allowsReentry) => {
        const passages: Passage[] = [];
        for (const [index, each] of directions.entries()) {
          const when = new Date(at('12:00').getTime() + index * 60_000);
          const seen = { ...look, direction: each, at: when };
          const { result } = judgeScan({ ...bothWays, allowsReentry }, ticket, seen, passages);
          if (result === 'ACCEPTED') passages.push({ direction: each, at: when });
        }
        const ways = passages.map((passage) => passage.direction).join(' ');
        expect(ways).not.toContain('IN IN');
        expect(ways).not.toContain('OUT OUT');
        if (!allowsReentry) expect(ways.split('IN').length).toBeLessThanOrEqual(2);
      }),
    );
  });
});
