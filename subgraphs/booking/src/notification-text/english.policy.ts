import { defineLanguage } from './template.policy.ts';

const FACTS = ['{what}', '{when}', 'Where: {where}', 'Seats: {seats}'];
const SERIES_FACTS = ['{what}', 'Where: {where}', 'Seats of each: {seats}', '{dates}'];
const ORDER_FACTS = ['{what}', '{when}', 'Where: {where}', 'Tickets: {tickets}', 'In all: {total}'];

/** English. */
export const english = defineLanguage({
  BOOKED: { subject: 'Booked: {what}, {when}', lines: ['Your booking is confirmed.', ...FACTS] },
  REQUESTED: {
    subject: 'Request received: {what}, {when}',
    lines: ['We have received your request and will answer it. Your seats are kept until then.', ...FACTS],
  },
  SERIES_BOOKED: {
    subject: 'Booked: {count} times {what}, from {first}',
    lines: ['Your bookings are confirmed.', ...SERIES_FACTS],
  },
  SERIES_REQUESTED: {
    subject: 'Requests received: {count} times {what}, from {first}',
    lines: [
      'We have received your requests and will answer them. Your seats are kept until then.',
      ...SERIES_FACTS,
    ],
  },
  APPROVED: {
    subject: 'Approved: {what}, {when}',
    lines: ['Your request is approved: you have a booking.', ...FACTS],
  },
  DECLINED: {
    subject: 'Declined: {what}, {when}',
    lines: ['We are sorry: we could not say yes to your request. Nothing is charged for it.', ...FACTS],
  },
  RESCHEDULED: {
    subject: 'New time: {what}, {when}',
    lines: ['Your booking has a new time.', ...FACTS, 'It was: {formerly}'],
  },
  CANCELED: {
    subject: 'Canceled: {what}, {when}',
    lines: ['You have canceled your booking.', ...FACTS, 'Refund: {refund}', 'Fee: {fee}'],
  },
  CANCELED_BY_STAFF: {
    subject: 'Canceled: {what}, {when}',
    lines: ['We have canceled your booking.', ...FACTS, 'Refund: {refund}', 'Fee: {fee}'],
  },
  SESSION_CANCELED: {
    subject: 'Called off: {what}, {when}',
    lines: [
      'We are sorry: this does not take place, and your booking has ended with it.',
      ...FACTS,
      'Refund: {refund}',
    ],
  },
  PROMOTED: {
    subject: 'You have a seat: {what}, {when}',
    lines: ['A seat became free, and it is yours: you have a booking.', ...FACTS],
  },
  OFFERED: {
    subject: 'A seat for you until {deadline}: {what}, {when}',
    lines: ['A seat became free. It is kept for you until {deadline}; accept it by then.', ...FACTS],
  },
  NO_SHOW: {
    subject: 'We missed you: {what}, {when}',
    lines: [
      'You did not come to your booking.',
      ...FACTS,
      'By the rules that were agreed, a fee of {fee} is charged.',
      {
        given: 'strike',
        text: 'By the rules that were agreed, it counts as a strike. Several of them block booking for a while.',
      },
      { given: 'creditLost', text: 'By the rules that were agreed, the credit is used.' },
    ],
  },
  REMINDER_24H: {
    subject: 'Reminder: {what}, {when}',
    lines: ['This is to remind you of your booking.', ...FACTS],
  },
  REMINDER_2H: { subject: 'Soon: {what}, {when}', lines: ['Your booking begins soon.', ...FACTS] },
  ORDER_PLACED: {
    subject: 'Order received: {what}',
    lines: ['We have your order. The tickets are good once it is paid.', ...ORDER_FACTS],
  },
  ORDER_PAID: { subject: 'Your tickets: {what}', lines: ['Your tickets are ready.', ...ORDER_FACTS] },
  ORDER_CANCELED: {
    subject: 'Order canceled: {what}',
    lines: ['Your order is canceled; its tickets admit nobody any more.', ...ORDER_FACTS],
  },
  EVENT_CANCELED: {
    subject: 'Called off: {what}, {when}',
    lines: ['We are sorry: this event does not take place.', '{what}', '{when}', 'Where: {where}'],
  },
  TICKET_OFFERED: {
    subject: 'A ticket for you: {what}',
    lines: [
      'Somebody gives you a ticket. It is yours once you claim it by the link, which is good once.',
      '{what}',
      '{when}',
      'Where: {where}',
    ],
  },
  TICKET_RECEIVED: {
    subject: 'Your ticket: {what}',
    lines: ['You have a ticket now. Its code is among your tickets.', '{what}', '{when}', 'Where: {where}'],
  },
  TICKET_HANDED_ON: {
    subject: 'Handed on: {what}',
    lines: [
      'Your ticket has another holder now; your code of it admits nobody any more.',
      '{what}',
      '{when}',
      'Where: {where}',
    ],
  },
});
