import { SUPPORT_NAME } from '#lib/text/settle.ts'

/** Who was told by FK; support is named in the reader's language. */
export const tellerName = (name: string | null, support: string): string => (name === SUPPORT_NAME ? support : (name ?? ''))
