import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'

/** A font that has been read: of fontkit's, which the types of pdfkit leave out. */
type OpenFont = { hasGlyphForCodePoint: (codePoint: number) => boolean }
type Fonts = { plain: OpenFont; strong: OpenFont }

let opened: Fonts | undefined

/** Noto Sans in two weights (SIL Open Font License). Read once for all receipts: reading takes a hundred times longer than writing. */
export function openFonts(): Fonts {
  opened ??= {
    plain: open(import.meta.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf')),
    strong: open(import.meta.resolve('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf')),
  }
  return opened
}

function open(address: string): OpenFont {
  return fontOf(new PDFDocument({ autoFirstPage: false }).font(fileURLToPath(address)))
}

/** The cast: pdfkit holds the current font here (0.20), and has no name for it. */
function fontOf(pdf: PDFKit.PDFDocument): OpenFont {
  return (pdf as unknown as { _font: { font: OpenFont } })._font.font
}
