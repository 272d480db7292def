import { describe, expect, it } from 'vitest';
import { channelsFor, grantedBy, type Wishes } from './channels.policy.ts';

const all: Wishes = {
  emailReminders: true,
  smsReminders: true,
  pushReminders: true,
  phone: '+4791234567',
};
const everything = { EMAIL: true, SMS: true, PUSH: true };

describe('what a tenant may send', () => {
  it.each([
    ['mails where every plan has them', null, null, [], { EMAIL: true, SMS: false, PUSH: true }],
    ['no mails without the feature', 'mail', 'sms', [], { EMAIL: false, SMS: false, PUSH: true }],
    ['mails with the feature', 'mail', 'sms', ['mail'], { EMAIL: true, SMS: false, PUSH: true }],
    ['SMS with the feature', 'mail', 'sms', ['sms'], { EMAIL: false, SMS: true, PUSH: true }],
  ])('is %s', (_, emailFeature, smsFeature, features, granted) => {
    expect(grantedBy({ emailFeature, smsFeature, features })).toEqual(granted);
  });
});

describe('how somebody is told things', () => {
  it.each([
    ['by all that is wished and granted', all, true, everything, ['EMAIL', 'SMS', 'PUSH']],
    ['not by SMS without a number', { ...all, phone: null }, true, everything, ['EMAIL', 'PUSH']],
    ['not by push without a device', all, false, everything, ['EMAIL', 'SMS']],
    ['not by mail when no mails are wished', { ...all, emailReminders: false }, false, everything, ['SMS']],
    ['by mail alone while nothing is known', null, true, everything, ['EMAIL']],
    ['by nothing that is not granted', all, true, { EMAIL: false, SMS: false, PUSH: false }, []],
  ])('is %s', (_, wishes, hasDevice, granted, channels) => {
    expect(channelsFor(granted, wishes, hasDevice)).toEqual(channels);
  });
});
