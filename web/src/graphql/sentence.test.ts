import { CombinedError } from '@urql/core';
import { describe, expect, it } from 'vitest';
import { findRefusal, isPassing, refusalOf } from './refusal.ts';
import { sentenceOf } from './sentence.ts';

const dateOf = (instant: string) => instant.slice(0, 10);

function answer(...extensions: Record<string, unknown>[]): CombinedError {
  return new CombinedError({
    graphQLErrors: extensions.map((entry) => ({ message: 'From the server.', extensions: entry })),
  });
}

function said(extensions: Record<string, unknown>): string {
  return sentenceOf(refusalOf(answer(extensions)), dateOf);
}

describe('a refusal', () => {
  it('has a sentence for a seat that is gone', () => {
    expect(said({ code: 'SLOT_TAKEN' })).toBe('Someone was faster: the last seat has just been taken.');
  });

  it('tells how much of a limit is used and when it resets', () => {
    expect(said({ code: 'LIMIT_EXCEEDED', used: 100, limit: 100, resetsAt: '2026-12-01T00:00:00Z' })).toBe(
      '100 of 100 are used: the limit is reached. It resets on 2026-12-01.',
    );
    expect(said({ code: 'LIMIT_EXCEEDED', used: 50, limit: 50, resetsAt: null })).toBe(
      '50 of 50 are used: the limit is reached.',
    );
    expect(said({ code: 'LIMIT_EXCEEDED' })).toBe('The limit of your plan is reached.');
  });

  it('speaks with the words of the server when its code is unknown', () => {
    expect(said({ code: 'RESOURCE_CLOSED' })).toBe('From the server.');
  });

  it('without a code is a fault of the server', () => {
    expect(refusalOf(answer({})).code).toBe('INTERNAL');
  });

  it('from the network is told as being offline and may be asked again', () => {
    const refusal = refusalOf(new CombinedError({ networkError: new TypeError('Failed to fetch') }));
    expect(sentenceOf(refusal, dateOf)).toBe(
      'The server cannot be reached. Check your connection and try again.',
    );
    expect(isPassing(refusal)).toBe(true);
    expect(isPassing(refusalOf(answer({ code: 'SLOT_TAKEN' })))).toBe(false);
  });

  it('is found among others by its code', () => {
    const error = answer({ code: 'FORBIDDEN' }, { code: 'PLAN_UPGRADE_REQUIRED', feature: 'analytics' });
    expect(findRefusal(error, 'PLAN_UPGRADE_REQUIRED')?.details.feature).toBe('analytics');
    expect(findRefusal(error, 'SLOT_TAKEN')).toBeUndefined();
    expect(findRefusal(undefined, 'SLOT_TAKEN')).toBeUndefined();
  });
});
