const SESSION = ['what', 'when', 'where', 'seats'] as const;
const ORDER = ['what', 'when', 'where', 'tickets', 'total'] as const;

const SERIES = ['what', 'where', 'seats', 'first', 'count', 'dates'] as const;

/** What customers are told of, and what each message may say. */
export const VARIABLES = {
  BOOKED: SESSION,
  REQUESTED: SESSION,
  SERIES_BOOKED: SERIES,
  SERIES_REQUESTED: SERIES,
  APPROVED: SESSION,
  DECLINED: SESSION,
  RESCHEDULED: [...SESSION, 'formerly'],
  CANCELED: [...SESSION, 'refund', 'fee'],
  CANCELED_BY_STAFF: [...SESSION, 'refund', 'fee'],
  SESSION_CANCELED: [...SESSION, 'refund'],
  PROMOTED: SESSION,
  OFFERED: [...SESSION, 'deadline'],
  NO_SHOW: [...SESSION, 'fee', 'strike', 'creditLost'],
  REMINDER_24H: SESSION,
  REMINDER_2H: SESSION,
  ORDER_PLACED: ORDER,
  ORDER_PAID: ORDER,
  ORDER_CANCELED: ORDER,
  EVENT_CANCELED: ['what', 'when', 'where'],
  TICKET_OFFERED: ['what', 'when', 'where'],
  TICKET_RECEIVED: ['what', 'when', 'where'],
  TICKET_HANDED_ON: ['what', 'when', 'where'],
} as const satisfies Record<string, readonly string[]>;

/** What a customer is told of. */
export type NotificationKind = keyof typeof VARIABLES;
/** All kinds by name, for GraphQL and the database. */
export const NOTIFICATION_KINDS = {
  BOOKED: 'BOOKED',
  REQUESTED: 'REQUESTED',
  SERIES_BOOKED: 'SERIES_BOOKED',
  SERIES_REQUESTED: 'SERIES_REQUESTED',
  APPROVED: 'APPROVED',
  DECLINED: 'DECLINED',
  RESCHEDULED: 'RESCHEDULED',
  CANCELED: 'CANCELED',
  CANCELED_BY_STAFF: 'CANCELED_BY_STAFF',
  SESSION_CANCELED: 'SESSION_CANCELED',
  PROMOTED: 'PROMOTED',
  OFFERED: 'OFFERED',
  NO_SHOW: 'NO_SHOW',
  REMINDER_24H: 'REMINDER_24H',
  REMINDER_2H: 'REMINDER_2H',
  ORDER_PLACED: 'ORDER_PLACED',
  ORDER_PAID: 'ORDER_PAID',
  ORDER_CANCELED: 'ORDER_CANCELED',
  EVENT_CANCELED: 'EVENT_CANCELED',
  TICKET_OFFERED: 'TICKET_OFFERED',
  TICKET_RECEIVED: 'TICKET_RECEIVED',
  TICKET_HANDED_ON: 'TICKET_HANDED_ON',
} as const satisfies { readonly [Kind in NotificationKind]: Kind };
