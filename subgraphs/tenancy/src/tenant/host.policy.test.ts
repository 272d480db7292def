import { describe, expect, it } from 'vitest';
import { directoryName, slugFault } from './host.policy.ts';

describe('a slug', () => {
  it.each(['gym', 'fitzone', 'a1b', '24-7', 'x'.repeat(40)])('may be %s', (slug) => {
    expect(slugFault(slug)).toBeNull();
  });

  it.each([
    ['ab', /3 to 40/],
    ['x'.repeat(41), /3 to 40/],
    ['FitZone', /lower-case/],
    ['-gym', /hyphen at either end/],
    ['gym-', /hyphen at either end/],
    ['gym.oslo', /letters, digits and hyphens/],
    ['gym oslo', /letters, digits and hyphens/],
    ['gymå', /letters, digits and hyphens/],
    ['xn--gym', /two hyphens/],
    ['www', /the platform keeps/],
    ['api', /the platform keeps/],
    ['admin', /the platform keeps/],
  ])('may not be %s', (slug, reason) => {
    expect(slugFault(slug)).toMatch(reason);
  });
});

describe('the name in the directory', () => {
  it.each([
    ['fitzone.localhost', 'fitzone'],
    ['FitZone.LocalHost', 'fitzone'],
    ['fitzone.localhost.', 'fitzone'],
    ['fitzone.freehold.example', 'fitzone'],
    ['fitzone', 'fitzone'],
    ['book.fitzone.no', 'book.fitzone.no'],
    ['fitzone.localhost.evil.example', 'fitzone.localhost.evil.example'],
    ['fitzonelocalhost', 'fitzonelocalhost'],
    ['a.b.localhost', 'a.b'],
    ['localhost', 'localhost'],
  ])('of %s is %s', (host, name) => {
    expect(directoryName(host, ['localhost', 'freehold.example'])).toBe(name);
  });
});
