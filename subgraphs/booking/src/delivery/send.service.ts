import type { MemberId } from '@freehold/kernel/caller/caller';
import { DeliveryFault } from '@freehold/kernel/messaging/delivery-fault';
import type { Messaging } from '@freehold/kernel/messaging/messaging';
import { inviteText } from '../calendar-entry/invite.policy.ts';
import type { Customer } from '../customer/customer.entity.ts';
import type { Notification } from '../notification/notification.entity.ts';
import type { Voice } from '../notification/voice.service.ts';
import { htmlOf } from '../notification-text/mail-html.policy.ts';
import type { PushDevice, PushDeviceId } from '../push-device/push-device.entity.ts';
import type { MailedOffers } from './offers.service.ts';

/** Where customers are reached now, and in whose name. */
export interface Directory {
  readonly customers: ReadonlyMap<MemberId, Customer | null>;
  readonly devices: ReadonlyMap<MemberId, readonly PushDevice[]>;
  readonly voice: Voice;
  readonly offers: MailedOffers;
}

/** What came of an attempt. `goneDevices` are not there any more. */
export interface Sent {
  readonly fault: DeliveryFault | null;
  readonly goneDevices: readonly PushDeviceId[];
}

const final = (reason: string) => new DeliveryFault(reason, { isFinal: true });
const passing = (reason: string) => new DeliveryFault(reason, { isFinal: false });

/** Sends a message by its channel. It never throws: what went wrong is an answer, too. */
export async function send(
  messaging: Messaging,
  directory: Directory,
  notification: Notification,
): Promise<Sent> {
  try {
    const goneDevices = await SENDERS[notification.channel](messaging, directory, notification);
    return { fault: null, goneDevices };
  } catch (error) {
    return { fault: faultOf(error), goneDevices: [] };
  }
}

/** A fault of a sender says itself whether it is final; what breaks its rules, such as an address that is none, is. */
function faultOf(error: unknown): DeliveryFault {
  if (error instanceof DeliveryFault) return error;
  const isRuleBroken = error instanceof Error && error.name === 'ZodError';
  return isRuleBroken ? final('Its address or its text cannot be sent.') : passing(String(error));
}

type Sender = (
  messaging: Messaging,
  directory: Directory,
  notification: Notification,
) => Promise<readonly PushDeviceId[]>;

/** To whom a mail goes, and the link that it brings, if it brings one. */
function destinationOf(
  { customers, offers }: Directory,
  { customerId, handoverId }: Notification,
): { readonly to: string; readonly link: string | null } {
  if (handoverId) {
    const offer = offers.get(handoverId);
    if (!offer) throw final('The ticket is not offered any more.');
    return offer;
  }
  const email = customers.get(customerId)?.email;
  if (!email) throw passing('The address of the customer is not known yet.');
  return { to: email, link: null };
}

const sendMail: Sender = async ({ mailer }, directory, notification) => {
  const { to, link } = destinationOf(directory, notification);
  if (!mailer) throw passing('The house has no way to send mails: it is not configured.');
  const { id, subject, body, invite, createdAt } = notification;
  const { name } = directory.voice;
  const message = { subject: subject ?? '', text: body ?? '' };
  const frame = { organizer: { name, address: mailer.from }, attendee: to, at: createdAt };
  await mailer.send({
    messageId: id,
    to,
    fromName: name,
    subject: message.subject,
    text: link ? `${message.text}\n\n${link}` : message.text,
    html: htmlOf(message, name, link),
    calendar: invite && { method: invite.method, text: inviteText(invite, frame) },
  });
  return [];
};

const sendSms: Sender = async ({ sms }, { customers, voice }, { id, customerId, subject }) => {
  const phone = customers.get(customerId)?.phone;
  if (!phone) throw final('The customer has no telephone number any more.');
  if (!sms) throw passing('The house has no way to send SMS: it is not configured.');
  await sms.send({ messageId: id, to: phone, text: `${voice.name}: ${subject ?? ''}` });
  return [];
};

/** It is sent when one device has it; as long as one may still get it, it is tried again with the same ids. */
const sendPush: Sender = async ({ push }, { devices, voice }, { id, customerId, subject }) => {
  if (!push) throw passing('The house has no way to push: it is not configured.');
  const own = devices.get(customerId) ?? [];
  const faults = await Promise.all(
    own.map(({ id: deviceId, token }) =>
      push
        .send({ messageId: `${id}.${deviceId}`, token, title: voice.name, text: subject ?? '' })
        .then(() => null, faultOf),
    ),
  );
  const passingFault = faults.find((fault) => fault && !fault.isFinal);
  if (passingFault) throw passingFault;
  const gone = own.filter((_, index) => faults[index]).map((device) => device.id);
  if (gone.length === own.length) throw final('The customer has no device any more.');
  return gone;
};

const SENDERS = { EMAIL: sendMail, SMS: sendSms, PUSH: sendPush } as const;
