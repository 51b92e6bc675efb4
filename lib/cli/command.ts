import type { Locale } from '#lib/text/locale.ts'

/** What a command knows of the world around it. */
export type CommandContext = { locale: Locale; now: Date; write: (text: string) => void }
