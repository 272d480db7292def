import { createHash } from 'node:crypto';
import { type DocumentNode, Kind, visit } from 'graphql';

/** Labels that are not `percent(x)`, by the share of tenants for whom they are overridden, in percent. */
export type OverrideShares = ReadonlyMap<string, number>;

/** Labels that are overridden, in the order of the alphabet. */
export type Overridden = readonly string[];

/** Nothing is overridden. */
export const NOT_OVERRIDDEN: Overridden = [];

const PERCENT = /^percent\((\d+(?:\.\d+)?)\)$/;
const HASH_BYTES = 6;

/**
 * Where a tenant stands for a label, from 0 to below 100: always at the same place, for two labels at two that have nothing
 * to do with each other.
 */
function placeOf(tenant: string, label: string): number {
  const hash = createHash('sha256').update(`${tenant}\n${label}`).digest();
  return (hash.readUIntBE(0, HASH_BYTES) / 256 ** HASH_BYTES) * 100;
}

/** The labels of fields that are on their way from one subgraph to another (`@override(from:, label:)`). */
export class OverrideLabels {
  /** The fields of each label, by their names alone. */
  readonly #fields = new Map<string, Set<string>>();
  readonly #shares: OverrideShares;
  /** Those that a document may meet. */
  readonly #met = new WeakMap<DocumentNode, readonly string[]>();
  readonly #isPlanField: (name: string) => boolean;

  /**
   * @param shares of labels that are not `percent(x)`; without, such a label is not overridden
   * @param isPlanField whether plans ask for a field that the client has not asked for
   */
  constructor(supergraph: DocumentNode, shares: OverrideShares, isPlanField: (name: string) => boolean) {
    this.#shares = shares;
    this.#isPlanField = isPlanField;
    visit(supergraph, {
      FieldDefinition: ({ name, directives = [] }) => {
        for (const { arguments: given = [] } of directives)
          for (const { name: argument, value } of given)
            if (argument.value === 'overrideLabel' && value.kind === Kind.STRING)
              this.#note(value.value, name.value);
      },
    });
  }

  /** Which labels that a document may meet are overridden for a tenant; '' for who has none. */
  overriddenFor(document: DocumentNode, tenant: string): Overridden {
    if (this.#fields.size === 0) return NOT_OVERRIDDEN;
    const overridden = this.#metBy(document).filter((label) => this.#isOverridden(label, tenant));
    return overridden.length === 0 ? NOT_OVERRIDDEN : overridden;
  }

  #isOverridden(label: string, tenant: string): boolean {
    const percent = PERCENT.exec(label)?.[1];
    const share = percent === undefined ? this.#shares.get(label) : Number(percent);
    return share !== undefined && placeOf(tenant, label) < share;
  }

  #metBy(document: DocumentNode): readonly string[] {
    const known = this.#met.get(document);
    if (known) return known;
    const asked = new Set<string>();
    visit(document, { Field: ({ name }) => void asked.add(name.value) });
    const isMet = (name: string) => asked.has(name) || this.#isPlanField(name);
    const met = [...this.#fields].flatMap(([label, names]) => ([...names].some(isMet) ? [label] : []));
    this.#met.set(document, met.sort());
    return met;
  }

  #note(label: string, fieldName: string): void {
    this.#fields.set(label, (this.#fields.get(label) ?? new Set()).add(fieldName));
  }
}
