import { describe, expect, it } from 'vitest';
import { sizeWithin } from './smaller-photo.ts';

describe('the size at which a photo is sent', () => {
  it.each([
    [4000, 3000, { width: 2560, height: 1920 }],
    [3024, 4032, { width: 1920, height: 2560 }],
    [2560, 1440, null],
    [1, 2561, { width: 1, height: 2560 }],
  ])('of %i by %i is %o', (width, height, size) => {
    expect(sizeWithin(width, height)).toEqual(size);
  });
});
