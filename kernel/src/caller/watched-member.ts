import type { CallerMember } from './caller.ts';

/** A member that tells when somebody looks at who it is; what its roles allow may be looked at freely. */
export function watchedMember(member: CallerMember, onLook: () => void): CallerMember {
  const { roles, actions } = member;
  return {
    roles,
    actions,
    get id() {
      onLook();
      return member.id;
    },
    get identityId() {
      onLook();
      return member.identityId;
    },
    get sessionId() {
      onLook();
      return member.sessionId;
    },
  };
}
