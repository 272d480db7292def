import { parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { withCosts } from './costs.ts';

const writtenOf = (sdl: string) => print(withCosts(parse(sdl)));

describe('withCosts', () => {
  it('says of pages by which arguments they are as long, and of lists of objects how long they are assumed to be', () => {
    const sdl = writtenOf(`
      type Query { things(first: Int, last: Int): ThingConnection  some(first: Int! = 100): [Thing!]!  all: [Thing]  names: [String!] }
      type ThingConnection { edges: [ThingEdge!]! }
      type Thing { kinds: [Kind!]!  long: [Thing!]! @listSize(assumedSize: 500) }
      enum Kind { ONE }
    `);
    expect(sdl).toContain(
      'last: Int): ThingConnection @listSize(assumedSize: 10, slicingArguments: ["first", "last"], sizedFields: ["edges"], requireOneSlicingArgument: false)',
    );
    expect(sdl).toContain(
      '[Thing!]! @listSize(assumedSize: 10, slicingArguments: ["first"], requireOneSlicingArgument: false)',
    );
    expect(sdl).toContain('all: [Thing] @listSize(assumedSize: 10)\n');
    expect(sdl).toContain('long: [Thing!]! @listSize(assumedSize: 500)\n');
    for (const plain of ['names: [String!]', 'kinds: [Kind!]!', 'edges: [ThingEdge!]!'])
      expect(sdl).toContain(`${plain}\n`);
  });

  it('says that mutations cost 10 unless they say it themselves', () => {
    const sdl = writtenOf('type Mutation { book: Int  upload: Int @cost(weight: 50) }');
    expect(sdl).toContain('book: Int @cost(weight: 10)\n');
    expect(sdl).toContain('upload: Int @cost(weight: 50)\n');
  });

  it('refuses a weight on what is no root field, since no answer would show it', () => {
    expect(() => writtenOf('type Thing { dear: Int @cost(weight: 5) }')).toThrow(
      'Thing.dear is no root field',
    );
  });
});
