import { describe, expect, it } from 'vitest';
import { checkSupergraph } from './check-supergraph.ts';
import { readSchemaFiles } from './schema-files.ts';

const { supergraphSdl: sdl } = await readSchemaFiles();

describe('checkSupergraph', () => {
  it('finds no fault in the one of this product', async () => {
    await expect(checkSupergraph(sdl)).resolves.toBeUndefined();
  });

  it.each([
    ['is no schema', '{', 'Syntax Error'],
    ['is of no subgraphs', 'type Query { a: Int }', 'must be a core schema'],
    ['names a type that is nowhere', `${sdl}\nextend type Query { gone: Gone }`, 'Gone'],
  ])('tells of one that %s', async (_, broken, reason) => {
    await expect(checkSupergraph(broken)).rejects.toThrow(reason);
  });
});
