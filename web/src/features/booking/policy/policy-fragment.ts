import { graphql } from '../../../graphql/generated/gql.ts';

/** The rules of booking, whole. */
export const policyFragment = graphql(`
  fragment PolicyRules on BookingPolicy {
    version
    createdAt
    opensDaysAhead
    closesMinutesBefore
    limits {
      perDay {
        bookings
        seats
      }
      perSevenDays {
        bookings
        seats
      }
      concurrent {
        bookings
        seats
      }
    }
    cancellation {
      untilMinutesBefore
      refundPercent
      feeMinor
      creditBack
    }
    rescheduleNoticeMinutes
    creditsPerSeat
    jobPhotos {
      before
      after
    }
    checkIn {
      opensMinutesBefore
      closesMinutesAfter
      releasesSeat
    }
    noShow {
      graceHours
      consequence
      feeMinor
    }
    strikes {
      count
      windowDays
      blockDays
      unblockFeeMinor
    }
    waitlist {
      mode
      autoPromoteUntilMinutes
      offerHours
      closesMinutesBefore
      partyThatDoesNotFit
    }
  }
`);
