import { DeliveryFault } from './delivery-fault.ts';

const ANSWER_MS_MAX = 10_000;
const ANSWER_BYTES_MAX = 2_000;
// Too early, too many, and a time-out of theirs: a later attempt may pass.
const PASSING = new Set([408, 425, 429]);

/** Where messages are handed over by HTTP. */
export interface GatewaySettings {
  readonly url: string;
  /** Shown as a bearer token. */
  readonly token: string;
}

/**
 * Hands a message to a gateway: JSON by POST, its id as the idempotency key. A redirection is not followed.
 * @throws {DeliveryFault} when the gateway did not take it, or said nothing in 10 s.
 */
export async function handOver(
  { url, token }: GatewaySettings,
  messageId: string,
  message: Readonly<Record<string, string>>,
): Promise<void> {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
    'idempotency-key': messageId,
  };
  const body = JSON.stringify({ id: messageId, ...message });
  const signal = AbortSignal.timeout(ANSWER_MS_MAX);
  const answer = await ask(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
  if (answer.ok) return answer.body?.cancel();
  const reason = `The gateway answered ${answer.status}: ${await startOf(answer)}`;
  throw new DeliveryFault(reason, {
    isFinal: answer.status >= 400 && answer.status < 500 && !PASSING.has(answer.status),
  });
}

async function ask(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new DeliveryFault(cause instanceof Error ? cause.message : String(cause), { isFinal: false });
  }
}

/** The first bytes of an answer; what is said at greater length is not worth waiting for. */
async function startOf({ body }: Response): Promise<string> {
  if (!body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= ANSWER_BYTES_MAX) break;
    }
  } catch {
    // The status says enough.
  }
  return Buffer.concat(chunks).toString().replaceAll(/\s+/g, ' ').slice(0, 200);
}
