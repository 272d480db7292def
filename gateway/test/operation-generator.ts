import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
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

/** A number from 0 to `max`, both included. */
export type Draw = (max: number) => number;

/** An operation that a client might send. */
export interface GeneratedOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const FLAGS = ['yes', 'no', 'maybe'];

/** Makes operations of a schema: what `draw` says is what they are. */
export class OperationGenerator {
  readonly #schema: GraphQLSchema;
  readonly #draw: Draw;
  readonly #declared = new Map<string, string>();
  readonly #variables: Record<string, unknown> = {};
  readonly #fragments: string[] = [];
  #rest = 8;

  constructor(schema: GraphQLSchema, draw: Draw) {
    this.#schema = schema;
    this.#draw = draw;
  }

  /** One operation; call it once. */
  generate(depth: number): GeneratedOperation {
    const mutation = this.#schema.getMutationType();
    const isMutation = mutation && this.#draw(5) === 0;
    const root = isMutation ? mutation : this.#schema.getQueryType();
    if (!root) throw new Error('The schema has no queries.');
    const selections = this.#selections(root, depth);
    const declarations = [...this.#declared].map(([name, type]) => `$${name}: ${type}`);
    const head = `${isMutation ? 'mutation' : 'query'} Made${declarations.length ? `(${declarations.join(', ')})` : ''}`;
    return { query: [`${head} ${selections}`, ...this.#fragments].join('\n'), variables: this.#variables };
  }

  #selections(type: GraphQLCompositeType, depth: number): string {
    const parts = Array.from({ length: 1 + this.#draw(2) }, () => this.#selection(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const kind = this.#draw(11);
    if (isUnionType(type) && kind < 9) return this.#fragment(type, depth, kind % 2 === 0);
    if (kind === 0) return this.#draw(1) === 0 ? '__typename' : 'kindOfThing: __typename';
    if (kind === 1) return this.#fragment(type, depth, true);
    if (kind === 2) return this.#fragment(type, depth, false);
    if (kind === 3) return `... ${this.#directive()} ${this.#selections(type, depth)}`;
    if (isAbstractType(type) && kind < 8) return this.#fragment(type, depth, true);
    return this.#field(type, depth);
  }

  #fragment(type: GraphQLCompositeType, depth: number, isInline: boolean): string {
    const types = isAbstractType(type) ? [...this.#schema.getPossibleTypes(type), type] : [type];
    const condition = types[this.#draw(types.length - 1)] ?? type;
    const selections = this.#selections(condition, depth);
    if (isInline) return `... on ${condition.name} ${this.#directive()} ${selections}`;
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${condition.name} ${selections}`);
    return `...${name} ${this.#directive()}`;
  }

  #field(type: GraphQLCompositeType, depth: number): string {
    this.#rest -= 1;
    const all = isUnionType(type) ? [] : Object.values(type.getFields());
    const isLeafOnly = depth === 0 || this.#rest < 0;
    const usable = all.filter((field) => !isLeafOnly || !isCompositeType(getNamedType(field.type)));
    const field = usable[this.#draw(Math.max(0, usable.length - 1))];
    if (!field) return '__typename';
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? this.#selections(named, depth - 1) : '';
    const args = this.#arguments(field);
    return `${this.#name(type, field, args)}${args} ${this.#directive()} ${below}`;
  }

  /** The response name: the same for the same, another for whatever cannot be merged. */
  #name(
    type: GraphQLCompositeType,
    { name, type: fieldType }: GraphQLField<unknown, unknown>,
    args: string,
  ): string {
    const isLeaf = !isCompositeType(getNamedType(fieldType));
    const isPlain = args === '' && this.#draw(5) > 0 && (name === 'id' || !isLeaf || !this.#isShared(name));
    if (isPlain && !this.#isShared(name)) return name;
    const mark = args.replaceAll(/\W+/g, '_');
    return `${type.name}_${name}${mark}: ${name}`;
  }

  /** Whether several types have a field of that name, so that it may be of several types. */
  #isShared(name: string): boolean {
    const types = Object.values(this.#schema.getTypeMap()).filter(
      (type) => isCompositeType(type) && !isUnionType(type) && type.getFields()[name],
    );
    return types.length > 1;
  }

  #directive(): string {
    const kind = this.#draw(11);
    if (kind > 1) return '';
    const flag = FLAGS[this.#draw(2)] ?? 'yes';
    const value = this.#draw(5) === 0 ? String(this.#draw(1) === 0) : `$${this.#flag(flag)}`;
    return `${kind === 0 ? '@skip' : '@include'}(if: ${value})`;
  }

  #flag(name: string): string {
    if (this.#declared.has(name)) return name;
    this.#declared.set(name, name === 'maybe' ? 'Boolean = true' : 'Boolean!');
    if (name !== 'maybe' || this.#draw(1) === 0) this.#variables[name] = this.#draw(1) === 0;
    return name;
  }

  #arguments(field: GraphQLField<unknown, unknown>): string {
    const args = field.args.filter((argument) => isRequiredArgument(argument) || this.#draw(1) === 0);
    return args.length ? `(${args.map((argument) => this.#argument(argument)).join(', ')})` : '';
  }

  #argument({ name, type }: GraphQLArgument): string {
    if (this.#draw(2) > 0) return `${name}: ${this.#literal(type)}`;
    const variable = `v${this.#declared.size}`;
    this.#declared.set(variable, String(type));
    this.#variables[variable] = this.#value(type);
    return `${name}: $${variable}`;
  }

  #literal(type: GraphQLInputType): string {
    const named = isNonNullType(type) ? type.ofType : type;
    if (isListType(named)) return `[${this.#literal(named.ofType)}]`;
    if (isEnumType(named)) return String(this.#value(named));
    if (!isInputObjectType(named)) return JSON.stringify(this.#value(named));
    const fields = Object.values(named.getFields()).filter(isRequiredInputField);
    return `{ ${fields.map(({ name, type: fieldType }) => `${name}: ${this.#literal(fieldType)}`).join(', ')} }`;
  }

  #value(type: GraphQLInputType): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType);
    if (isListType(type)) return [this.#value(type.ofType)];
    if (isEnumType(type)) return type.getValues()[0]?.name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(isRequiredInputField);
      return Object.fromEntries(fields.map(({ name, type: fieldType }) => [name, this.#value(fieldType)]));
    }
    if (type.name === 'Int') return this.#draw(4);
    if (type.name === 'Float') return this.#draw(4) / 2;
    if (type.name === 'Boolean') return this.#draw(1) === 0;
    return type.name === 'ID' ? `Product:${this.#draw(3)}` : `text ${this.#draw(9)}`;
  }
}
