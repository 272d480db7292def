import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

// Documents that a hostile client could write: any, within what the schema takes.

/** What is selected: a field with what is below it, or a fragment in the place where it is. */
export interface Selection {
  /** How it begins: `node(id: "x")`, `... on Booking`, `...F1`. */
  readonly head: string;
  /** The type of what is below it; null where nothing may be. */
  readonly type: string | null;
  readonly below: readonly Selection[];
}

/** A document: its selections at the root, and fragments, each of which may spread those after it. */
export interface Grown {
  readonly root: Selection;
  readonly fragments: readonly Selection[];
}

/** A number from 0 to below 1, the same again for the same seed. */
export type Chance = () => number;

/** mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function valueFor(type: GraphQLInputType): string {
  if (isNonNullType(type)) return valueFor(type.ofType);
  if (isListType(type)) return `[${valueFor(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return `{${needed.map((field) => `${field.name}: ${valueFor(field.type)}`).join(' ')}}`;
  }
  const byName: Record<string, string> = {
    Int: '1',
    Float: '1',
    Boolean: 'true',
    DateTime: '"2026-01-01T00:00:00Z"',
    LocalDate: '"2026-01-01"',
  };
  return byName[type.name] ?? '"x"';
}

function headOf({ name, args }: GraphQLField<unknown, unknown>): string {
  const given = args.filter((argument) => isNonNullType(argument.type) || argument.name === 'first');
  const texts = given.map((argument) => `${argument.name}: ${valueFor(argument.type)}`);
  return texts.length > 0 ? `${name}(${texts.join(' ')})` : name;
}

/** Grows and changes documents over a schema. */
export class Documents {
  readonly #schema: GraphQLSchema;
  readonly #chance: Chance;

  constructor(schema: GraphQLSchema, chance: Chance) {
    this.#schema = schema;
    this.#chance = chance;
  }

  /** A document with some selections. */
  grown(size: number): Grown {
    let document: Grown = { root: { head: '', type: 'Query', below: [] }, fragments: [] };
    for (let step = 0; step < size; step += 1) document = this.changed(document);
    return document;
  }

  /** The same with one thing more, less or elsewhere. */
  changed({ root, fragments }: Grown): Grown {
    const chance = this.#chance();
    const types = this.#types();
    if (chance < 0.08 && fragments.length < 12) {
      const type = this.#chance() < 0.5 ? 'Node' : this.#one(types);
      return { root, fragments: [...fragments, { head: `F${fragments.length}`, type, below: [] }] };
    }
    const index = Math.floor(this.#chance() * (fragments.length + 2));
    const fragment = fragments[index];
    if (!fragment) return { root: this.#edited(root, fragments, 0), fragments };
    return { root, fragments: fragments.with(index, this.#edited(fragment, fragments, index + 1)) };
  }

  /** A cross of two: fields of the root of both. */
  crossed(one: Grown, other: Grown): Grown {
    const below = [...one.root.below, ...other.root.below].filter(() => this.#chance() < 0.6);
    return { root: { ...one.root, below }, fragments: one.fragments };
  }

  #types(): string[] {
    return Object.values(this.#schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node') ? type.name : [],
    );
  }

  #one<T>(all: readonly T[]): T {
    const found = all[Math.floor(this.#chance() * all.length)];
    if (found === undefined) throw new Error('There is nothing to choose from.');
    return found;
  }

  /** @param first of the fragments that may be spread here */
  #edited(at: Selection, fragments: readonly Selection[], first: number): Selection {
    const inner = at.below.flatMap((each, index) => (each.type === null ? [] : index));
    if (inner.length > 0 && this.#chance() < 0.75) {
      const index = this.#one(inner);
      const chosen = at.below[index];
      if (chosen) return { ...at, below: at.below.with(index, this.#edited(chosen, fragments, first)) };
    }
    const chance = this.#chance();
    if (at.below.length > 1 && chance < 0.15)
      return { ...at, below: at.below.toSpliced(Math.floor(this.#chance() * at.below.length), 1) };
    if (at.below.length > 0 && chance < 0.4)
      return { ...at, below: [...at.below, this.#again(this.#one(at.below), at)] };
    return { ...at, below: [...at.below, this.#new(at, fragments, first)] };
  }

  /** The same once more: as it is, under another name, or in a fragment around it. */
  #again(selection: Selection, at: Selection): Selection {
    const chance = this.#chance();
    const isField = !selection.head.startsWith('...');
    if (isField && chance < 0.5) {
      const bare = selection.head.replace(/^a\d+: /, '');
      return { ...selection, head: `a${Math.floor(this.#chance() * 1000)}: ${bare}` };
    }
    if (chance < 0.8 && at.type) return { head: `... on ${at.type}`, type: at.type, below: [selection] };
    return selection;
  }

  #new(at: Selection, fragments: readonly Selection[], first: number): Selection {
    const type = this.#schema.getType(at.type ?? '');
    const spread = fragments.slice(first);
    if (spread.length > 0 && this.#chance() < 0.3)
      return { head: `...${this.#one(spread).head}`, type: null, below: [] };
    if (type && isInterfaceType(type) && this.#chance() < 0.7) return this.#narrowed();
    if (type && isObjectType(type) && type.name !== 'Query' && this.#chance() < 0.12)
      return { head: '... on Node', type: 'Node', below: [] };
    return this.#field(type);
  }

  #narrowed(): Selection {
    const type = this.#one(this.#types());
    return { head: `... on ${type}`, type, below: [] };
  }

  #field(type: GraphQLNamedType | undefined): Selection {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const deep = fields.filter(
      (field) => isObjectType(getNamedType(field.type)) || isAbstractType(getNamedType(field.type)),
    );
    const from = deep.length > 0 && this.#chance() < 0.7 ? deep : fields;
    if (from.length === 0) return { head: '__typename', type: null, below: [] };
    const field = this.#one(from);
    const named = getNamedType(field.type);
    const isLeaf = !isObjectType(named) && !isAbstractType(named);
    return { head: headOf(field), type: isLeaf ? null : named.name, below: [] };
  }
}

function textOf({ head, type, below }: Selection): string {
  if (type === null) return head;
  const inner = below.length > 0 ? below.map(textOf).join(' ') : '__typename';
  return `${head} { ${inner} }`;
}

/** The document as a client would send it; fragments that nobody spreads are left out. */
export function textOfDocument({ root, fragments }: Grown): string {
  let text = textOf(root).trim();
  for (const fragment of fragments)
    if (new RegExp(`\\.\\.\\.${fragment.head}\\b`).test(text))
      text += ` fragment ${fragment.head} on ${fragment.type} ${textOf({ ...fragment, head: '' })}`;
  return text;
}
