const STRINGS = [
  '',
  'plain',
  'quo"te',
  'back\\slash',
  'øå 漢',
  'line\nbreak',
  'sep\u2028',
  '😀',
  '\ud800',
  '</script>',
  '\u007f',
];
const INTS = [0, -1, 2_147_483_647, -2_147_483_648];
const FLOATS = [0, -0.5, 1e21, 1e-7, 12.25];
const JSONS = [{ any: [null, { deep: true }] }, [], {}, 'text', 0, [[{}]], { __typename: 'Tree', id: 1 }];

/** A leaf that is a key, or in one: each object has another. */
export function keyLeaf(typeName: string, identity: string, fieldName: string, seed: number): unknown {
  if (typeName === 'Int') return identity.includes(':') ? Number(identity.split(':')[1]) * 7 + 1 : seed % 10;
  return fieldName === 'id' ? identity : `${fieldName}-${identity}`;
}

/** Any other leaf: what is hard to write, and what is not. */
export function leaf(typeName: string, seed: number): unknown {
  if (typeName === 'Int') return INTS[seed % 5] ?? seed % 1000;
  if (typeName === 'Float') return FLOATS[seed % 6] ?? (seed % 1000) / 8;
  if (typeName === 'Boolean') return seed % 2 === 0;
  if (typeName === 'JSON') return JSONS[seed % JSONS.length];
  return `${STRINGS[seed % STRINGS.length]}${seed % 3 === 0 ? '' : seed % 100}`;
}
