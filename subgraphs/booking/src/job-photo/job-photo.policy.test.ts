import { describe, expect, it } from 'vitest';
import type { JobPhotoKind } from './job-photo.entity.ts';
import { missingPhotos } from './job-photo.policy.ts';

const all: readonly JobPhotoKind[] = ['OTHER', 'AFTER', 'BEFORE', 'BEFORE'];

describe('photos that prove a job', () => {
  it.each([
    { before: false, after: false, has: [], missing: [] },
    { before: true, after: true, has: [], missing: ['BEFORE', 'AFTER'] },
    { before: true, after: true, has: ['OTHER' as const], missing: ['BEFORE', 'AFTER'] },
    { before: true, after: true, has: ['AFTER' as const], missing: ['BEFORE'] },
    { before: false, after: true, has: ['BEFORE' as const], missing: ['AFTER'] },
    { before: true, after: true, has: all, missing: [] },
  ])('that are wanted before $before, after $after, and are there $has, miss $missing', (example) => {
    const { before, after, has, missing } = example;
    expect(missingPhotos({ jobPhotos: { before, after } }, has)).toEqual(missing);
  });
});
