import { describe, expect, it } from 'vitest';
import { isCountry } from './country.ts';

describe('the code of a country', () => {
  it.each(['NO', 'PL', 'US', 'ZW', 'AD'])('%s is one', (code) => {
    expect(isCountry(code)).toBe(true);
  });
  it.each(['no', 'NOR', 'UK', 'EU', 'XK', 'ZZ', '', 'N O', 'NO '])('"%s" is none', (code) => {
    expect(isCountry(code)).toBe(false);
  });
});
