/** All that a session takes, in words: "Ane, Room 2". */
export function resourceNames({
  resources,
}: {
  readonly resources: readonly { readonly name: string }[];
}): string {
  return resources.map(({ name }) => name).join(', ');
}
