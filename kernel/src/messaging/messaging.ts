import type { Mailer } from './mail.ts';
import type { PushSender } from './push.ts';
import type { SmsSender } from './sms.ts';

/** The ways out of the house; null where there is none, and then a message is kept with that as the reason. */
export interface Messaging {
  readonly mailer: Mailer | null;
  readonly sms: SmsSender | null;
  readonly push: PushSender | null;
}

/** A house that nothing leaves. */
export const NO_MESSAGING: Messaging = { mailer: null, sms: null, push: null };
