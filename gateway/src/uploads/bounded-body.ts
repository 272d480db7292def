import { PayloadTooLarge } from '@freehold/kernel/errors/refusals';

/**
 * A body as it comes, which is never held.
 * @throws {PayloadTooLarge} as soon as more has come than may.
 */
export async function* boundedBody(
  body: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new PayloadTooLarge(bytesMax);
    yield chunk;
  }
}
