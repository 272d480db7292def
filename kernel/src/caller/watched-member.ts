import type { CallerMember } from './caller.ts';

/**
 * A member that tells when somebody looks at who it is; what its roles allow may be looked at freely. It is a class
 * because each request has one: of an object that is written with getters V8 makes a kind of its own, which is old at
 * once and keeps all that the getters reach until garbage is collected thoroughly.
 */
class WatchedMember implements CallerMember {
  readonly roles: CallerMember['roles'];
  readonly actions: CallerMember['actions'];
  readonly #member: CallerMember;
  readonly #onLook: () => void;

  constructor(member: CallerMember, onLook: () => void) {
    this.roles = member.roles;
    this.actions = member.actions;
    this.#member = member;
    this.#onLook = onLook;
  }

  get id(): CallerMember['id'] {
    this.#onLook();
    return this.#member.id;
  }

  get identityId(): CallerMember['identityId'] {
    this.#onLook();
    return this.#member.identityId;
  }

  get sessionId(): CallerMember['sessionId'] {
    this.#onLook();
    return this.#member.sessionId;
  }
}

/** A member that tells when somebody looks at who it is; what its roles allow may be looked at freely. */
export function watchedMember(member: CallerMember, onLook: () => void): CallerMember {
  return new WatchedMember(member, onLook);
}
