import { gzipSync } from 'node:zlib';

/** The one type of a body that is taken. */
export const JSON_TYPE = { 'content-type': 'application/json' };
const INVALID = 'GRAPHQL_VALIDATION_FAILED';
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
/** A body that nobody refuses. */
export const GOOD = JSON.stringify({ query: '{ tenant { name } }' });

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
/** A body that asks for a document. */
export const asked = (query: string, variables?: string) =>
  `{"query":${JSON.stringify(query)}${variables ? `,"variables":${variables}` : ''}}`;
const SOME = 'query($n: Int!) { sessions(first: $n) { id } }';
/** Fragments of which each spreads the next twice: 65,536 leaves in a few lines. */
export const bomb = (type: string, entry: string, leaf: string, doublings = 16) =>
  `${entry} ${times(doublings, (index) => `fragment F${index} on ${type} { ...F${index + 1} ...F${index + 1} }`)} ` +
  `fragment F${doublings} on ${type} { ${leaf} }`;
const nested = (text: string, count: number) => text.repeat(count);
const proto = '{"query":"{ __typename }","variables":{"__proto__":{"isAdmin":true}}}';

/** What is sent, and how it is refused. */
export type Attack = [
  name: string,
  body: string | Buffer,
  status: number,
  code: string,
  headers?: Record<string, string>,
];

