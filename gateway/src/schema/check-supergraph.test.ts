import { describe, expect, it } from 'vitest';
import { composed } from '../../test/composed.ts';
import { checkSupergraph } from './check-supergraph.ts';
import { readSchemaFiles } from './schema-files.ts';

const { supergraphSdl: sdl } = await readSchemaFiles();

function supergraphWith(field: string): string {
  return composed({
    one: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
        "@key", "@context", "@fromContext", "@authenticated"])
      type Query { shop: Shop }
      type Shop @context(name: "shop") { currency: String  ware: Ware }
      type Ware @key(fields: "id") { id: ID!  ${field} }`,
  });
}

const TAKING = supergraphWith('price(in: String @fromContext(field: "$shop { currency }")): Int');

describe('checkSupergraph', () => {
  it('finds no fault in the one of this product', async () => {
    await expect(checkSupergraph(sdl)).resolves.toBeUndefined();
  });

  it('finds none in one whose fields take arguments from above, which @apollo/gateway itself refuses', async () => {
    await expect(checkSupergraph(TAKING)).resolves.toBeUndefined();
    await expect(checkSupergraph(`${TAKING}\nextend type Query { gone: Gone }`)).rejects.toThrow('Gone');
  });

  it.each([
    ['asks for what is not enforced', supergraphWith('price: Int @authenticated'), 'authenticated'],
    ['is no schema', '{', 'Syntax Error'],
    ['is of no subgraphs', 'type Query { a: Int }', 'must be a core schema'],
    ['names a type that is nowhere', `${sdl}\nextend type Query { gone: Gone }`, 'Gone'],
  ])('tells of one that %s', async (_, broken, reason) => {
    await expect(checkSupergraph(broken)).rejects.toThrow(reason);
  });
});
