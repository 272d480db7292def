import { useState } from 'react';
import type { JobPhotoKind } from '../../../graphql/generated/graphql.ts';
import type { Refusal } from '../../../graphql/refusal.ts';
import { sendFile } from '../../../graphql/send-file.ts';
import { useSession } from '../../../session/session-context.tsx';
import { faultOf, photoPathOf, takenAtOf } from './photo-file.ts';
import { smallerPhoto } from './smaller-photo.ts';

/** A photo that is being sent, or was refused. */
export interface Sending {
  /** Also its idempotency key: sent again it is still the same photo. */
  readonly key: string;
  /** As it was chosen, and once it is on its way as it is sent. */
  readonly file: File;
  readonly kind: JobPhotoKind;
  readonly takenAt: Date;
  /** What has been sent, 0 to 1. */
  readonly share: number;
  readonly refusal: Refusal | null;
}

function sendingOf(file: File, kind: JobPhotoKind): Sending {
  const takenAt = takenAtOf(file, Date.now());
  return { key: crypto.randomUUID(), file, kind, takenAt, share: 0, refusal: null };
}

/** Sends photos of a job, one after the other; `onKept` is called after each that arrived. */
export function usePhotoUpload(bookingId: string, onKept: () => void) {
  const session = useSession();
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  const change = (key: string, facts: Partial<Sending>) =>
    setSendings((all) => all.map((each) => (each.key === key ? { ...each, ...facts } : each)));
  const forget = (key: string) => setSendings((all) => all.filter((each) => each.key !== key));
  const send = async ({ key, file: chosen, kind, takenAt }: Sending) => {
    change(key, { share: 0, refusal: null });
    const file = await smallerPhoto(chosen);
    change(key, { file });
    const path = photoPathOf(bookingId, kind, takenAt);
    const onProgress = (share: number) => change(key, { share });
    const sent = { path, file, idempotencyKey: key, onProgress };
    const refusal = faultOf(file) ?? (await sendFile(session, sent));
    if (refusal) return change(key, { refusal });
    forget(key);
    onKept();
  };
  const add = async (files: readonly File[], kind: JobPhotoKind) => {
    const added = files.map((file) => sendingOf(file, kind));
    setSendings((all) => [...all, ...added]);
    // One after the other: a phone has one line, and room for one large picture.
    for (const each of added) await send(each);
  };
  return { sendings, add, send, forget };
}
