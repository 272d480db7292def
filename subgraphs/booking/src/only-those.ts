/** Of a stream, the values that pass; whoever ends it ends the stream behind it at once. */
export function onlyThose<T>(
  stream: AsyncIterableIterator<T>,
  passes: (value: T) => boolean,
): AsyncIterableIterator<T> {
  const next = async (): Promise<IteratorResult<T>> => {
    const result = await stream.next();
    return result.done || passes(result.value) ? result : next();
  };
  return {
    next,
    return: async () => (await stream.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