/** Documents that ask for too much, or break the rules. */
export const DOCUMENTS: readonly Attack[] = [
  [
    '1,000 aliases',
    asked(`{ ${times(300, (i) => `a${i}: tenant { name }`)} }`),
    400,
    'DOCUMENT_LIMIT_EXCEEDED',
  ],
  [
    '300 aliases of __typename',
    asked(`{ ${times(300, (i) => `a${i}: __typename`)} }`),
    400,
    'DOCUMENT_LIMIT_EXCEEDED',
  ],
  [
    '1,000 aliases of __typename',
    asked(`{ ${times(1000, (i) => `a${i}: __typename`)} }`),
    400,
    'DOCUMENT_LIMIT_EXCEEDED',
  ],
  ['10,000 tokens', asked(`{ ${times(10_000, () => 'x')} }`), 400, 'DOCUMENT_LIMIT_EXCEEDED'],
  ['depth 16', asked(`{ ${nested('tenant { ', 16)} id ${nested('}', 16)} }`), 400, 'DOCUMENT_LIMIT_EXCEEDED'],
  [
    'depth hidden in fragments',
    asked(
      `{ ...A } fragment A on Query { tenant { sessions { ...B } } } fragment B on Session { trainer { ${nested('x { ', 6)} id ${nested('}', 6)} } }`,
    ),
    400,
    'DOCUMENT_LIMIT_EXCEEDED',
  ],
  ['400 levels of selections', asked(nested('{ a ', 400) + nested('}', 400)), 400, 'DOCUMENT_LIMIT_EXCEEDED'],
  [
    '400 levels of lists in an argument',
    asked(`{ session(id: ${nested('[', 400)}${nested(']', 400)}) { id } }`),
    400,
    'DOCUMENT_LIMIT_EXCEEDED',
  ],
  [
    'a fragment bomb of 2^16 fields at the root',
    asked(bomb('Query', '{ ...F0 }', '__typename')),
    400,
    'DOCUMENT_LIMIT_EXCEEDED',
  ],
  [
    'a fragment bomb of 2^80 objects',
    asked(bomb('Session', '{ sessions(first: 1) { ...F0 } }', 'trainer { id }', 80)),
    400,
    'COST_EXCEEDED',
  ],
  [
    'a fragment bomb of 2^16 objects',
    asked(bomb('Session', '{ sessions(first: 1) { ...F0 } }', 'trainer { id }')),
    400,
    'COST_EXCEEDED',
  ],
  [
    'fragments in a circle',
    asked('{ tenant { ...A } } fragment A on Tenant { ...B } fragment B on Tenant { ...A }'),
    400,
    INVALID,
  ],
  [
    'a fragment that spreads itself at the root',
    asked('{ ...A } fragment A on Query { ...A __typename }'),
    400,
    INVALID,
  ],
  [
    'a fragment named __schema',
    asked('{ ...__schema } fragment __schema on Query { __typename }'),
    400,
    INVALID,
  ],
  ['an operation named __schema', asked('query __schema { __typename }'), 400, INVALID],
  [
    'a variable named __type',
    asked('query($__type: Int!) { sessions(first: $__type) { id } }', '{"__type":1}'),
    400,
    INVALID,
  ],
  ['an alias that poses as __typename', asked('{ tenant { __typename: name } }'), 400, INVALID],
  [
    'fragments named like what objects inherit',
    asked('{ ...constructor } fragment constructor on Query { ...toString } '),
    400,
    INVALID,
  ],
  [
    '100 directives',
    asked(`{ tenant { name ${times(100, () => '@include(if: true)')} } }`),
    400,
    'DOCUMENT_LIMIT_EXCEEDED',
  ],
  [
    '100 unknown directives',
    asked(`query ${times(100, (i) => `@d${i}`)} { __typename }`),
    400,
    'DOCUMENT_LIMIT_EXCEEDED',
  ],
  ['@defer', asked('{ ... @defer { tenant { name } } }'), 400, INVALID],
  [
    '300 operations',
    asked(times(190, (i) => `query Q${i} { __typename }`)),
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  [
    'fields that overlap',
    asked(`{ ${times(150, (i) => `sessions(first: ${i}) { id }`)} }`),
    400,
    'DOCUMENT_LIMIT_EXCEEDED',
  ],
  [
    'a subscription whose root depends on a variable',
    asked('subscription($no: Boolean!) { seatsChanged @skip(if: $no) { id } }', '{"no":true}'),
    400,
    INVALID,
  ],
  [
    'the same around it',
    asked('subscription { ... @include(if: false) { seatsChanged { id } } }'),
    400,
    INVALID,
  ],
  ['a definition of a type', asked('type Query { hacked: String }'), 400, INVALID],
  [
    'introspection in circles',
    asked(`{ __schema { types { ${nested('fields { type { ', 8)} name ${nested('} }', 8)} } } }`),
    400,
    INVALID,
  ],
  ['an internal field', asked('{ _host(host: "a") { tenantId } _service { sdl } }'), 400, INVALID],
  ['a query of null characters', asked('{ \u0000 }'), 400, 'GRAPHQL_PARSE_FAILED'],
  [
    'a half of a character',
    '{"query":"{ session(id: \\"\\\\uD83D\\") { id } }"}',
    400,
    'GRAPHQL_PARSE_FAILED',
  ],
  ['90 kB of comment', asked(`#${'x'.repeat(90_000)}`), 400, 'GRAPHQL_PARSE_FAILED'],
  ['90 kB of brackets', asked('{'.repeat(90_000)), 400, 'GRAPHQL_PARSE_FAILED'],
  [
    '90 kB of a text that does not end',
    asked(`{ session(id: "${'x'.repeat(90_000)}`),
    400,
    'GRAPHQL_PARSE_FAILED',
  ],
];

/** Lists that are too long, and numbers that are none. */
export const LISTS: readonly Attack[] = [
  ['a list of 101', asked('{ sessions(first: 101) { id } }'), 400, 'DOCUMENT_LIMIT_EXCEEDED'],
  ['a list of 0', asked('{ sessions(first: 0) { id } }'), 400, 'DOCUMENT_LIMIT_EXCEEDED'],
  ['a list of -1', asked('{ sessions(first: -1) { id } }'), 400, 'DOCUMENT_LIMIT_EXCEEDED'],
  ['a list of 2,147,483,647 by a variable', asked(SOME, '{"n":2147483647}'), 400, 'DOCUMENT_LIMIT_EXCEEDED'],
  [
    'a list of 101 by a default',
    asked('query($n: Int! = 101) { sessions(first: $n) { id } }'),
    400,
    'DOCUMENT_LIMIT_EXCEEDED',
  ],
  [
    'a list of 101 by the default of a variable that objects inherit',
    asked('query($constructor: Int! = 101) { sessions(first: $constructor) { id } }', '{}'),
    400,
    'DOCUMENT_LIMIT_EXCEEDED',
  ],
  [
    'a list of 101 in a fragment',
    asked('{ ...A } fragment A on Query { sessions(first: 101) { id } }'),
    400,
    'DOCUMENT_LIMIT_EXCEEDED',
  ],
  ['a number of 40 digits', asked(`{ sessions(first: ${'9'.repeat(40)}) { id } }`), 400, INVALID],
  ['1e999 in a document', asked('{ sessions(first: 1e999) { id } }'), 400, INVALID],
  ['1e999 in a variable', asked(SOME, '{"n":1e999}'), 400, 'BAD_USER_INPUT'],
  ['-1e999 in a variable', asked(SOME, '{"n":-1e999}'), 400, 'BAD_USER_INPUT'],
  ['1.5 in a variable', asked(SOME, '{"n":1.5}'), 400, 'BAD_USER_INPUT'],
  ['2^53 in a variable', asked(SOME, '{"n":9007199254740993}'), 400, 'DOCUMENT_LIMIT_EXCEEDED'],
  ['a text for a number', asked(SOME, '{"n":"10"}'), 400, 'BAD_USER_INPUT'],
  ['a list for a number', asked(SOME, '{"n":[[[1]]]}'), 400, 'BAD_USER_INPUT'],
  ['null for a number', asked(SOME, '{"n":null}'), 400, 'BAD_USER_INPUT'],
  ['no variable', asked(SOME), 400, 'BAD_USER_INPUT'],
  [
    '40,000 lists inside lists for a number',
    asked(SOME, `{"n":${nested('[', 40_000)}${nested(']', 40_000)}}`),
    400,
    'DOCUMENT_LIMIT_EXCEEDED',
  ],
  [
    '40,000 lists inside lists that nobody asked for',
    asked('{ tenant { name } }', `{"x":${nested('[', 40_000)}${nested(']', 40_000)}}`),
    400,
    'DOCUMENT_LIMIT_EXCEEDED',
  ],
  [
    '11 objects inside objects in a variable',
    asked('{ tenant { name } }', `{"x":${nested('{"y":', 11)}1${nested('}', 11)}}`),
    400,
    'DOCUMENT_LIMIT_EXCEEDED',
  ],
  ['an octal number', asked('{ sessions(first: 010) { id } }'), 400, 'GRAPHQL_PARSE_FAILED'],
];

/** Bodies that are no question. */
export const BODIES: readonly Attack[] = [
  ['malformed JSON', '{"query": ', 400, 'BAD_REQUEST'],
  ['JSON with a comma too many', '{"query":"{ __typename }",}', 400, 'BAD_REQUEST'],
  ['NaN', '{"query":"{ __typename }","variables":{"n":NaN}}', 400, 'BAD_REQUEST'],
  ['no body', '', 400, 'BAD_REQUEST'],
  ['null', 'null', 400, 'BAD_REQUEST'],
  ['a number', '1e400', 400, 'BAD_REQUEST'],
  ['an empty object', '{}', 400, 'BAD_REQUEST'],
  ['a null query', '{"query":null}', 400, 'BAD_REQUEST'],
  ['an empty query', '{"query":""}', 400, 'BAD_REQUEST'],
  ['a query of blanks', '{"query":"   "}', 400, 'GRAPHQL_PARSE_FAILED'],
  ['a query that is an object', '{"query":{"kind":"Document","definitions":[]}}', 400, 'BAD_REQUEST'],
  [
    'a name of an operation that is a number',
    '{"query":"{ __typename }","operationName":7}',
    400,
    'BAD_REQUEST',
  ],
  ['variables that are a list', '{"query":"{ __typename }","variables":[]}', 400, 'BAD_REQUEST'],
  ['extensions that are a list', '{"query":"{ __typename }","extensions":[]}', 400, 'BAD_REQUEST'],
  [
    'a hash of no query',
    '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":{"$ne":""}}}}',
    400,
    'BAD_REQUEST',
  ],
  ['a batch', `[${GOOD},${GOOD}]`, 400, 'BAD_REQUEST'],
  ['a batch of 1,000', `[${times(1000, () => '{"query":"{ __typename }"},')}{}]`, 400, 'BAD_REQUEST'],
  ['an empty batch', '[]', 400, 'BAD_REQUEST'],
  ['a prototype', proto, 400, 'BAD_REQUEST'],
  [
    'invalid UTF-8',
    Buffer.from([
      ...Buffer.from('{"query":"{ session(id: \\"'),
      0xff,
      0xfe,
      ...Buffer.from('\\") { id } }"}'),
    ]),
    400,
    'BAD_REQUEST',
  ],
  ['UTF-16', Buffer.from(GOOD, 'utf16le'), 400, 'BAD_REQUEST'],
  ['a surrogate in UTF-8', Buffer.from([0x7b, 0xed, 0xa0, 0x80, 0x7d]), 400, 'BAD_REQUEST'],
  ['a body over 100 kB', asked('#'.repeat(100_001)), 413, 'BAD_REQUEST'],
];

/** Questions in the wrong dress. */
export const TYPES: readonly Attack[] = [
  ['text', GOOD, 415, 'BAD_REQUEST', { 'content-type': 'text/plain' }],
  ['a form of another page', 'query=%7B__typename%7D', 415, 'BAD_REQUEST', FORM_TYPE],
  ['a form with files', '--x\r\n', 415, 'BAD_REQUEST', { 'content-type': 'multipart/form-data; boundary=x' }],
  ['a document as it is', '{ __typename }', 415, 'BAD_REQUEST', { 'content-type': 'application/graphql' }],
  ['XML', '<a/>', 415, 'BAD_REQUEST', { 'content-type': 'application/xml' }],
  ['a type that is none', GOOD, 415, 'BAD_REQUEST', { 'content-type': ';;;' }],
  ['no type', GOOD, 415, 'BAD_REQUEST', {}],
  ['a compressed body', gzipSync(GOOD), 415, 'BAD_REQUEST', { ...JSON_TYPE, 'content-encoding': 'gzip' }],
  ['another charset', GOOD, 415, 'BAD_REQUEST', { 'content-type': 'application/json; charset=utf-16' }],
  ['a wish for HTML', GOOD, 406, 'BAD_REQUEST', { ...JSON_TYPE, accept: 'text/html' }],
];
