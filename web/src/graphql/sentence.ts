import { numberIn, type Refusal, textIn } from './refusal.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  OFFLINE: 'The server cannot be reached. Check your connection and try again.',
  UNAUTHENTICATED: 'Your session has ended. Sign in again.',
  SESSION_EXPIRED: 'Your session has ended. Sign in again.',
  FORBIDDEN: 'You do not have permission to do this.',
  NOT_FOUND: 'This no longer exists.',
  INTERNAL: 'Something went wrong on our side. Try again in a moment.',
  UNAVAILABLE: 'This part of the service is not answering. Try again in a moment.',
  TENANT_REQUIRED: 'There is no workspace at this address.',
  PAYMENT_REQUIRED: 'This workspace is suspended. Its owner can reactivate it.',
  TENANT_CANCELED: 'This workspace has been closed.',
  PLAN_UPGRADE_REQUIRED: 'Your plan does not include this.',
  IDEMPOTENCY_CONFLICT: 'This was already sent with other details. Reload the page and try again.',
  SLOT_TAKEN: 'Someone was faster: the last seat has just been taken.',
  PAYLOAD_TOO_LARGE: 'This file is larger than 10 MB. Choose a smaller one.',
  UNSUPPORTED_IMAGE: 'This is not a photo that can be kept: choose a JPEG, PNG, WebP or AVIF.',
  INVALID_CREDENTIALS: 'The email or the password is not right.',
};

function limitSentence(refusal: Refusal, dateOf: (instant: string) => string): string {
  const [used, limit] = [numberIn(refusal, 'used'), numberIn(refusal, 'limit')];
  const resetsAt = textIn(refusal, 'resetsAt');
  const count =
    used === null || limit === null
      ? 'The limit of your plan is'
      : `${used} of ${limit} are used: the limit is`;
  return `${count} reached.${resetsAt ? ` It resets on ${dateOf(resetsAt)}.` : ''}`;
}

/**
 * A refusal as people say it. A code that this app does not know speaks with the server's own message.
 * @param dateOf writes an ISO 8601 instant as a date.
 */
export function sentenceOf(refusal: Refusal, dateOf: (instant: string) => string): string {
  if (refusal.code === 'LIMIT_EXCEEDED') return limitSentence(refusal, dateOf);
  return SENTENCES[refusal.code] ?? refusal.message;
}
