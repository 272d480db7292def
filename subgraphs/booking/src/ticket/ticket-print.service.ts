import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { Context } from '@freehold/kernel/subgraph/context';
import PDFDocument from 'pdfkit';
import { create, toDataURL } from 'qrcode';
import type { Event } from '../event/event.entity.ts';
import { eventById } from '../event/event.service.ts';
import { linesOf } from '../order/order.service.ts';
import { ticketProductById } from '../ticket-product/ticket-product.service.ts';
import type { Ticket } from './ticket.entity.ts';
import { priceText, timeText } from './ticket.policy.ts';
import { codeOf } from './ticket.service.ts';

// A6, in points of a 72nd of an inch.
const [WIDTH, HEIGHT, MARGIN] = [298, 420, 20];
const CODE_SIZE = 220;
const QR = { errorCorrectionLevel: 'M' } as const;

/** What a ticket says on paper. */
interface PaperTicket {
  readonly event: Event;
  readonly product: string;
  readonly price: string;
  readonly ticket: Ticket;
  readonly code: string;
  readonly printedAt: Date;
}

/** Letters of all languages that are written with Latin, Greek or Cyrillic ones; a PDF's own fonts lack most of them. */
let fonts: Promise<readonly [Buffer, Buffer]> | undefined;

function readFonts(): Promise<readonly [Buffer, Buffer]> {
  fonts ??= Promise.all([readFont('NotoSans-Regular.ttf'), readFont('NotoSans-Bold.ttf')]);
  return fonts;
}

function readFont(name: string): Promise<Buffer> {
  return readFile(new URL(`../../fonts/${name}`, import.meta.url));
}

/** The code of a ticket as a picture: a data URL of a PNG; null when it is revoked. */
export async function ticketPng(ctx: Context, ticket: Ticket): Promise<string | null> {
  const code = await codeOf(ctx, ticket);
  return code === null ? null : toDataURL(code, QR);
}

/** A ticket to be printed: a PDF of one page in base64, of some 30 kB; null when it is revoked. */
export async function ticketPdf(ctx: Context, ticket: Ticket): Promise<string | null> {
  const code = await codeOf(ctx, ticket);
  if (code === null) return null;
  const [event, product, lines] = await Promise.all([
    ctx.load(eventById, ticket.event.id),
    ctx.load(ticketProductById, ticket.product.id),
    ctx.load(linesOf, ticket.order.id),
  ]);
  const line = lines.find((each) => each.product.id === ticket.product.id);
  const price = priceText(line?.unitPriceMinor ?? product.priceMinor, line?.currency ?? product.currency);
  return print({ event, product: product.name, price, ticket, code, printedAt: ctx.now() });
}

async function print(paper: PaperTicket): Promise<string> {
  const [regular, bold] = await readFonts();
  const { event, printedAt } = paper;
  const info = { Title: event.name, CreationDate: printedAt, ModDate: printedAt };
  const pdf = new PDFDocument({ size: [WIDTH, HEIGHT], margin: MARGIN, info });
  pdf.registerFont('regular', regular).registerFont('bold', bold);
  writeText(pdf, paper);
  drawCode(pdf, paper.code);
  pdf.end();
  return (await buffer(pdf)).toString('base64');
}

function writeText(pdf: PDFKit.PDFDocument, { event, product, price, ticket }: PaperTicket): void {
  const width = WIDTH - 2 * MARGIN;
  const line = (font: string, size: number, text: string, lines = 1) => {
    pdf.font(font, size).text(text, { width, height: lines * pdf.currentLineHeight(true), ellipsis: true });
  };
  line('bold', 15, event.name, 2);
  line('regular', 9, timeText(event), 2);
  line('regular', 9, event.locationName ?? '', 2);
  pdf.moveDown(0.4);
  line('bold', 11, product);
  line('regular', 9, price);
  line('regular', 6, `${ticket.id} / ${ticket.version} / ${ticket.holderId}`);
}

/** Draws the dark modules of a QR code as one shape, so that print stays sharp at any size. */
function drawCode(pdf: PDFKit.PDFDocument, code: string): void {
  const { size, data } = create(code, QR).modules;
  const squares = Array.from(data, (isDark, index) =>
    isDark ? `M${index % size} ${Math.floor(index / size)}h1v1h-1z` : '',
  );
  pdf
    .translate((WIDTH - CODE_SIZE) / 2, HEIGHT - MARGIN - CODE_SIZE)
    .scale(CODE_SIZE / size)
    .path(squares.join(''))
    .fill('black');
}
