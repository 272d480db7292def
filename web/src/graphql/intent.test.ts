import { CombinedError } from '@urql/core';
import { describe, expect, it } from 'vitest';
import { Intent } from './intent.ts';

describe('an intent', () => {
  it('keeps its key while nobody knows whether it was heard', () => {
    const intent = new Intent();
    const key = intent.key();
    intent.settle(new CombinedError({ networkError: new TypeError('Failed to fetch') }));
    expect(intent.key()).toBe(key);
  });

  it('has a new key after it was refused', () => {
    const intent = new Intent();
    const key = intent.key();
    intent.settle(
      new CombinedError({ graphQLErrors: [{ message: 'Full.', extensions: { code: 'SLOT_TAKEN' } }] }),
    );
    expect(intent.key()).not.toBe(key);
  });

  it('has a new key after it was done', () => {
    const intent = new Intent();
    const key = intent.key();
    intent.settle(undefined);
    expect(intent.key()).not.toBe(key);
  });
});
