/** An answer in which every field of the root has a value. */
export type Whole<T> = { readonly [K in keyof T]: NonNullable<T[K]> };

/** Whether every field of the root has a value. */
export function isWhole<T extends object>(data: T): data is T & Whole<T> {
  return Object.values(data).every((value) => value !== null);
}
