/** One name in every spelling that code, tables and sentences ask for. */
export interface Words {
  /** `waiting-list` */
  readonly kebab: string;
  /** `WaitingList` */
  readonly pascal: string;
  /** `waitingList` */
  readonly camel: string;
  /** `waiting_list` */
  readonly snake: string;
  /** `waiting list` */
  readonly spoken: string;
  /** `a waiting list` */
  readonly one: string;
  /** `waitingLists` */
  readonly manyCamel: string;
  /** `WaitingLists` */
  readonly manyPascal: string;
  /** `waiting lists` */
  readonly manySpoken: string;
}

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['person', 'people'],
  ['child', 'children'],
]);

/** The plural of an English noun in lower case, by the simple rules. */
export function pluralOf(noun: string): string {
  const known = IRREGULAR.get(noun);
  if (known) return known;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (/(^|[^aeiou])[aeiou]z$|[^aeiou]u[aeiou]z$/.test(noun)) return `${noun}zes`;
  return /(s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** The noun with its article, by its first sound as far as spelling tells it. */
export function withArticle(noun: string): string {
  const startsLikeYou = /^(uni|us[aeu]|uti|eu|one\b)/.test(noun);
  return /^([aeiou]|hour|honou?r|heir)/.test(noun) && !startsLikeYou ? `an ${noun}` : `a ${noun}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The spellings of a name in kebab-case; the last of its words is the noun. */
export function wordsOf(kebab: string): Words {
  const words = kebab.split('-');
  const many = words.with(-1, pluralOf(words.at(-1) ?? ''));
  const pascal = words.map(capital).join('');
  const manyPascal = many.map(capital).join('');
  const spoken = words.join(' ');
  return {
    kebab,
    pascal,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    snake: words.join('_'),
    spoken,
    one: withArticle(spoken),
    manyCamel: manyPascal.charAt(0).toLowerCase() + manyPascal.slice(1),
    manyPascal,
    manySpoken: many.join(' '),
  };
}

/** A sentence with a capital at its start. */
export function sentence(text: string): string {
  return capital(text);
}
