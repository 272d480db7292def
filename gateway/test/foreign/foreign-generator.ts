import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql';
import type { Dice } from './foreign-dice.ts';

/** What a client might send. */
export interface ForeignOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const HOSTILE = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '_entities',
  'id',
  'sku',
  '__typename',
  'length',
  'data',
  '_0',
  'toJSON',
];
const VARIABLES = ['constructor', 'toString', '_', 'representation', 'id'];
const JSON_LITERALS = [
  '{ a: [1, { b: null }], type: "x" }',
  '[1.5, "t", true]',
  'ENUMLIKE',
  '"""block\n  "text"\n"""',
];
const KIND = 'kindOf: __typename';

/** What the generator may write. */
export interface Habits {
  /** Aliases that are named like something else: so many of a hundred. */
  readonly hostile: number;
  /** `@skip` and `@include`: so many of a hundred. */
  readonly conditions: number;
  /** Whether every object of an abstract type says what it is. */
  readonly tellsKinds: boolean;
}

/** Makes operations of a schema. */
export class ForeignGenerator {
  readonly #schema: GraphQLSchema;
  readonly #dice: Dice;
  readonly #habits: Habits;
  readonly #declared: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  readonly #fragments = new Map<string, { readonly on: string; readonly text: string }>();
  #left = 14;
  #fragmentsLeft = 8;

  constructor(schema: GraphQLSchema, dice: Dice, habits: Habits) {
    this.#schema = schema;
    this.#dice = dice;
    this.#habits = habits;
  }

  /** A subscription, of a schema that has some; call it once. */
  subscription(): ForeignOperation {
    const root = this.#schema.getSubscriptionType();
    if (!root) throw new Error('There are no subscriptions.');
    // Nothing decides about a root.
    const field = this.#field(root, 4).replace(/^([^@{]*)(@\w+\(if: [^)]*\) ?)+/, '$1');
    return this.#written('subscription', `{ ${field} }`);
  }

