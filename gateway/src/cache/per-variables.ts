/** The variables of a request. */
export type Variables = Readonly<Record<string, unknown>>;

/**
 * What follows from something and from the variables of a request, found once where nobody can change them: those of
 * bodies that are known. Of each variables the last is remembered, for as long as they are.
 */
export class PerVariables<Thing extends object, Found> {
  readonly #known = new WeakMap<Variables, { readonly thing: Thing; readonly found: Found }>();

  of(thing: Thing, variables: Variables, find: () => Found): Found {
    if (!Object.isFrozen(variables)) return find();
    const known = this.#known.get(variables);
    if (known?.thing === thing) return known.found;
    const found = find();
    this.#known.set(variables, { thing, found });
    return found;
  }
}
