import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composed } from '../../../test/composed.ts';
import { OperationCompiler } from '../operation-compiler.ts';
import type { Ask } from '../plan/plan-run.ts';
import { WrittenData } from '../written-data.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external"])';

const HOUSE = {
  works: `${LINK}
    type Query { finds: [Find]  work(id: ID!): Work  grid: [[Book!]!]!  rows: [[[Work]!]!] any: [Any!]!  things: [Thing!]! }
    interface Work { id: ID!  title: String!  by: Person  remark: String }
    type Book implements Work @key(fields: "id") { id: ID!  title: String!  by: Person  remark: String  pages: Int! }
    type Film implements Work @key(fields: "id") { id: ID!  title: String!  by: Person  remark: String  minutes: Float }
    type Note { text: String }
    union Find = Book | Film | Note
    union Any = ${Array.from({ length: 25 }, (_, index) => `A${index}`).join(' | ')}
    ${Array.from({ length: 25 }, (_, index) => `type A${index} { a: Int }`).join('\n')}
    interface Thing { at: Int }
    ${Array.from({ length: 12 }, (_, index) => `type T${index} implements Thing { at: Int  b: Int }`).join('\n')}
    type Person @key(fields: "id") { id: ID!  name: String  born: Int }`,
  stock: `${LINK}
    type Book @key(fields: "id") { id: ID!  left: Int!  shelf: String  box: Box }
    type Film @key(fields: "id") { id: ID!  left: Int!  reel: String  box: Box }
    type Box { a: Int  b: Int }`,
};
const FINDS = `{ finds { ... on Work { title } ... on Book { pages by { name } } ... on Film { minutes by { born } } ... on Note { text } } }`;
const BOOK = { __typename: 'Book', title: 'One', pages: 3, by: { name: 'A' } };
const FILM = { __typename: 'Film', title: 'Two', minutes: 1.5, by: { born: 1970 } };
const NOTE = { __typename: 'Note', text: 'Three "3"' };

const compiler = new OperationCompiler(composed(HOUSE));
const withoutType = ({ __typename: _, ...rest }: Readonly<Record<string, unknown>>) => rest;
const finds = (...all: readonly unknown[]) => JSON.stringify({ data: { finds: all } });

/** What is written of replies, what the careful way makes of them, and how many of them were read by patterns. */
async function shown(query: string, replies: Readonly<Record<string, string>>) {
  const compiled = compiler.compile(parse(query), null);
  let read = 0;
  const ask: Ask = async (subgraph, request) => {
    const text = replies[subgraph] ?? '';
    const data = request.read?.(text) ?? null;
    if (data) read += 1;
    return data ? { data } : JSON.parse(text);
  };
  const written = await compiled.write({ ask, variables: {} });
  const careful = await compiled.execute({
    ask: async (subgraph) => JSON.parse(replies[subgraph] ?? ''),
    variables: {},
  });
  const text = written.data instanceof WrittenData ? written.data.text : JSON.stringify(written.data);
  expect(text).toBe(JSON.stringify(careful.data));
  expect([written.errors, written.faults].map(String)).toEqual([careful.errors, careful.faults].map(String));
  return { text, read, isWritten: written.data instanceof WrittenData };
}

