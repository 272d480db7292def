/** A value that is at hand, or is waited for. */
export type Soon<T> = T | Promise<T>;

/**
 * Goes on with a value: at once where it is at hand, and then what `next` throws is thrown at once as well. Waiting for
 * what is there costs more than most of what follows from it.
 */
export function soon<T, U>(value: Soon<T>, next: (value: T) => Soon<U>): Soon<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
