/**
 * A cell of CSV that no spreadsheet works out as a formula (OWASP, CSV injection): what begins with one of their signs
 * gets an apostrophe before it. Always in quotation marks, so that `;`, `,` and line breaks stay inside.
 */
export function safeCell(text: string): string {
  return `"${withoutFormula(text).replaceAll('"', '""')}"`
}

function withoutFormula(text: string): string {
  return /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text
}
