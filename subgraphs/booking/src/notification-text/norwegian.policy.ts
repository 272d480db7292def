import { defineLanguage } from './template.policy.ts';

const FACTS = ['{what}', '{when}', 'Sted: {where}', 'Plasser: {seats}'];
const SERIES_FACTS = ['{what}', 'Sted: {where}', 'Plasser hver gang: {seats}', '{dates}'];
const ORDER_FACTS = ['{what}', '{when}', 'Sted: {where}', 'Billetter: {tickets}', 'Totalt: {total}'];

/** Norwegian, bokmål. */
export const norwegian = defineLanguage({
  BOOKED: { subject: 'Booket: {what}, {when}', lines: ['Bookingen din er bekreftet.', ...FACTS] },
  REQUESTED: {
    subject: 'Forespørsel mottatt: {what}, {when}',
    lines: ['Vi har mottatt forespørselen din og svarer på den. Plassene holdes av til da.', ...FACTS],
  },
  SERIES_BOOKED: {
    subject: 'Booket: {what}, {count} ganger fra {first}',
    lines: ['Bookingene dine er bekreftet.', ...SERIES_FACTS],
  },
  SERIES_REQUESTED: {
    subject: 'Forespørsler mottatt: {what}, {count} ganger fra {first}',
    lines: [
      'Vi har mottatt forespørslene dine og kommer tilbake til deg. Plassene holdes av så lenge.',
      ...SERIES_FACTS,
    ],
  },
  APPROVED: {
    subject: 'Godkjent: {what}, {when}',
    lines: ['Forespørselen din er godkjent: du har en booking.', ...FACTS],
  },
  DECLINED: {
    subject: 'Avslått: {what}, {when}',
    lines: ['Vi kan dessverre ikke imøtekomme forespørselen din. Du betaler ikke noe for den.', ...FACTS],
  },
  RESCHEDULED: {
    subject: 'Ny tid: {what}, {when}',
    lines: ['Bookingen din har fått ny tid.', ...FACTS, 'Tidligere: {formerly}'],
  },
  CANCELED: {
    subject: 'Avbestilt: {what}, {when}',
    lines: ['Du har avbestilt bookingen din.', ...FACTS, 'Refusjon: {refund}', 'Gebyr: {fee}'],
  },
  CANCELED_BY_STAFF: {
    subject: 'Avbestilt: {what}, {when}',
    lines: ['Vi har avbestilt bookingen din.', ...FACTS, 'Refusjon: {refund}', 'Gebyr: {fee}'],
  },
  SESSION_CANCELED: {
    subject: 'Avlyst: {what}, {when}',
    lines: [
      'Dette er dessverre avlyst, og bookingen din er dermed avsluttet.',
      ...FACTS,
      'Refusjon: {refund}',
    ],
  },
  PROMOTED: {
    subject: 'Du har fått plass: {what}, {when}',
    lines: ['En plass ble ledig, og den er din: du har en booking.', ...FACTS],
  },
  OFFERED: {
    subject: 'En plass til deg frem til {deadline}: {what}, {when}',
    lines: ['En plass ble ledig. Den holdes av til deg frem til {deadline}; si ja innen da.', ...FACTS],
  },
  NO_SHOW: {
    subject: 'Vi savnet deg: {what}, {when}',
    lines: [
      'Du møtte ikke til bookingen din.',
      ...FACTS,
      'Etter reglene som var avtalt, belastes et gebyr på {fee}.',
      {
        given: 'strike',
        text: 'Etter reglene som var avtalt, teller det som en prikk. Flere prikker sperrer for booking en stund.',
      },
      { given: 'creditLost', text: 'Etter reglene som var avtalt, er klippet brukt.' },
    ],
  },
  REMINDER_24H: { subject: 'Påminnelse: {what}, {when}', lines: ['Vi minner om bookingen din.', ...FACTS] },
  REMINDER_2H: { subject: 'Snart: {what}, {when}', lines: ['Bookingen din begynner snart.', ...FACTS] },
  ORDER_PLACED: {
    subject: 'Bestilling mottatt: {what}',
    lines: ['Vi har mottatt bestillingen din. Billettene gjelder når den er betalt.', ...ORDER_FACTS],
  },
  ORDER_PAID: { subject: 'Billettene dine: {what}', lines: ['Billettene dine er klare.', ...ORDER_FACTS] },
  ORDER_CANCELED: {
    subject: 'Bestilling kansellert: {what}',
    lines: ['Bestillingen din er kansellert; billettene gjelder ikke lenger.', ...ORDER_FACTS],
  },
  EVENT_CANCELED: {
    subject: 'Avlyst: {what}, {when}',
    lines: ['Dette arrangementet er dessverre avlyst.', '{what}', '{when}', 'Sted: {where}'],
  },
  TICKET_OFFERED: {
    subject: 'En billett til deg: {what}',
    lines: [
      'Noen gir deg en billett. Den er din når du henter den med lenken, som kan brukes én gang.',
      '{what}',
      '{when}',
      'Sted: {where}',
    ],
  },
  TICKET_RECEIVED: {
    subject: 'Billetten din: {what}',
    lines: [
      'Du har fått en billett. Koden finner du blant billettene dine.',
      '{what}',
      '{when}',
      'Sted: {where}',
    ],
  },
  TICKET_HANDED_ON: {
    subject: 'Gitt videre: {what}',
    lines: [
      'Billetten din har en ny innehaver; koden du hadde, gjelder ikke lenger.',
      '{what}',
      '{when}',
      'Sted: {where}',
    ],
  },
});