describe('a reply with objects of several types', () => {
  it('is read by the pattern of each type, whatever their order', async () => {
    const all = [FILM, BOOK, NOTE, null, BOOK];
    const { text, read, isWritten } = await shown(FINDS, { works: finds(...all) });
    expect([read, isWritten]).toEqual([1, true]);
    expect(text).toBe(JSON.stringify({ finds: all.map((each) => each && withoutType(each)) }));
  });

  it('is read where it is one object, and where its type is asked for under any name', async () => {
    const query = '{ work(id: "1") { kind: __typename id title ... on Book { pages } __typename } }';
    const work = { __typename: 'Book', kind: 'Book', id: '1', title: 'One', pages: 3 };
    const { text, read } = await shown(query, { works: JSON.stringify({ data: { work } }) });
    expect([read, text]).toEqual([
      1,
      '{"work":{"kind":"Book","id":"1","title":"One","pages":3,"__typename":"Book"}}',
    ]);
  });

  it('gives what other steps of the plan need, and takes their replies by the types that were told', async () => {
    const query = '{ finds { ... on Book { title left } ... on Film { title id } } }';
    const works = finds(
      { __typename: 'Book', id: '1', title: 'One' },
      { __typename: 'Note' },
      { __typename: 'Film', title: 'Two', id: '2' },
    );
    const { text, read, isWritten } = await shown(query, {
      works,
      stock: '{"data":{"_entities":[{"left":5}]}}',
    });
    expect([read, isWritten]).toEqual([2, true]);
    expect(text).toBe('{"finds":[{"title":"One","left":5},{},{"title":"Two","id":"2"}]}');
  });

  it.each<[string, string, readonly object[], number]>([
    ['alike', '... on Book { left } ... on Film { left }', [{ left: 5 }, { left: 6 }], 2],
    [
      'told apart by their fields',
      '... on Book { left shelf } ... on Film { left reel }',
      [
        { left: 5, shelf: null },
        { left: 6, reel: 'r' },
      ],
      2,
    ],
    [
      'alike at first sight',
      '... on Book { box { a } } ... on Film { box { b } }',
      [{ box: { a: 5 } }, { box: { b: 6 } }],
      1,
    ],
    [
      'not told in their order',
      '... on Book { left shelf } ... on Film { left reel }',
      [
        { left: 5, reel: 'r' },
        { left: 6, shelf: 's' },
      ],
      2,
    ],
  ])('is read where entities of several types are %s', async (_name, asked, entities, wanted) => {
    const works = finds({ __typename: 'Book', id: '1' }, { __typename: 'Film', id: '2' });
    const stock = JSON.stringify({ data: { _entities: entities } });
    const { read } = await shown(`{ finds { ${asked} } }`, { works, stock });
    expect(read).toBe(wanted);
  });

  it.each<[string, unknown]>([
    ['a type that is not there', { ...BOOK, __typename: 'Person' }],
    ['a type that nobody knows', { ...BOOK, __typename: 'Nope' }],
    ['a type with a name that objects inherit', { ...BOOK, __typename: 'constructor' }],
    ['the fields of another type', { ...FILM, __typename: 'Book' }],
    ['another type of the same fields', { ...BOOK, __typename: 'Film' }],
    ['the name of an interface', { ...BOOK, __typename: 'Work' }],
    ['a type that is no text', { ...BOOK, __typename: 7 }],
    ['an empty type', { ...BOOK, __typename: '' }],
    ['no type', withoutType(BOOK)],
    ['its type last', { ...withoutType(BOOK), __typename: 'Book' }],
    ['its type twice', { __typename: 'Book', ...withoutType(FILM), pages: 1 }],
    ['null for what is never null', { ...BOOK, pages: null }],
    ['a fraction for a whole number', { ...BOOK, pages: 0.5 }],
    ['more than was asked', { ...BOOK, minutes: 5 }],
    ['passages of its own', { ...BOOK, '#0.0': '"title":"Another"' }],
    ['a list for an object', [BOOK]],
    ['text for an object', 'Book'],
  ])('is never taken for right when it says %s', async (_name, wrong) => {
    const { read } = await shown(FINDS, { works: finds(FILM, wrong, NOTE) });
    expect(read).toBe(0);
  });

  it.each<[string, string]>([
    ['ends in a type', '{"data":{"finds":[{"__typename":"Book'],
    ['ends after a type', '{"data":{"finds":[{"__typename":"Book"'],
  ])('is not read when it %s', (_name, text) => {
    const compiled = compiler.compile(parse(FINDS), null);
    const seen: unknown[] = [];
    const ask: Ask = async (_subgraph, { read }) => {
      seen.push(read?.(text));
      return { data: null };
    };
    return compiled.write({ ask, variables: {} }).then(() => expect(seen).toEqual([null]));
  });

  it('is written with care where another reply calls one of its objects something else', async () => {
    const query = '{ work(id: "1") { ... on Book { remark left } ... on Film { remark } } }';
    const works = { __typename: 'Book', id: '1', remark: 'Read' };
    const { text, read, isWritten } = await shown(query, {
      works: JSON.stringify({ data: { work: works } }),
      stock: '{"data":{"_entities":[{"__typename":"Film","left":5}]}}',
    });
    expect([read, isWritten]).toEqual([1, false]);
    expect(text).toBe('{"work":{"remark":"Read"}}');
  });

  it('is parsed where there are very many types, but for those that the client has named', async () => {
    const reply = (...names: readonly string[]) =>
      JSON.stringify({ data: { any: names.map((__typename) => ({ __typename, a: 1 })) } });
    const named = '{ any { ... on A3 { a } ... on A24 { a } } }';
    expect((await shown(named, { works: reply('A3', 'A24') })).read).toBe(1);
    expect((await shown(named, { works: '{"data":{"any":[{"__typename":"A4"}]}}' })).read).toBe(0);
    const all = `{ any { ${Array.from({ length: 25 }, (_, index) => `... on A${index} { a }`).join(' ')} } }`;
    expect((await shown(all, { works: reply('A3') })).read).toBe(0);
  });

  it('is read of a dozen types where the client has named none of them', async () => {
    const works = '{"data":{"things":[{"__typename":"T3","at":1},{"__typename":"T11","at":null}]}}';
    const { text, read } = await shown('{ things { at } }', { works });
    expect([read, text]).toEqual([1, '{"things":[{"at":1},{"at":null}]}']);
    expect((await shown('{ things { at ... on T4 { b } } }', { works })).read).toBe(0);
  });
});

describe('a reply with lists of lists of objects', () => {
  it('is read by patterns, whatever is empty or null in it', async () => {
    const query = '{ grid { title pages } rows { title ... on Book { pages } } }';
    const book = { title: 'One', pages: 3 };
    const rows = [
      [[{ __typename: 'Book', ...book }, null], []],
      [],
      [[{ __typename: 'Film', title: 'Two' }]],
    ];
    const data = { grid: [[book, book], [], [book]], rows };
    const { text, read, isWritten } = await shown(query, { works: JSON.stringify({ data }) });
    expect([read, isWritten]).toEqual([1, true]);
    expect(text).toBe(JSON.stringify({ ...data, rows: [[[book, null], []], [], [[{ title: 'Two' }]]] }));
  });

  it.each<[string, unknown]>([
    ['a list less', [{ title: 'One', pages: 3 }]],
    ['a list more', [[[{ title: 'One', pages: 3 }]]]],
    ['something else in a list', [[{ title: 'One', pages: 3 }, 5]]],
    ['a wrong value', [[{ title: 'One', pages: 'three' }]]],
  ])('is never taken for right when it has %s', async (_name, grid) => {
    const { read } = await shown('{ grid { title pages } }', { works: JSON.stringify({ data: { grid } }) });
    expect(read).toBe(0);
  });

  it('is told with care where null is in it that may not be', async () => {
    const { text, isWritten } = await shown('{ grid { title } }', { works: '{"data":{"grid":[[null]]}}' });
    expect([text, isWritten]).toEqual(['null', false]);
  });
});
