import { OFFLINE, type Refusal } from './refusal.ts';
import type { Tokens } from './tokens.ts';

const UNAUTHENTICATED = 401;

/** A file to be sent, and where to. */
export interface FileToSend {
  /** Of this host. */
  readonly path: string;
  readonly file: File;
  readonly idempotencyKey: string;
  /** Called with the share that has been sent, 0 to 1. */
  readonly onProgress: (share: number) => void;
}

interface Answer {
  /** 0 when there was none. */
  readonly status: number;
  readonly text: string;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Why an answer is a refusal; null when it is none. */
export function refusalIn({ status, text }: Answer): Refusal | null {
  if (status >= 200 && status < 300) return null;
  if (status === 0) return { code: OFFLINE, message: 'The server was not reached.', details: {} };
  const body = parsed(text);
  const errors = isRecord(body) && Array.isArray(body.errors) ? body.errors : [];
  const [first]: unknown[] = errors;
  if (!isRecord(first) || !isRecord(first.extensions)) return { code: 'INTERNAL', message: '', details: {} };
  const { code, ...details } = first.extensions;
  return { code: String(code), message: String(first.message), details };
}

// Unlike `fetch`, an XMLHttpRequest tells how much of a body is gone.
function post({ path, file, idempotencyKey, onProgress }: FileToSend, token: string | null): Promise<Answer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('idempotency-key', idempotencyKey);
    if (token !== null) request.setRequestHeader('authorization', `Bearer ${token}`);
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total ? loaded / total : 0),
    );
    request.addEventListener('loadend', () =>
      resolve({ status: request.status, text: request.responseText }),
    );
    request.send(file);
  });
}

/** Sends a file as the member who is signed in; null when it arrived, else why not. */
export async function sendFile(tokens: Tokens, sent: FileToSend): Promise<Refusal | null> {
  if (tokens.isStale()) await tokens.renew();
  const answer = await post(sent, tokens.accessToken());
  if (answer.status !== UNAUTHENTICATED) return refusalIn(answer);
  await tokens.renew();
  return refusalIn(await post(sent, tokens.accessToken()));
}
