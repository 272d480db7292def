const NAME = 'freehold-gate-device';

/** What this browser is called at gates: chosen once, kept as long as the browser keeps anything. */
export function deviceId(): string {
  const known = localStorage.getItem(NAME);
  if (known) return known;
  const made = `web-${crypto.randomUUID()}`;
  localStorage.setItem(NAME, made);
  return made;
}
