import { Badge } from '@mantine/core';
import type { TicketStatus } from '../../../graphql/generated/graphql.ts';

const WORDS: Readonly<Record<TicketStatus, readonly [label: string, color: string]>> = {
  VALID: ['Good', 'evergreen'],
  UNPAID: ['To be paid', 'yellow'],
  REVOKED: ['Not valid', 'gray'],
};

/** Whether a ticket admits, in a word. */
export function TicketStatusBadge({ status }: { readonly status: TicketStatus }) {
  const [label, color] = WORDS[status];
  return (
    <Badge variant="light" color={color} tt="none" fw={600} flex="none">
      {label}
    </Badge>
  );
}
