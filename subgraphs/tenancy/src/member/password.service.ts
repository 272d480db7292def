import { hash, verify } from '@node-rs/argon2';

/** Argon2id, which is the library's default, at the strength that OWASP's Password Storage Cheat Sheet names first. */
const STRENGTH = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Nobody's password: what is checked when there is none to check, so that the answer takes as long. */
const NOBODY = hash('freehold: the password of nobody', STRENGTH);

/** A password as it is kept: Argon2id with a salt of its own, in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, STRENGTH);
}

/** Whether the password is the one that was kept. Takes as long when none was. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const isRight = await verify(kept ?? (await NOBODY), password);
  return kept !== null && isRight;
}
