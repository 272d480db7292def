import { type Access, callerRule } from '@freehold/kernel/permissions/access';
import type { Rule } from '@freehold/kernel/permissions/rules';
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';
import { z } from 'zod';

const accessSchema: z.ZodType<Access> = z.object({
  actions: z.array(z.string()).optional(),
  feature: z.string().optional(),
  own: z.boolean().optional(),
  signedIn: z.boolean().optional(),
  anyone: z.boolean().optional(),
});

/** A field that some callers are refused, whatever it is asked of. */
export interface Gate {
  /** Among {@link AccessRules.rules}. */
  readonly rule: number;
  readonly mayBeNull: boolean;
}

/** What is known of a field of an object type. */
interface Field {
  /** The type of its objects or leaves. */
  readonly typeName: string;
  readonly gate: Gate | null;
}

function named(directives: readonly ConstDirectiveNode[] | undefined, name: string): ConstDirectiveNode[] {
  return (directives ?? []).filter((directive) => directive.name.value === name);
}

function typeNameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : typeNameOf(type.type);
}

function argumentsOf({ arguments: given = [] }: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

/** Whether one subgraph alone answers a field: only then is `@access` in the supergraph what that subgraph enforces. */
function isOfOneSubgraph(type: ObjectTypeDefinitionNode, field: FieldDefinitionNode): boolean {
  const owners = named(field.directives, 'join__field');
  const all = owners.length > 0 ? owners : named(type.directives, 'join__type');
  return all.length === 1;
}

/** The rules of a supergraph that depend on the caller alone, read from `@access`. */
export class AccessRules {
  /** The distinct rules; a {@link Gate} names one by its index. */
  readonly rules: readonly Rule[];
  readonly #fields = new Map<string, Field>();
  readonly #types = new Set<string>();

  /** @throws {Error} when an `@access` cannot be read. */
  constructor(supergraph: DocumentNode) {
    const known = new Map<string, number>();
    const rules: Rule[] = [];
    const indexOf = (rule: Rule): number => {
      const text = JSON.stringify(rule);
      const index = known.get(text) ?? rules.push(rule) - 1;
      known.set(text, index);
      return index;
    };
    for (const type of supergraph.definitions) {
      if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      this.#types.add(type.name.value);
      for (const field of type.fields ?? []) this.#add(type, field, indexOf);
    }
    this.rules = rules;
  }

  /** Whether a type is one of objects; interfaces and unions are not. */
  isObjectType(typeName: string): boolean {
    return this.#types.has(typeName);
  }

  /** A field of an object type; null for any other, and for what every schema has. */
  find(typeName: string, fieldName: string): Field | null {
    return this.#fields.get(`${typeName}.${fieldName}`) ?? null;
  }

  #add(type: ObjectTypeDefinitionNode, field: FieldDefinitionNode, indexOf: (rule: Rule) => number): void {
    const rule = isOfOneSubgraph(type, field) ? ruleOf(field) : null;
    const mayBeNull = field.type.kind !== Kind.NON_NULL_TYPE;
    const gate = rule && { rule: indexOf(rule), mayBeNull };
    this.#fields.set(`${type.name.value}.${field.name.value}`, { typeName: typeNameOf(field.type), gate });
  }
}

function ruleOf(field: FieldDefinitionNode): Rule | null {
  const [access] = named(field.directives, 'access');
  return access ? callerRule(accessSchema.parse(argumentsOf(access))) : null;
}
