import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import { refusalOf } from '../../../graphql/refusal.ts';
import { sentenceOf } from '../../../graphql/sentence.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { AskButton } from '../../../ui/form/ask-button.tsx';
import { notifyDone, notifyRefused } from '../../../ui/notify.ts';

const pdfQuery = graphql(`
  query TicketPdf($id: ID!) {
    ticket(id: $id) {
      id
      ticketPdf
    }
  }
`);

const reissueMutation = graphql(`
  mutation ReissueTicket($input: ReissueTicketInput!) {
    reissueTicket(input: $input) {
      ticket {
        id
        version
        issuedAt
        status
        qr
        ticketPng
        event {
          id
        }
      }
    }
  }
`);

/** Hands a file to the browser, which keeps it where it keeps downloads. */
function save(base64: string, name: string): void {
  const link = document.createElement('a');
  link.href = `data:application/pdf;base64,${base64}`;
  link.download = `${name}.pdf`;
  link.click();
}

/** The ticket on paper: it is drawn when it is asked for. */
export function DownloadButton({ ticketId, name }: { readonly ticketId: string; readonly name: string }) {
  const client = useClient();
  const formats = useFormats();
  const [isBusy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    const { data, error } = await client
      .query(pdfQuery, { id: ticketId }, { requestPolicy: 'network-only' })
      .toPromise();
    setBusy(false);
    if (data?.ticket?.ticketPdf) return save(data.ticket.ticketPdf, name);
    if (error) notifyRefused('Not downloaded', sentenceOf(refusalOf(error), formats.date));
  };
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<Download size={14} />}
      loading={isBusy}
      onClick={() => void download()}
    >
      PDF
    </Button>
  );
}

interface ReissueProps {
  readonly ticketId: string;
  /** Whose it is, when that is not the member who looks. */
  readonly holder?: string;
}

/** Makes the ticket out anew, for a code that was lost or that somebody else has seen. */
export function ReissueButton({ ticketId, holder }: ReissueProps) {
  const { isBusy, change } = useChange(reissueMutation, 'Not made out anew');
  const reissue = async () => {
    if (await change((idempotencyKey) => ({ input: { ticketId, idempotencyKey } })))
      notifyDone(
        holder
          ? `${holder} finds a new code among their tickets. Earlier ones admit nobody.`
          : 'Here is a new code. Earlier ones admit nobody.',
      );
  };
  return (
    <AskButton
      label="New code"
      {...(holder ? { spoken: `New code for ${holder}` } : {})}
      question={
        holder
          ? `The code that ${holder} has now, also on paper, admits nobody from then on.`
          : 'The code that you have now, also on paper, admits nobody from then on.'
      }
      confirmLabel="Make a new code"
      isDangerous={false}
      isBusy={isBusy}
      onConfirm={reissue}
    />
  );
}
