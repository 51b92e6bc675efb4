/**
 * A CSV cell that no spreadsheet runs as a formula (OWASP, CSV injection): text that begins like one gets an apostrophe first.
 * Always in quotation marks, so that `;`, `,` and line breaks stay inside.
 */
export function safeCell(text: string): string {
  return `"${withoutFormula(text).replaceAll('"', '""')}"`
}

function withoutFormula(text: string): string {
  return /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text
}
