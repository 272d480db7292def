import type { BookingStatus } from '../booking/booking.entity.ts';

/** Where an appointment stands. */
export const APPOINTMENT_STATUSES = {
  PENDING: 'PENDING',
  CONFIRMED: 'CONFIRMED',
  COMPLETED: 'COMPLETED',
  CANCELED: 'CANCELED',
  NO_SHOW: 'NO_SHOW',
} as const;
/** One of {@link APPOINTMENT_STATUSES}. */
export type AppointmentStatus = keyof typeof APPOINTMENT_STATUSES;

/** Who made an appointment, and by what way. */
export const APPOINTMENT_SOURCES = { CHATBOT: 'CHATBOT', WEB: 'WEB', STAFF: 'STAFF', API: 'API' } as const;
/** One of {@link APPOINTMENT_SOURCES}. */
export type AppointmentSource = keyof typeof APPOINTMENT_SOURCES;

// A booking that was moved has handed its appointment on, so that its own status is nobody's.
const STATUS_OF: Readonly<Record<BookingStatus, AppointmentStatus>> = {
  PENDING: 'PENDING',
  CONFIRMED: 'CONFIRMED',
  CHECKED_IN: 'CONFIRMED',
  COMPLETED: 'COMPLETED',
  DECLINED: 'CANCELED',
  CANCELED: 'CANCELED',
  LATE_CANCELED: 'CANCELED',
  NO_SHOW: 'NO_SHOW',
  RESCHEDULED: 'CANCELED',
};

/** Where an appointment stands whose booking stands so. */
export function appointmentStatusOf(status: BookingStatus): AppointmentStatus {
  return STATUS_OF[status];
}

/** Where bookings stand whose appointments stand so. */
export function bookingStatusesOf(wanted: AppointmentStatus): BookingStatus[] {
  return Object.entries(STATUS_OF).flatMap(([status, is]) =>
    is === wanted && isStatus(status) ? [status] : [],
  );
}

function isStatus(text: string): text is BookingStatus {
  return text in STATUS_OF;
}
