/** A plan that this executor does not serve. */
export class PlanRefused extends Error {
  constructor(what: string) {
    super(`Plans with ${what} are not served.`);
    this.name = 'PlanRefused';
  }
}
