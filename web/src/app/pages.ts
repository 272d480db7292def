import {
  CalendarClock,
  CalendarDays,
  ChartColumn,
  Gauge,
  ListChecks,
  type LucideIcon,
  MapPin,
  PartyPopper,
  ScrollText,
  Tags,
  Ticket,
  UsersRound,
  Wrench,
} from 'lucide-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { type Bearer, isAdministrator, isCustomer, isStaff } from '../session/roles.ts';

/** A page of the workspace: where it is, who sees it, and its script, loaded when first needed. */
export interface WorkspacePage {
  readonly path: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly isFor: (member: Bearer) => boolean;
  /** The feature of the plan without which it is locked. */
  readonly feature?: string;
  /** Under which heading of the navigation it stands. */
  readonly group?: 'Set-up';
  readonly Page: LazyExoticComponent<ComponentType>;
}

const isOnlyCustomer = (member: Bearer) => !isStaff(member);

const WORK: readonly WorkspacePage[] = [
  {
    path: '/dashboard',
    label: 'Dashboard',
    icon: Gauge,
    isFor: isStaff,
    Page: lazy(async () => ({
      default: (await import('../features/dashboard/dashboard-page.tsx')).DashboardPage,
    })),
  },
  {
    path: '/schedule',
    label: 'Schedule',
    icon: CalendarDays,
    isFor: isStaff,
    Page: lazy(async () => ({
      default: (await import('../features/booking/calendar/calendar-page.tsx')).CalendarPage,
    })),
  },
  {
    path: '/bookings',
    label: 'Bookings',
    icon: UsersRound,
    isFor: isStaff,
    Page: lazy(async () => ({
      default: (await import('../features/booking/list/bookings-page.tsx')).BookingsPage,
    })),
  },
];

const PORTAL: readonly WorkspacePage[] = [
  {
    path: '/schedule',
    label: 'Schedule',
    icon: CalendarDays,
    isFor: isOnlyCustomer,
    Page: lazy(async () => ({
      default: (await import('../features/booking/schedule/schedule-page.tsx')).SchedulePage,
    })),
  },
  {
    path: '/book',
    label: 'Book a time',
    icon: CalendarClock,
    isFor: isCustomer,
    Page: lazy(async () => ({
      default: (await import('../features/booking/slots/slots-page.tsx')).SlotsPage,
    })),
  },
  {
    path: '/my-bookings',
    label: 'My bookings',
    icon: ListChecks,
    isFor: isCustomer,
    Page: lazy(async () => ({
      default: (await import('../features/booking/mine/my-bookings-page.tsx')).MyBookingsPage,
    })),
  },
];

const EVENTS: readonly WorkspacePage[] = [
  {
    path: '/events',
    label: 'Events',
    icon: PartyPopper,
    isFor: () => true,
    Page: lazy(async () => ({ default: (await import('../features/event/event-pages.tsx')).EventPages })),
  },
  {
    path: '/tickets',
    label: 'Tickets',
    icon: Ticket,
    isFor: isCustomer,
    Page: lazy(async () => ({
      default: (await import('../features/event/tickets/ticket-pages.tsx')).TicketPages,
    })),
  },
  {
    path: '/analytics',
    label: 'Analytics',
    icon: ChartColumn,
    isFor: isStaff,
    feature: 'analytics',
    Page: lazy(async () => ({
      default: (await import('../features/analytics/analytics-page.tsx')).AnalyticsPage,
    })),
  },
];

const SET_UP: readonly WorkspacePage[] = [
  {
    path: '/offerings',
    label: 'Offerings',
    icon: Tags,
    isFor: isAdministrator,
    group: 'Set-up',
    Page: lazy(async () => ({
      default: (await import('../features/setup/offering/offerings-page.tsx')).OfferingsPage,
    })),
  },
  {
    path: '/resources',
    label: 'Resources',
    icon: Wrench,
    isFor: isStaff,
    group: 'Set-up',
    Page: lazy(async () => ({
      default: (await import('../features/setup/resource/resources-page.tsx')).ResourcesPage,
    })),
  },
  {
    path: '/locations',
    label: 'Locations',
    icon: MapPin,
    isFor: isStaff,
    group: 'Set-up',
    Page: lazy(async () => ({
      default: (await import('../features/setup/location/locations-page.tsx')).LocationsPage,
    })),
  },
  {
    path: '/rules',
    label: 'Booking rules',
    icon: ScrollText,
    isFor: isAdministrator,
    group: 'Set-up',
    Page: lazy(async () => ({
      default: (await import('../features/booking/policy/rules-page.tsx')).RulesPage,
    })),
  },
];

/** The pages this member may open, in the order of the navigation; the first is home. */
export function pagesFor(member: Bearer): readonly WorkspacePage[] {
  return [...WORK, ...PORTAL, ...EVENTS, ...SET_UP].filter(({ isFor }) => isFor(member));
}
