import PDFDocument from 'pdfkit'
import { joiningPagesTexts } from '#lib/text/joining-pages.ts'
import { type ApplicationDocument, shownText } from './signed-text.ts'

const MARGIN = 56
const { form } = joiningPagesTexts.sv

/** The application as it is signed, as a PDF in Swedish: its text, its digest, and lines for each who signs. */
export async function printApplication(document: ApplicationDocument): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4', margin: MARGIN, info: { Title: `${form.title} ${document.reference}` }, lang: 'sv' })
  const pieces: Uint8Array[] = []
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('data', (piece: Uint8Array) => pieces.push(piece))
    pdf.on('end', resolve)
    pdf.on('error', reject)
  })
  pdf.font('Helvetica-Bold').fontSize(16).text(`${form.title} ${document.reference}`)
  pdf
    .moveDown()
    .font('Helvetica')
    .fontSize(10)
    .text(written(shownText(document)), { lineGap: 2 })
  pdf.moveDown().font('Helvetica-Bold').text(form.instruction)
  const { applicant, signing, administrators } = document.content
  for (const { name } of [applicant, ...signing.signatories, ...administrators]) signatureLines(pdf, name)
  pdf.end()
  await ended
  return Buffer.concat(pieces)
}

function signatureLines(pdf: PDFKit.PDFDocument, name: string): void {
  if (pdf.y > pdf.page.height - MARGIN - 90) pdf.addPage()
  pdf.moveDown(3).font('Helvetica').fontSize(10)
  pdf.text('_'.repeat(34), { continued: true }).text(`      ${'_'.repeat(34)}`)
  pdf.fontSize(8).text(`${form.place}${' '.repeat(62)}${form.signature}`)
  pdf.moveDown(0.5).text(`${form.printed}: ${written(name)}`)
}

/** The fonts that every reader has know the letters of Windows-1252 alone; others are written without their marks. */
function written(text: string): string {
  return text.replaceAll(/[^\n\u0020-\u00ff–—’”“…]/gu, (sign) => {
    const plain = sign.normalize('NFKD').replaceAll(/\p{M}/gu, '')
    return /^[\u0020-\u00ff]+$/.test(plain) ? plain : '?'
  })
}
