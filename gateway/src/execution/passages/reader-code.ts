import { GeneratedCode } from '../shape/generated-code.ts';
import { Unreadable } from './json-patterns.ts';

/** Longer patterns are not made: V8 would not make good code of them. */
const PATTERN_LENGTH_MAX = 20_000;
/** How an object begins that says what it is. */
const TYPE_HEAD = '{"__typename":"';

/** What is read, and how far it is read. */
export interface ReadingPoint {
  text: string;
  at: number;
}

/** A value as JavaScript has it. */
export function parsedValue(text: string): unknown {
  const isPlain = text.charCodeAt(0) === 34 && !text.includes('\\');
  return isPlain ? text.slice(1, -1) : JSON.parse(text);
}

/**
 * The text of a function that reads one object, or null, at the point of reading: patterns, each as long as there are
 * no lists of objects in between, which other functions read. It returns undefined for anything else.
 */
export class ReaderCode {
  readonly #code: GeneratedCode;
  readonly #point: string;
  readonly #statements: string[];
  #pattern = '';
  #groups = 0;
  #stretch = 0;
  #length = 0;

  constructor(code: GeneratedCode, point: ReadingPoint) {
    this.#code = code;
    this.#point = code.bind(point);
    this.#statements = [`const { text } = ${this.#point};`, this.#nullOr('return')];
  }

  /** The characters of all patterns so far, but for the last. */
  get length(): number {
    return this.#length;
  }

  /** Adds what the text must be next. */
  add(pattern: string): void {
    this.#pattern += pattern;
  }

  /** Begins a group, which the caller ends by `)`: the expression of its text, undefined where it is not there. */
  open(): string {
    this.#pattern += '(';
    this.#groups += 1;
    return `m${this.#stretch}[${this.#groups}]`;
  }

  /** Lets another function read what is next: the expression of its value. */
  call(name: string): string {
    this.#endStretch();
    const value = `v${this.#stretch}`;
    this.#statements.push(`const ${value} = ${name}(); if (${value} === undefined) return undefined;`);
    return value;
  }

  /** Ends with the object that was read: the name of the function. */
  end(object: string): string {
    this.#endStretch();
    return this.#code.declare(`() => { ${this.#statements.join(' ')} return ${object}; }`);
  }

  /** A function that reads a list, or null, whose elements another function reads. */
  list(element: string): string {
    const p = this.#point;
    return this.#code.declare(
      `() => { const { text } = ${p}; ${this.#nullOr('return')} ` +
        `if (text.charCodeAt(${p}.at) !== 91) return undefined; ${p}.at += 1; const list = []; ` +
        `if (text.charCodeAt(${p}.at) === 93) { ${p}.at += 1; return list; } ` +
        `for (;;) { const v = ${element}(); if (v === undefined) return undefined; list.push(v); ` +
        `const c = text.charCodeAt(${p}.at); ${p}.at += 1; ` +
        'if (c === 93) return list; if (c !== 44) return undefined; } }',
    );
  }

  /** A function that reads an object, or null, by the function for the type that the object names first. */
  oneOf(byType: ReadonlyMap<string, string>): string {
    const p = this.#point;
    const cases = [...byType].map(([name, read]) => `case ${GeneratedCode.literal(name)}: return ${read}();`);
    return this.#code.declare(
      `() => { const { text } = ${p}; ${this.#nullOr('return')} ` +
        `if (!text.startsWith(${JSON.stringify(TYPE_HEAD)}, ${p}.at)) return undefined; ` +
        `const from = ${p}.at + ${TYPE_HEAD.length}; ` +
        `switch (text.slice(from, text.indexOf('"', from))) { ${cases.join(' ')} } return undefined; }`,
    );
  }

  /** A function that reads what one of some functions reads, each of which begins where the first has begun. */
  firstOf(functions: readonly string[]): string {
    const p = this.#point;
    const tries = functions.map((read) => `${p}.at = from; v = ${read}(); if (v !== undefined) return v;`);
    return this.#code.declare(`() => { const from = ${p}.at; let v; ${tries.join(' ')} return undefined; }`);
  }

  #nullOr(say: string): string {
    const p = this.#point;
    return `if (text.charCodeAt(${p}.at) === 110) { if (!text.startsWith('null', ${p}.at)) return undefined; ${p}.at += 4; ${say} null; }`;
  }

  #endStretch(): void {
    if (this.#pattern.length > PATTERN_LENGTH_MAX) throw new Unreadable('There are very many fields.');
    const pattern = this.#code.bind(new RegExp(this.#pattern, 'y'));
    const [p, m] = [this.#point, `m${this.#stretch}`];
    this.#statements.push(
      `${pattern}.lastIndex = ${p}.at; const ${m} = ${pattern}.exec(text); ` +
        `if (${m} === null) return undefined; ${p}.at = ${pattern}.lastIndex;`,
    );
    this.#length += this.#pattern.length;
    this.#pattern = '';
    this.#groups = 0;
    this.#stretch += 1;
  }
}
