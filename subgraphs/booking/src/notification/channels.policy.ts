/** The ways by which customers are told things. */
export const NOTIFICATION_CHANNELS = { EMAIL: 'EMAIL', SMS: 'SMS', PUSH: 'PUSH' } as const;
/** One of {@link NOTIFICATION_CHANNELS}. */
export type NotificationChannel = keyof typeof NOTIFICATION_CHANNELS;

/** How somebody wishes to be told things. */
export interface Wishes {
  readonly emailReminders: boolean;
  readonly smsReminders: boolean;
  readonly pushReminders: boolean;
  readonly phone: string | null;
}

/** What the tenant may send. */
export type Granted = Readonly<Record<NotificationChannel, boolean>>;

/** Of whom nothing is known yet is told by mail: their address comes with what is known. */
const UNKNOWN: Wishes = { emailReminders: true, smsReminders: false, pushReminders: false, phone: null };

/** What an edition says about messages, and what the tenant has. */
export interface MessageTerms {
  readonly emailFeature: string | null;
  readonly smsFeature: string | null;
  readonly features: readonly string[];
}

/** What a tenant may send: mails unless a feature is needed that it has not, SMS when it has the feature for them. */
export function grantedBy({ emailFeature, smsFeature, features }: MessageTerms): Granted {
  return {
    EMAIL: emailFeature === null || features.includes(emailFeature),
    SMS: smsFeature !== null && features.includes(smsFeature),
    PUSH: true,
  };
}

/** What goes to an address of somebody else does not ask how the customer wishes to be told things. */
export function mailOnly(granted: Granted): readonly NotificationChannel[] {
  return granted.EMAIL ? ['EMAIL'] : [];
}

/** The ways by which somebody is told things; `hasDevice` says whether there is one to push to. */
export function channelsFor(
  granted: Granted,
  wishes: Wishes | null,
  hasDevice: boolean,
): readonly NotificationChannel[] {
  const { emailReminders, smsReminders, pushReminders, phone } = wishes ?? UNKNOWN;
  const wanted = {
    EMAIL: emailReminders,
    SMS: smsReminders && phone !== null,
    PUSH: pushReminders && hasDevice,
  };
  return Object.values(NOTIFICATION_CHANNELS).filter((channel) => granted[channel] && wanted[channel]);
}
