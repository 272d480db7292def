import type { Role } from '../caller/role.ts';

/** What a concept lets people do: `concept.verb`, and the built-in roles that may do it. */
export type Actions = Readonly<Record<string, readonly Role[]>>;

/** For each built-in role the actions it allows, gathered from all concepts. */
export function actionsByRole(catalogues: readonly Actions[]): Record<string, string[]> {
  const pairs = catalogues
    .flatMap((catalogue) => Object.entries(catalogue))
    .flatMap(([action, roles]) => roles.map((role) => ({ role, action })));
  const grouped = Object.groupBy(pairs, ({ role }) => role);
  return Object.fromEntries(
    Object.entries(grouped)
      .map(([role, entries]) => [role, (entries ?? []).map(({ action }) => action).sort()] as const)
      .sort(([left], [right]) => left.localeCompare(right)),
  );
}
