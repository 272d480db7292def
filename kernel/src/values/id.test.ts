import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf, idWithin, isId, newId, uuidOf } from './id.ts';

describe('an id', () => {
  it('names the uuid that it was made of, for every uuid', () => {
    fc.assert(fc.property(fc.uuid(), (uuid) => uuidOf(idOf('bkg', uuid)) === uuid));
  });

  it('sorts as the uuid does', () => {
    fc.assert(fc.property(fc.uuid(), fc.uuid(), (a, b) => a < b === idOf('x', a) < idOf('x', b)));
  });

  it('is written as the TypeID specification writes it', () => {
    expect(idOf('prefix', '0188bac7-4afa-78aa-bc3b-bd1eef28d881')).toBe('prefix_01h2xcejqtf2nbrexx3vqjhp41');
  });

  it.each([
    '',
    'bkg_',
    'bkg_123',
    'ssn_01h2xcejqtf2nbrexx3vqjhp41',
    'bkg_81h2xcejqtf2nbrexx3vqjhp41',
    'bkg_01H2XCEJQTF2NBREXX3VQJHP41',
  ])('is not %j', (text) => {
    expect(isId('bkg', text)).toBe(false);
  });

  it('is new each time, and its own kind', () => {
    const [one, other] = [newId('bkg'), newId('bkg')];
    expect(one).not.toBe(other);
    expect([isId('bkg', one), isId('ssn', one)]).toEqual([true, false]);
  });

  it('is the same for the same name within the same thing, and another within another', () => {
    const [one, other] = [newId('tnt'), newId('tnt')];
    expect(idWithin('usg', one, 'classes')).toBe(idWithin('usg', one, 'classes'));
    expect(isId('usg', idWithin('usg', one, 'classes'))).toBe(true);
    expect(idWithin('usg', one, 'classes')).not.toBe(idWithin('usg', one, 'bookings'));
    expect(idWithin('usg', one, 'classes')).not.toBe(idWithin('usg', other, 'classes'));
  });

  it('throws for text that is none', () => {
    expect(() => uuidOf('bkg_nonsense')).toThrow(RangeError);
  });
});
