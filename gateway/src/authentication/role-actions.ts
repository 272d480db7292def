/** The actions of each role: `schema/roles.json`. */
export type ActionsByRole = Readonly<Record<string, readonly string[]>>;

/** What each role allows at present. */
export class RoleActions {
  #byRole: ActionsByRole;

  constructor(byRole: ActionsByRole) {
    this.#byRole = byRole;
  }

  /** What each role allows; the same object until something else does. */
  get byRole(): ActionsByRole {
    return this.#byRole;
  }

  /** The actions of several roles together, each once, in one order. */
  actionsOf(roles: readonly string[]): string[] {
    return [...new Set(roles.flatMap((role) => this.#byRole[role] ?? []))];
  }

  /** Other actions hold from now on; whether anything is different. */
  replaceBy(byRole: ActionsByRole): boolean {
    const isOther = JSON.stringify(byRole) !== JSON.stringify(this.#byRole);
    this.#byRole = byRole;
    return isOther;
  }
}
