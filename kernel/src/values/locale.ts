/** True for a well-formed BCP 47 tag, such as `nb-NO`. */
export function isLocale(tag: string): boolean {
  try {
    return new Intl.Locale(tag) !== null;
  } catch {
    return false;
  }
}
