import { expect, test } from 'vitest';
import { keptBytes } from '../../memory/young-garbage.ts';
import { toConnection } from './connection.ts';

const MB = 1_024 * 1_024;

test('a page says where it stands', () => {
  const edges = [
    { node: 'a', cursor: '1' },
    { node: 'b', cursor: '2' },
  ];
  const { pageInfo } = toConnection({ edges, hasNextPage: true, hasPreviousPage: false });
  expect(pageInfo).toMatchObject({
    hasNextPage: true,
    hasPreviousPage: false,
    startCursor: '1',
    endCursor: '2',
  });
});

test('a page is let go of with the request, with the young garbage', () => {
  const kept = keptBytes(4_000, () => {
    const edges = [{ node: new Array<number>(2_048).fill(0), cursor: '1' }];
    toConnection({ edges, hasNextPage: false, hasPreviousPage: false });
  });
  expect(kept).toBeLessThan(2 * MB);
});
