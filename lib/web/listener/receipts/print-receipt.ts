// A receipt as a PDF of one A4 page: what the submission's page says, tagged for screen readers, with its font inside. The same
// receipt gives the same bytes on the same day; on another day only the line that tells the day of printing is another.
import PDFDocument from 'pdfkit'
import type { ReceiptText } from '#components/submission/receipt-text.ts'
import { longDate } from '#lib/text/format-time.ts'
import type { Locale } from '#lib/text/locale.ts'
import { submissionTexts } from '#lib/text/submissions.ts'
import { fitText } from './fit-text.ts'
import { openFonts } from './open-fonts.ts'

const MARGIN = 52
const TERM_WIDTH = 150
const [INK, MUTED, LINE] = ['#1b1e23', '#4c5058', '#9b9da1']
/** What title, reference, labels, notes and foot take of the page, at most: the rest is for the rows. */
const FRAME_HEIGHT = 330

type PrintReceiptInput = { receipt: ReceiptText; locale: Locale; printedAt: Date }
type Row = { term: string; text: string }
type Pen = { pdf: PDFKit.PDFDocument; top: PDFKit.PDFStructureElement; width: number }

export async function printReceipt({ receipt, locale, printedAt }: PrintReceiptInput): Promise<Uint8Array> {
  const words = submissionTexts[locale].paper
  const { changedAt } = receipt
  const title = `${words.title} ${receipt.reference}`
  const pdf = new PDFDocument({
    ...{ size: 'A4', margin: MARGIN, lang: locale, pdfVersion: '1.7', tagged: true, displayTitle: true, font: '' },
    info: { Title: title, Creator: 'Kvittens', Producer: 'Kvittens', CreationDate: changedAt, ModDate: changedAt },
  })
  const written = collect(pdf)
  registerFonts(pdf)
  const top = pdf.struct('Document')
  pdf.addStructure(top)
  const pen = { pdf, top, width: pdf.page.width - 2 * MARGIN }
  const isWhole = writeBody(pen, receipt)
  const foot = [...(isWhole ? [] : [words.notWhole]), receipt.kept, words.printed.replace('{date}', longDate(printedAt, locale))]
  writeFoot(pen, foot)
  top.end()
  pdf.end()
  return written
}

async function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  await new Promise<void>((resolve, reject) => {
    pdf.on('data', (piece: Uint8Array) => pieces.push(piece))
    pdf.on('end', resolve)
    pdf.on('error', reject)
  })
  return Buffer.concat(pieces)
}

/** False: something is replaced or cut. */
function writeBody(pen: Pen, { outcome, reference, parts }: ReceiptText): boolean {
  const { pdf, width } = pen
  const { strong } = openFonts()
  const hasGlyph = (codePoint: number) => strong.hasGlyphForCodePoint(codePoint)
  const shown = parts.map(({ lines }) =>
    lines.filter(({ key }) => key !== 'reference').map(({ text }) => printable(text, hasGlyph)),
  )
  const heightOf = (text: string, size: number) =>
    pdf
      .font('strong')
      .fontSize(size)
      .heightOfString(text, { width: width - TERM_WIDTH }) + 3
  const room = pdf.page.height - 2 * MARGIN - FRAME_HEIGHT
  const fitted = fitText({ values: shown.flat().map(({ text }) => text), heightOf, room })
  const values = [...fitted.values]
  writeText(pen, { type: 'P', text: 'Kvittens', font: 'strong', size: 11, color: MUTED })
  pdf.moveDown(1)
  writeText(pen, { type: 'H1', text: outcome, font: 'strong', size: 17 })
  pdf.moveDown(0.4)
  writeText(pen, { type: 'P', text: reference, font: 'strong', size: 14 })
  for (const { label, lines, note } of parts) {
    rule(pen)
    writeText(pen, { type: 'H2', text: label, font: 'strong', size: 11 })
    const rows = lines.filter(({ key }) => key !== 'reference').map(({ term }) => ({ term, text: values.shift() ?? '' }))
    writeRows(pen, rows, fitted.size)
    if (note) writeText(pen, { type: 'P', text: note, font: 'plain', size: 10, color: MUTED })
  }
  return fitted.isWhole && shown.flat().every((each) => each.isWhole)
}

function writeFoot(pen: Pen, sentences: readonly string[]): void {
  rule(pen)
  for (const text of sentences) writeText(pen, { type: 'P', text, font: 'plain', size: 9, color: MUTED })
}

type Written = { type: 'H1' | 'H2' | 'P'; text: string; font: 'plain' | 'strong'; size: number; color?: string | undefined }

function writeText({ pdf, top, width }: Pen, { type, text, font, size, color = INK }: Written): void {
  const draw = () => pdf.font(font).fontSize(size).fillColor(color).text(text, MARGIN, pdf.y, { width, paragraphGap: 3 })
  top.add(pdf.struct(type, {}, draw))
}

/** A list whose labels are the terms, as screen readers read pairs. */
function writeRows({ pdf, top, width }: Pen, rows: readonly Row[], size: number): void {
  if (rows.length === 0) return
  const list = pdf.struct('L')
  top.add(list)
  for (const { term, text } of rows) {
    const y = pdf.y
    const row = pdf.struct('LI')
    list.add(row)
    const write = (font: 'plain' | 'strong', color: string) => pdf.font(font).fontSize(size).fillColor(color)
    row.add(pdf.struct('Lbl', {}, () => write('plain', MUTED).text(term, MARGIN, y, { width: TERM_WIDTH - 8 })))
    const left = pdf.y
    row.add(pdf.struct('LBody', {}, () => write('strong', INK).text(text, MARGIN + TERM_WIDTH, y, { width: width - TERM_WIDTH })))
    row.end()
    pdf.y = Math.max(left, pdf.y) + 3
  }
  list.end()
  pdf.x = MARGIN
}

/** A dashed line, which screen readers pass over. */
function rule({ pdf, width }: Pen): void {
  pdf.moveDown(0.8)
  pdf.markContent('Artifact', { type: 'Layout' })
  pdf
    .moveTo(MARGIN, pdf.y)
    .lineTo(MARGIN + width, pdf.y)
    .dash(3, { space: 3 })
    .lineWidth(0.7)
    .strokeColor(LINE)
    .stroke()
    .undash()
  pdf.endMarkedContent()
  pdf.moveDown(0.8)
}

/** The cast: pdfkit takes a font that has been read, which its types leave out. */
function registerFonts(pdf: PDFKit.PDFDocument): void {
  const register = pdf.registerFont.bind(pdf) as unknown as (name: string, font: object) => void
  const { plain, strong } = openFonts()
  register('plain', plain)
  register('strong', strong)
}

/** Text as the font can draw it; `isWhole`: nothing is left out or replaced. */
type Printable = { text: string; isWhole: boolean }
type HasGlyph = (codePoint: number) => boolean

/** Stands for a sign that the font has no glyph for, such as Arabic, Hebrew and Chinese ones: never an empty box. */
const REPLACEMENT = '?'

/** Control signs and marks of direction are left out: they have no looks. What the font lacks is replaced. */
function printable(given: string, hasGlyph: HasGlyph): Printable {
  const bare = given.normalize('NFC').replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
  let isWhole = true
  const text = [...bare].map((sign) => {
    if (hasGlyph(sign.codePointAt(0) ?? 0)) return sign
    isWhole = false
    return REPLACEMENT
  })
  return { text: text.join('').trim(), isWhole }
}
