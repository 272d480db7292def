import { describe, expect, it } from 'vitest';
import { baseOf, workspaceHost } from './workspace-address.ts';

describe('the address of a workspace', () => {
  it.each([
    ['localhost:4000', 'localhost:4000'],
    ['nobody.localhost:4000', 'localhost:4000'],
    ['freehold.app', 'freehold.app'],
    ['nobody.freehold.app', 'freehold.app'],
    ['127.0.0.1:4000', null],
    ['[::1]:4000', null],
  ])('seen from %s is under %s', (host, base) => {
    expect(baseOf(host)).toBe(base);
  });

  it('is its name in front of the base', () => {
    expect(workspaceHost(' FitZone ', 'freehold.app')).toBe('fitzone.freehold.app');
  });

  it.each(['', 'ab', 'fit zone', 'evil.com/', '-fitzone', 'fitzone-'])('does not exist for %o', (name) => {
    expect(workspaceHost(name, 'freehold.app')).toBeNull();
  });
});