  #written(kind: string, selections: string): ForeignOperation {
    const head = `${kind} Asked${this.#declared.length ? `(${this.#declared.join(', ')})` : ''}`;
    const fragments = [...this.#fragments].map(([name, { on, text }]) => `fragment ${name} on ${on} ${text}`);
    return { query: [`${head} ${selections}`, ...fragments].join('\n'), variables: this.#variables };
  }

  /** One operation; call it once. */
  generate(): ForeignOperation {
    const mutation = this.#schema.getMutationType();
    const root = mutation && this.#one(3) ? mutation : this.#schema.getQueryType();
    if (!root) throw new Error('There are no queries.');
    const own = this.#selections(root, 4);
    const introspection = root === mutation || !this.#one(12) ? '' : this.#introspection();
    return this.#written(root === mutation ? 'mutation' : 'query', `{ ${introspection} ${own.slice(1)}`);
  }

  #one(of: number): boolean {
    return this.#dice(of) === 0;
  }

  #introspection(): string {
    return (
      [
        '__schema { queryType { name } directives { name } }',
        'self: __type(name: "Query") { kind name fields { name type { kind name ofType { name } } } }',
        '__type(name: "Nothing") { name }',
      ][this.#dice(3)] ?? ''
    );
  }

  #selections(type: GraphQLCompositeType, depth: number): string {
    const parts = Array.from({ length: 1 + this.#dice(3) }, () => this.#selection(type, depth));
    const kind = isAbstractType(type) && this.#habits.tellsKinds ? [KIND] : [];
    return `{ ${[...kind, ...parts].join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const roll = this.#dice(20);
    if (roll === 0) return '__typename';
    if (roll === 1) return `${this.#one(3) ? 'tn2' : 'kindOf'}: __typename`;
    const isFragment = roll < 8 || isUnionType(type) || (isAbstractType(type) && roll < 12);
    if (!isFragment) return this.#field(type, depth);
    if (this.#fragmentsLeft <= 0) return isUnionType(type) ? '__typename' : this.#field(type, depth);
    this.#fragmentsLeft -= 1;
    return this.#fragment(type, depth, roll);
  }

  #fragment(type: GraphQLCompositeType, depth: number, roll: number): string {
    if (roll === 2) return `... ${this.#directive()} ${this.#selections(type, depth)}`;
    return roll === 6 || roll === 7 ? this.#named(type, depth) : this.#inline(type, depth);
  }

  /** A type that fragments on a type may be of. */
  #condition(type: GraphQLCompositeType): GraphQLCompositeType {
    const all = Object.values(this.#schema.getTypeMap()).filter(
      (other): other is GraphQLCompositeType =>
        isCompositeType(other) && !other.name.startsWith('__') && this.#overlaps(type, other),
    );
    return all[this.#dice(all.length)] ?? type;
  }

  #overlaps(one: GraphQLCompositeType, other: GraphQLCompositeType): boolean {
    const of = (type: GraphQLCompositeType) =>
      isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
    return of(one).some((each) => of(other).includes(each));
  }

  #inline(type: GraphQLCompositeType, depth: number): string {
    const condition = this.#condition(type);
    return `... on ${condition.name} ${this.#directive()} ${this.#selections(condition, depth)}`;
  }

  #named(type: GraphQLCompositeType, depth: number): string {
    const known = [...this.#fragments].filter(([, { on }]) => {
      const other = this.#schema.getType(on);
      return isCompositeType(other) && this.#overlaps(type, other);
    });
    const again = known[this.#dice(known.length)];
    if (again && this.#one(2)) return `...${again[0]} ${this.#directive()}`;
    const condition = this.#condition(type);
    const text = this.#selections(condition, depth);
    const name = ['F', 'constructor', 'on_', '__F'][this.#dice(4)] + String(this.#fragments.size);
    this.#fragments.set(name, { on: condition.name, text });
    return `...${name} ${this.#directive()}`;
  }

  #field(type: GraphQLCompositeType, depth: number): string {
    this.#left -= 1;
    const isFlat = depth <= 0 || this.#left < 0;
    const all = isUnionType(type) ? [] : Object.values(type.getFields());
    const usable = all.filter((field) => !isFlat || !isCompositeType(getNamedType(field.type)));
    const field = usable[this.#dice(usable.length)];
    if (!field) return '__typename';
    const named = getNamedType(field.type);
    const args = this.#arguments(field);
    const below = isCompositeType(named) ? this.#selections(named, depth - 1) : '';
    return `${this.#alias(field, args)}${field.name}${args} ${this.#directive()} ${below}`;
  }

  /** The same name for what may be merged, as far as that is seen from the field alone. */
  #alias(field: GraphQLField<unknown, unknown>, args: string): string {
    if (this.#dice(100) < this.#habits.hostile) return `${HOSTILE[this.#dice(HOSTILE.length)]}: `;
    if (args === '' && !this.#one(8)) return '';
    const mark = `${String(field.type)}${args}`.replaceAll(/\W+/g, '_');
    return `${field.name}_${mark}${this.#one(4) ? '_again' : ''}: `;
  }

  #directive(): string {
    if (this.#dice(100) >= this.#habits.conditions) return '';
    return ['skip', 'include']
      .filter(() => this.#one(2))
      .map((name) => `@${name}(if: ${this.#flag()})`)
      .join(' ');
  }

  #flag(): string {
    const roll = this.#dice(6);
    if (roll < 2) return String(roll === 0);
    const name = `flag${roll}`;
    if (this.#declared.some((each) => each.startsWith(`$${name}:`))) return `$${name}`;
    this.#declared.push(`$${name}: Boolean${roll === 2 ? ' = false' : roll === 3 ? ' = true' : '!'}`);
    if (roll > 3 || this.#one(2)) this.#variables[name] = this.#one(2);
    return `$${name}`;
  }

  #arguments({ args }: GraphQLField<unknown, unknown>): string {
    const given = args.filter((argument) => isRequiredArgument(argument) || this.#one(2));
    return given.length ? `(${given.map((argument) => this.#argument(argument)).join(', ')})` : '';
  }

  #argument(argument: GraphQLArgument | GraphQLInputField): string {
    return `${argument.name}: ${this.#given(argument.type, argument.defaultValue !== undefined, 3)}`;
  }

  /** A literal, or a variable; `isFree` where what is not given has a default. */
  #given(type: GraphQLInputType, isFree: boolean, depth: number): string {
    if (!this.#one(3)) return this.#literal(type, depth);
    const variable = this.#variable();
    const nullable = isNonNullType(type) ? type.ofType : type;
    const roll = this.#dice(6);
    const fallback = roll === 0 ? ` = ${this.#literal(type, 0, true)}` : '';
    const declared = isFree || fallback ? nullable : type;
    this.#declared.push(`$${variable}: ${String(declared)}${fallback}`);
    const isAbsent = declared === nullable && roll < 2 && this.#one(2);
    if (!isAbsent) this.#variables[variable] = roll === 2 && type === nullable ? null : this.#value(type, 2);
    return `$${variable}`;
  }

  #variable(): string {
    const name = this.#one(6) ? (VARIABLES[this.#dice(VARIABLES.length)] ?? 'v') : 'v';
    return `${name}${this.#declared.length}`;
  }

  #literal(type: GraphQLInputType, depth: number, isConst = false): string {
    if (!isNonNullType(type) && this.#one(9)) return 'null';
    const named = isNonNullType(type) ? type.ofType : type;
    if (isListType(named)) return this.#listLiteral(named.ofType, depth, isConst);
    if (isInputObjectType(named)) {
      const fields = this.#someFields(named, depth).map(
        (field) =>
          `${field.name}: ${this.#inner(field.type, depth, isConst, field.defaultValue !== undefined)}`,
      );
      return `{ ${fields.join(', ')} }`;
    }
    if (isEnumType(named)) return String(this.#value(named, 0) ?? named.getValues()[0]?.name);
    if (named.name === 'JSON') return JSON_LITERALS[this.#dice(JSON_LITERALS.length)] ?? 'null';
    return JSON.stringify(this.#value(type, 0) ?? null);
  }

  #listLiteral(element: GraphQLInputType, depth: number, isConst: boolean): string {
    if (this.#one(5)) return this.#inner(element, depth, isConst, false);
    const elements = Array.from({ length: this.#dice(3) }, () => this.#inner(element, depth, isConst, false));
    return `[${elements.join(', ')}]`;
  }

  /** What is inside a literal; constants hold no variables. */
  #inner(type: GraphQLInputType, depth: number, isConst: boolean, isFree: boolean): string {
    const hasRoom = depth > 0 && !isConst;
    return hasRoom ? this.#given(type, isFree, depth - 1) : this.#literal(type, depth - 1, isConst);
  }

  #someFields(type: GraphQLInputObjectType, depth: number): GraphQLInputField[] {
    const fields = Object.values(type.getFields());
    return fields.filter((field) => isRequiredInputField(field) || (depth > 0 && this.#one(2)));
  }

  #value(type: GraphQLInputType, depth: number): unknown {
    if (!isNonNullType(type) && depth >= 0 && this.#one(9)) return null;
    const named = isNonNullType(type) ? type.ofType : type;
    if (isListType(named))
      return Array.from({ length: this.#dice(3) }, () => this.#value(named.ofType, depth - 1));
    if (isEnumType(named)) return named.getValues()[this.#dice(named.getValues().length)]?.name;
    if (isInputObjectType(named)) {
      const fields = this.#someFields(named, depth);
      return Object.fromEntries(fields.map((field) => [field.name, this.#value(field.type, depth - 1)]));
    }
    if (named.name === 'JSON')
      return [{ constructor: 1, a: { toString: null } }, ['x', { y: [] }], 7, 'text'][this.#dice(4)];
    if (named.name === 'Int') return [0, 1, 2, -3, 2_147_483_647][this.#dice(5)];
    if (named.name === 'Float') return [0, 0.5, 1e21, -2][this.#dice(4)];
    if (named.name === 'Boolean') return this.#one(2);
    return ['Tree:1', '', 'a"b', 'ø\u2028', '\\n'][this.#dice(5)];
  }
}
