/** Which fields of a value are wanted, and of what they lead to; null is all that there are. */
export interface Selection {
  readonly [field: string]: Selection;
}

/** What a path such as `session.offering` leads to in a selection; undefined when nobody wants it. */
export function selectionAt(selection: Selection, path: string): Selection | undefined {
  return path
    .split('.')
    .filter((name) => name !== '')
    .reduce<Selection | undefined>((found, name) => found?.[name], selection);
}
