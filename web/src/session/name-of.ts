/** What somebody is called; `Unknown` while the service that knows them is away. */
export function nameOf(member: { readonly name: string } | null): string {
  return member?.name ?? 'Unknown';
}
