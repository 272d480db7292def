import { money } from '@freehold/kernel/values/money';
import { describe, expect, it } from 'vitest';
import { english } from './english.policy.ts';
import { NOTIFICATION_KINDS } from './kinds.policy.ts';
import { htmlOf } from './mail-html.policy.ts';
import { defineLanguage, filled } from './template.policy.ts';
import { type MessageFacts, writeMessage } from './write-message.policy.ts';

const bare: MessageFacts = {
  what: 'Yoga',
  startsAt: new Date('2026-11-24T17:00:00Z'),
  timeZone: 'Europe/Oslo',
};
const facts: MessageFacts = {
  ...bare,
  where: 'Majorstuen',
  seats: 2,
  tickets: 3,
  formerly: new Date('2026-11-24T16:00:00Z'),
  deadline: new Date('2026-11-24T10:30:00Z'),
  dates: [new Date('2026-11-24T17:00:00Z'), new Date('2026-12-01T17:00:00Z')],
  refund: money(15_000, 'NOK'),
  fee: money(5_050, 'NOK'),
  total: money(45_000, 'NOK'),
  strike: true,
  creditLost: true,
};
const kinds = Object.values(NOTIFICATION_KINDS);

describe('the words of a message', () => {
  it.each(['en-GB', 'nb-NO', 'pl-PL'])('in %s are these, for each kind', (locale) => {
    const all = kinds.map((kind) => {
      const { subject, text } = writeMessage(kind, locale, facts);
      return `## ${kind}\n${subject}\n---\n${text}\n`;
    });
    expect(all.join('\n')).toMatchSnapshot();
  });

  it.each(['en', 'nb', 'pl'])('in %s leave no variable open, and no line for what is not known', (locale) => {
    for (const kind of kinds) {
      const { subject, text } = writeMessage(kind, locale, bare);
      expect(`${subject}\n${text}`).not.toMatch(/[{}]|undefined|: *$/m);
    }
  });

  it.each([
    ['nn-NO', 'Booket: Yoga, tysdag 24. november 2026 kl. 18:00'],
    ['no', 'Booket: Yoga, tirsdag 24. november 2026 kl. 18:00'],
    ['en-US', 'Booked: Yoga, Tuesday, November 24, 2026 at 6:00 PM'],
    ['fr-FR', 'Booked: Yoga, Tuesday, 24 November 2026 at 18:00'],
  ])('follow the locale %s', (locale, subject) => {
    expect(writeMessage('BOOKED', locale, bare).subject.replaceAll(/\s/g, ' ')).toBe(subject);
  });

  it.each([
    ['Europe/Oslo', '18:00'],
    ['America/New_York', '12:00'],
    ['Asia/Kolkata', '22:30'],
  ])('say the time on the wall of %s', (timeZone, time) => {
    expect(writeMessage('BOOKED', 'en-GB', { ...bare, timeZone }).subject).toContain(time);
  });

  it.each([
    ['KWD', 'KWD 5.050'],
    ['JPY', 'JP¥5,050'],
    ['NOK', 'NOK 50.50'],
  ])('write an amount of %s as its currency is written', (currency, written) => {
    const { text } = writeMessage('NO_SHOW', 'en-GB', { ...bare, fee: money(5_050, currency) });
    expect(text.replaceAll(/\s/g, ' ')).toContain(written);
  });

  it('say what is in a value and do not read it', () => {
    const { subject } = writeMessage('BOOKED', 'en', { ...bare, what: '{when} {nothing} $& $1' });
    expect(subject).toContain('Booked: {when} {nothing} $& $1, ');
  });
});

describe('a language', () => {
  it('is refused with a variable that its kind does not have', () => {
    const wrong = { ...english, BOOKED: { subject: 'Hi {name}', lines: ['{deadline}'] } };
    expect(() => defineLanguage(wrong)).toThrow('BOOKED has no {name}.\nBOOKED has no {deadline}.');
  });

  it('is refused with a condition that its kind does not have', () => {
    const wrong = { ...english, BOOKED: { subject: '', lines: [{ given: 'strike', text: 'Strike!' }] } };
    expect(() => defineLanguage(wrong)).toThrow('BOOKED has no {strike}.');
  });

  it('puts nothing in the place of a variable without a value', () => {
    expect(() => filled('at {when}', {})).toThrow('There is no value for {when}.');
  });
});

describe('the HTML of a mail', () => {
  it('escapes everything that it says', () => {
    const nasty = `<script>alert("1")</script> & 'x'`;
    const html = htmlOf(writeMessage('BOOKED', 'en', { ...bare, what: nasty, where: nasty }), nasty);
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;');
  });

  it('is this', () => {
    expect(htmlOf(writeMessage('BOOKED', 'en-GB', facts), 'FitZone Oslo')).toMatchSnapshot();
  });
});
