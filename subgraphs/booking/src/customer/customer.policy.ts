/** A name or a part of one as it is searched: without its capitals, in one spelling of its accents. */
export function searchKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}

/** The first text that is behind all that begin with a prefix, compared byte by byte. */
export function behindPrefix(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}
