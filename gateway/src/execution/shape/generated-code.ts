const NAME = /^[_a-z]\w*$/i;

/**
 * A function that is generated: its text, and the values that the text stands on. Of what a client has written only
 * names get into the text, which by the grammar of GraphQL are letters, digits and underscores; each is looked at again.
 */
export class GeneratedCode {
  readonly #names: string[] = [];
  readonly #values: unknown[] = [];
  readonly #declared: string[] = [];

  /** The name under which the text may use a value. */
  bind(value: unknown): string {
    const known = this.#values.indexOf(value);
    if (known >= 0) return this.#names[known] ?? '';
    const name = `bound${this.#values.length}`;
    this.#names.push(name);
    this.#values.push(value);
    return name;
  }

  /** The name of a function that stands before the others. */
  declare(text: string): string {
    const name = `declared${this.#declared.length}`;
    this.#declared.push(`const ${name} = ${text};`);
    return name;
  }

  /** A response name as a literal. @throws {Error} for what is no name of GraphQL. */
  static literal(name: string): string {
    if (!NAME.test(name)) throw new Error(`"${name}" is no name.`);
    return JSON.stringify(name);
  }

  /** The function that a text describes; it sees nothing but what was bound and declared. */
  make<F>(text: string): F {
    const body = `'use strict'; ${this.#declared.join(' ')} return ${text};`;
    return new Function(...this.#names, body)(...this.#values);
  }
}
