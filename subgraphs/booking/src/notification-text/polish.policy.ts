import { defineLanguage } from './template.policy.ts';

const FACTS = ['{what}', '{when}', 'Miejsce: {where}', 'Liczba miejsc: {seats}'];
const SERIES_FACTS = ['{what}', 'Miejsce: {where}', 'Liczba miejsc za każdym razem: {seats}', '{dates}'];
const ORDER_FACTS = ['{what}', '{when}', 'Miejsce: {where}', 'Bilety: {tickets}', 'Razem: {total}'];

/** Polish. */
export const polish = defineLanguage({
  BOOKED: { subject: 'Rezerwacja: {what}, {when}', lines: ['Twoja rezerwacja jest potwierdzona.', ...FACTS] },
  REQUESTED: {
    subject: 'Otrzymaliśmy prośbę: {what}, {when}',
    lines: ['Otrzymaliśmy Twoją prośbę i odpowiemy na nią. Do tego czasu miejsca są dla Ciebie.', ...FACTS],
  },
  SERIES_BOOKED: {
    subject: 'Rezerwacja: {what}, liczba terminów: {count}, od {first}',
    lines: ['Twoje rezerwacje są potwierdzone.', ...SERIES_FACTS],
  },
  SERIES_REQUESTED: {
    subject: 'Prośba przyjęta: {what}, liczba terminów: {count}, od {first}',
    lines: [
      'Otrzymaliśmy Twoje prośby i odpowiemy na nie. Do tego czasu miejsca są dla Ciebie zachowane.',
      ...SERIES_FACTS,
    ],
  },
  APPROVED: {
    subject: 'Potwierdzone: {what}, {when}',
    lines: ['Twoja prośba została przyjęta: masz rezerwację.', ...FACTS],
  },
  DECLINED: {
    subject: 'Odmowa: {what}, {when}',
    lines: ['Niestety nie możemy przyjąć Twojej prośby. Nic za nią nie płacisz.', ...FACTS],
  },
  RESCHEDULED: {
    subject: 'Nowy termin: {what}, {when}',
    lines: ['Twoja rezerwacja ma nowy termin.', ...FACTS, 'Poprzednio: {formerly}'],
  },
  CANCELED: {
    subject: 'Odwołane: {what}, {when}',
    lines: [
      'Twoja rezerwacja została odwołana na Twoją prośbę.',
      ...FACTS,
      'Zwrot: {refund}',
      'Opłata: {fee}',
    ],
  },
  CANCELED_BY_STAFF: {
    subject: 'Odwołane: {what}, {when}',
    lines: ['Odwołaliśmy Twoją rezerwację.', ...FACTS, 'Zwrot: {refund}', 'Opłata: {fee}'],
  },
  SESSION_CANCELED: {
    subject: 'Nie odbędzie się: {what}, {when}',
    lines: ['Niestety termin się nie odbędzie, a Twoja rezerwacja wygasła.', ...FACTS, 'Zwrot: {refund}'],
  },
  PROMOTED: {
    subject: 'Masz miejsce: {what}, {when}',
    lines: ['Zwolniło się miejsce i należy do Ciebie: masz rezerwację.', ...FACTS],
  },
  OFFERED: {
    subject: 'Miejsce dla Ciebie do {deadline}: {what}, {when}',
    lines: ['Zwolniło się miejsce. Czeka na Ciebie do {deadline}; potwierdź je do tego czasu.', ...FACTS],
  },
  NO_SHOW: {
    subject: 'Nieobecność: {what}, {when}',
    lines: [
      'Rezerwacja nie została wykorzystana.',
      ...FACTS,
      'Zgodnie z ustalonymi zasadami naliczamy opłatę {fee}.',
      {
        given: 'strike',
        text: 'Zgodnie z ustalonymi zasadami liczy się to jako ostrzeżenie. Kilka ostrzeżeń blokuje rezerwacje na pewien czas.',
      },
      { given: 'creditLost', text: 'Zgodnie z ustalonymi zasadami wejście zostało wykorzystane.' },
    ],
  },
  REMINDER_24H: {
    subject: 'Przypomnienie: {what}, {when}',
    lines: ['Przypominamy o Twojej rezerwacji.', ...FACTS],
  },
  REMINDER_2H: {
    subject: 'Wkrótce: {what}, {when}',
    lines: ['Twoja rezerwacja zaczyna się wkrótce.', ...FACTS],
  },
  ORDER_PLACED: {
    subject: 'Otrzymaliśmy zamówienie: {what}',
    lines: ['Mamy Twoje zamówienie. Bilety są ważne po opłaceniu.', ...ORDER_FACTS],
  },
  ORDER_PAID: { subject: 'Twoje bilety: {what}', lines: ['Twoje bilety są gotowe.', ...ORDER_FACTS] },
  ORDER_CANCELED: {
    subject: 'Zamówienie anulowane: {what}',
    lines: ['Twoje zamówienie zostało anulowane; bilety nie są już ważne.', ...ORDER_FACTS],
  },
  EVENT_CANCELED: {
    subject: 'Nie odbędzie się: {what}, {when}',
    lines: ['Niestety wydarzenie się nie odbędzie.', '{what}', '{when}', 'Miejsce: {where}'],
  },
  TICKET_OFFERED: {
    subject: 'Bilet dla Ciebie: {what}',
    lines: [
      'Ktoś przekazuje Ci bilet. Będzie Twój, gdy odbierzesz go przez link, który działa jeden raz.',
      '{what}',
      '{when}',
      'Miejsce: {where}',
    ],
  },
  TICKET_RECEIVED: {
    subject: 'Twój bilet: {what}',
    lines: [
      'Masz teraz bilet. Jego kod znajdziesz wśród swoich biletów.',
      '{what}',
      '{when}',
      'Miejsce: {where}',
    ],
  },
  TICKET_HANDED_ON: {
    subject: 'Przekazano: {what}',
    lines: [
      'Twój bilet ma teraz innego posiadacza; Twój kod nie jest już ważny.',
      '{what}',
      '{when}',
      'Miejsce: {where}',
    ],
  },
});
