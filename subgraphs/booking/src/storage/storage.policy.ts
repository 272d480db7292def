const BYTES_PER_MEGABYTE = 1_048_576;

/** Whole megabytes (of 1,048,576 bytes) that so many bytes need. */
export function megabytesOf(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_MEGABYTE);
}
