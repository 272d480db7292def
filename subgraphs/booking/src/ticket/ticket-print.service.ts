import type { Context } from '@freehold/kernel/subgraph/context';
import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from 'pdf-lib';
import { create, toDataURL } from 'qrcode';
import type { Event } from '../event/event.entity.ts';
import { eventById } from '../event/event.service.ts';
import { ticketProductById } from '../ticket-product/ticket-product.service.ts';
import type { Ticket } from './ticket.entity.ts';
import { codeOf } from './ticket.service.ts';

// A6, in points of a 72nd of an inch.
const [WIDTH, HEIGHT, MARGIN] = [298, 420, 24];
const CODE_SIZE = WIDTH - 2 * MARGIN;
const QR = { errorCorrectionLevel: 'M' } as const;
const COMBINING = /\p{M}/gu;
// Letters that Unicode does not take apart into a base and an accent.
const BASES: Readonly<Record<string, string>> = { ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i' };

/** The code of a ticket as a picture: a data URL of a PNG; null when it is revoked. */
export async function ticketPng(ctx: Context, ticket: Ticket): Promise<string | null> {
  const code = await codeOf(ctx, ticket);
  return code === null ? null : toDataURL(code, QR);
}

/** A ticket to be printed: a PDF of one page in base64; null when it is revoked. */
export async function ticketPdf(ctx: Context, ticket: Ticket): Promise<string | null> {
  const code = await codeOf(ctx, ticket);
  if (code === null) return null;
  const [event, product] = await Promise.all([
    ctx.load(eventById, ticket.event.id),
    ctx.load(ticketProductById, ticket.product.id),
  ]);
  const pdf = await PDFDocument.create();
  pdf.setTitle(event.name);
  pdf.setCreationDate(ctx.now());
  pdf.setModificationDate(ctx.now());
  const page = pdf.addPage([WIDTH, HEIGHT]);
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
  writeLine(page, bold, event.name, 16, 0);
  writeLine(page, font, whenOf(event), 10, 22);
  writeLine(page, font, event.locationName ?? '', 10, 36);
  writeLine(page, bold, product.name, 12, 58);
  writeLine(page, font, `${ticket.id} / ${ticket.version}`, 8, 74);
  drawCode(page, code);
  return pdf.saveAsBase64();
}

function whenOf({ startsAt, timeZone }: Event): string {
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const;
  return `${new Intl.DateTimeFormat('en-GB', format).format(startsAt)} (${timeZone})`;
}

/** A line `down` points below the upper margin, smaller when it would not fit. */
function writeLine(page: PDFPage, font: PDFFont, text: string, size: number, down: number): void {
  const shown = printable(text, new Set(font.getCharacterSet()));
  const width = font.widthOfTextAtSize(shown, size);
  const fitting = width > CODE_SIZE ? (size * CODE_SIZE) / width : size;
  page.drawText(shown, { x: MARGIN, y: HEIGHT - MARGIN - 16 - down, size: fitting, font });
}

/** The fonts that every reader of PDF has know the letters of Western Europe; others lose their accents. */
function printable(text: string, known: ReadonlySet<number>): string {
  const isKnown = (letter: string) => known.has(letter.codePointAt(0) ?? 0);
  return [...text.normalize('NFC')]
    .map((letter) => {
      if (isKnown(letter)) return letter;
      const base = BASES[letter] ?? letter.normalize('NFKD').replace(COMBINING, '');
      return base !== '' && [...base].every(isKnown) ? base : '?';
    })
    .join('');
}

/** Draws the dark modules of a QR code as one shape, so that print stays sharp at any size. */
function drawCode(page: PDFPage, code: string): void {
  const { size, data } = create(code, QR).modules;
  const squares = Array.from(data, (isDark, index) =>
    isDark ? `M${index % size} ${Math.floor(index / size)}h1v1h-1z` : '',
  );
  page.drawSvgPath(squares.join(''), {
    x: MARGIN,
    y: MARGIN + CODE_SIZE,
    scale: CODE_SIZE / size,
    borderWidth: 0,
  });
}
