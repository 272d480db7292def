import { Unavailable } from '@freehold/kernel/errors/refusals';
import { describe, expect, it } from 'vitest';
import { faces } from '../../test/test-faces.ts';
import { catalogOf } from './catalog.service.ts';

describe('what an edition sells', () => {
  it('is taken as the edition says it', () => {
    expect(catalogOf(faces, 'test')).toBe(faces.test.catalog);
  });

  it.each(['moonbase', 'constructor', ''])(
    'is not known of the edition "%s", which is not in service',
    (name) => {
      expect(() => catalogOf(faces, name)).toThrow(Unavailable);
    },
  );

  it.each([
    ['nothing', undefined],
    ['no catalog', {}],
    ['half a catalog', { catalog: { line: 'test', plans: [] } }],
  ])('is refused when an edition says %s', (_what, face) => {
    expect(() => catalogOf({ test: face }, 'test')).toThrow();
  });
});
